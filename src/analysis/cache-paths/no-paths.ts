import type { PrivatePaths } from '../../artifacts/repository/private-paths.ts';
import { notApplicable, type Unsettled, unknown, type Verdict } from '../../core/check.ts';
import { count, listOf } from '../../core/text.ts';
import { isSignInRoute } from '../private-paths/names.ts';
import { said } from '../site-answers/said.ts';

const hint = 'name the private paths with "privatePaths" in launch-ready.json, such as ["/dashboard", "/account/*"]';

/** What to say where no private path is known; `undefined` when there are some. Only a site that visibly has none is left alone. */
export function withoutPrivatePaths({ paths, public: open, unread }: PrivatePaths): Verdict<never> | undefined {
  if (paths.length > 0) return undefined;
  if (unread.length > 0) return unknown(`no private path was found, and ${unreadOf(unread)} could not be read`, hint);
  if (open.length === 0) return unknown('no private path was found: the repository shows no routes', hint);
  const door = open.find(({ route }) => isSignInRoute(route));
  if (door !== undefined)
    return unknown(`people sign in at ${said(door.route, 80)}, and no private path was found`, hint);
  return notApplicable(
    `none of ${count(open.length, 'route')} reads a session, is guarded or is named like a private page`,
  );
}

/** Files that may hide further private paths, unless the person named the paths; `undefined` without any. */
export function hiddenPaths({ paths, unread }: PrivatePaths): Unsettled | undefined {
  if (unread.length === 0 || paths.some(({ from }) => from === 'configuration')) return undefined;
  return { because: `${unreadOf(unread)} could not be read and may guard further private paths`, hint };
}

function unreadOf(unread: readonly string[]): string {
  return listOf(
    unread.map((one) => said(one, 120)),
    3,
  );
}
