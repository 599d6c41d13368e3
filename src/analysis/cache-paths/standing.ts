import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { Unsettled } from '../../core/check.ts';
import { listOf } from '../../core/text.ts';
import { isSessionCookie } from '../set-cookie/session-cookies.ts';
import { questionsOf } from '../site-answers/questions.ts';
import { said } from '../site-answers/said.ts';

/**
 * What a verdict means for the private answer: `stored` for everybody, `revalidated`: stored and asked about before each use, `apart`: stored
 * once a user, `open`: not settled, `fine`: not stored, or nothing private.
 */
export type Standing = 'stored' | 'revalidated' | 'apart' | 'open' | 'fine';

/** Tells what a verdict means. A key that holds a cookie by a name that says nothing leaves it open. */
export function standingOf({ content, result }: CacheVerdict): Standing {
  if (content === 'other' || result.decision === 'not-stored') return 'fine';
  if (result.decision === 'unknown') return 'open';
  if (result.keyedBy.some(tellsUsersApart)) return 'apart';
  return result.keyedBy.some((part) => !isEverybodys(part)) ? 'open' : result.decision;
}

function tellsUsersApart(part: string): boolean {
  const name = nameOf(part);
  return /^(?:proxy-)?authorization$/i.test(name) || isSessionCookie({ name });
}

// Words of cookies and headers that many visitors share a value of.
const shared =
  /(?:^|[-_.])(?:theme|locale|lang|language|currency|country|region|city|consent|device|variant|experiment|ab|bucket|origin|accept|encoding)(?:$|[-_.])/i;

function isEverybodys(part: string): boolean {
  return shared.test(nameOf(part));
}

/** The name in `session (cookie)`. */
function nameOf(part: string): string {
  return part.replace(/ \((?:cookie|header)\)$/i, '');
}

/** What keeps verdicts open, each cause said once with the paths that it holds up; `undefined` when none is open. */
export function openQuestion(verdicts: readonly CacheVerdict[]): Unsettled | undefined {
  const causes = verdicts
    .filter((verdict) => standingOf(verdict) === 'open')
    .flatMap((verdict) => causesOf(verdict).map((cause) => ({ path: verdict.path, basis: verdict.basis, ...cause })));
  const byWhy = Map.groupBy(causes, ({ why, hint }) => JSON.stringify([why, hint]));
  return questionsOf(
    [...byWhy.values()].slice(0, 6).flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const paths = listOf([...new Set(group.map(({ path }) => said(path, 80)))], 3);
      return [{ because: `${paths}: ${said(first.why, 300)}`, hint: wayTo(first, said(first.hint, 300)) }];
    }),
  );
}

// What the decision asks for by flags of `explain`: an audit learns it from a test user.
function wayTo({ path, basis, why }: Cause, hint: string): string {
  if (!/--(?:origin-)?(?:header|status) ?/.test(hint)) return hint;
  const probe = 'give a test user’s cookie ("users" in launch-ready.json) and run with --probe';
  const name = said(path, 120);
  const apart =
    isOfOrigin({ why }) && basis === 'next'
      ? `; or take it out with "privatePaths": ["!${name}"] where it shows nobody’s data`
      : '';
  return `${probe}${apart}; or run launch-ready explain --path ${name}: ${hint}`;
}

type Cause = Pick<CacheVerdict, 'path' | 'basis'> & { readonly why: string };

/** Whether a question is about the origin's headers or status, as the decision words it: `the origin's set-cookie is not known`. */
export function isOfOrigin({ why }: { readonly why: string }): boolean {
  return why.startsWith("the origin's ");
}

function causesOf({ result }: CacheVerdict): readonly { readonly why: string; readonly hint: string }[] {
  if (result.open.length > 0) return result.open;
  if (result.decision === 'unknown') {
    return [{ why: 'the facts do not settle whether it is stored', hint: 'see its steps in the table cache-trace' }];
  }
  const names = listOf(result.keyedBy.map((part) => said(nameOf(part), 60)));
  const why = `it is stored once for each value of ${names}, and nothing tells whether that differs from user to user`;
  return [{ why, hint: 'look whether it is the session, and attest the answer; or bypass the cache for this path' }];
}

/** Paths beyond those that are decided, as an open question; `undefined` when none was left. */
export function leftQuestion(left: number): Unsettled | undefined {
  if (left === 0) return undefined;
  const hint = 'take out paths that are not private with "privatePaths", such as "!/blog/*", and audit again';
  return { because: `${left} more private paths were not decided`, hint };
}
