import { type AnyCheck, areaOf } from '../core/check.ts';

/** What `--only` and `--skip` named: areas and check ids. Empty means no limit. */
export type Selection = { readonly only: readonly string[]; readonly skip: readonly string[] };

/** The checks of a selection, in their given order. */
export function selectChecks(checks: readonly AnyCheck[], selection: Selection): readonly AnyCheck[] {
  const { only, skip } = selection;
  return checks.filter(({ meta: { id } }) => (only.length === 0 || names(only, id)) && !names(skip, id));
}

function names(list: readonly string[], id: string): boolean {
  return list.includes(id) || list.includes(areaOf(id));
}
