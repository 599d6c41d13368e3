import { artifactOf, type Needs } from '../core/artifact.ts';
import type { Gathered, Missing } from '../core/gathered.ts';

/** What became of each artifact, by id. */
export type States = ReadonlyMap<string, Gathered<unknown>>;

/** The facts for `needs`, or what stands in the way of the needs that are not optional. */
export type Filled =
  | { readonly ok: true; readonly bag: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly missing: Missing };

/** Collects the facts for `needs` from what was gathered. */
export function fillBag(needs: Needs, states: States): Filled {
  const bag: Record<string, unknown> = {};
  const missing: Missing[] = [];
  for (const [name, need] of Object.entries(needs)) {
    const { id } = artifactOf(need);
    const state = states.get(id);
    if (state === undefined) throw new Error(`the artifact ${id} was not gathered`);
    if ('optional' in need) bag[name] = state;
    else if (state.state === 'ok') bag[name] = state.value;
    else missing.push(state);
  }
  const joined = joinMissing(missing);
  return joined === undefined ? { ok: true, bag } : { ok: false, missing: joined };
}

// A fault outranks a missing permission: it is the one that nobody can grant away. Hints add up, so that a person who
// follows the sentence gets the whole way. A probe that nobody allowed is named last: alone it leaves the verdict standing,
// and it must not lend that to a fact that is missing for another reason.
function joinMissing(missing: readonly Missing[]): Missing | undefined {
  const failed = missing.find((state) => state.state === 'failed');
  if (failed !== undefined) return failed;
  const unavailable = missing.filter((state) => state.state === 'unavailable');
  const first = unavailable.find(({ reason }) => reason !== 'not-allowed') ?? unavailable[0];
  if (first === undefined) return undefined;
  return { ...first, hint: [...new Set(unavailable.map((state) => state.hint))].join('; ') };
}
