import type { EnvUsage, UsedVariable } from '../../artifacts/env/usage.ts';
import { unknown, type Verdict } from '../../core/check.ts';
import type { Location } from '../../core/location.ts';
import { count, listOf } from '../../core/text.ts';
import { publicPrefix } from '../env-names/name.ts';

/** Whether the code cannot do without it. In the browser only names with a public prefix ever have a value. */
export function isNeeded({ name, optional, server }: UsedVariable): boolean {
  return !optional && (server || publicPrefix(name) !== undefined);
}

/** The lines of code that read a variable, as places. */
export function readPlaces({ places }: UsedVariable): readonly Location[] {
  return places.map((place) => ({ kind: 'file', ...place }) as const);
}

/** The lines of code that read a variable, in words for evidence: `app/page.tsx:3, lib/db.ts:7`. */
export function readWhere({ places }: UsedVariable): string {
  return places.map(({ path, line }) => `${path}:${line}`).join(', ');
}

/** `settled` when every read names its variable; a pass about what code needs becomes unknown where a name is computed. */
export function unlessFollowed({ dynamic }: Pick<EnvUsage, 'dynamic'>, settled: Verdict<never>): Verdict<never> {
  if (settled.outcome !== 'pass' || dynamic.length === 0) return settled;
  const places = listOf(dynamic.map(({ path, line }) => `${path}:${line}`));
  return unknown(
    `${count(dynamic.length, 'place')} may read any variable, because the name is computed or the environment handed on: ${places}`,
    'look there for what is needed and attest the answer, or read the variables by name (`process.env.NAME`)',
  );
}

/** Facts from files of which some could not be read. */
export type PartlyUnread = { readonly unread: readonly { readonly path: string; readonly why: string }[] };

/** `settled` when every file could be read; a pass about what files hold becomes unknown where one could not. */
export function unlessUnread({ unread }: PartlyUnread, settled: Verdict<never>): Verdict<never> {
  if (settled.outcome !== 'pass' || unread.length === 0) return settled;
  const files = listOf(unread.map(({ path, why }) => `${path} (${why})`));
  return unknown(
    `${count(unread.length, 'file')} could not be read: ${files}`,
    'look there for variables by hand and attest the answer, or make the files readable',
  );
}
