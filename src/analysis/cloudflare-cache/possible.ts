import type { DecidingRule, Open } from './question.ts';

/** One value that a setting may have, and the rule that gives it. Equal values have the same `key`. */
export type Option<V> = { readonly value: V; readonly key: unknown; readonly by?: DecidingRule };

/** Puts an open question into words; only done for those that a decision hangs on. */
export type Asking = () => Open;

/**
 * Every value that a setting may have, each once, never none. `open`: what would tell which of several it is. `isCut`: there are more
 * than are worth going through.
 */
export type Possible<V> = {
  readonly options: readonly Option<V>[];
  readonly open: readonly Asking[];
  readonly isCut: boolean;
};

/** What a rule makes of a setting's value; several when its own words leave that open. */
export type Change<V> = (before: V) => readonly V[];

/** A setting of which this is known. */
export function only<V>(value: V, by?: DecidingRule): Possible<V> {
  return { options: [optionOf(value, by)], open: [], isCut: false };
}

/** The setting after a rule that matches: its values take the place of those before. */
export function replaced<V>(before: Possible<V>, change: Change<V>, by: DecidingRule, open: Asking): Possible<V> {
  const results = before.options.map(({ value }) => change(value));
  const isUnclear = results.some((values) => values.length > 1);
  const options = results.flatMap((values) => values.map((value) => optionOf(value, by)));
  return possibleOf(options, isUnclear ? [...before.open, open] : before.open, before.isCut);
}

/** The setting after a rule that may match: its values stand beside those before. */
export function added<V>(before: Possible<V>, change: Change<V>, by: DecidingRule, open: Asking): Possible<V> {
  if (before.isCut) return before;
  const more = before.options.flatMap(({ value }) => change(value).map((one) => optionOf(one, by)));
  const fresh = more.filter(({ key }) => !before.options.some((option) => option.key === key));
  // It adds no case, but without it the case that it shares with another rule would still be open.
  if (fresh.length === 0) return before.options.length > 1 ? { ...before, open: [...before.open, open] } : before;
  return possibleOf([...before.options, ...fresh], [...before.open, open], false);
}

/** What a setting may be when any of several cases may be true. */
export function either<V>(cases: readonly Possible<V>[], open: readonly Asking[]): Possible<V> {
  const asked = [...cases.flatMap((one) => one.open), ...open];
  return possibleOf(
    cases.flatMap((one) => one.options),
    asked,
    cases.some(({ isCut }) => isCut),
  );
}

/** More values of one setting than this are not gone through. */
const mostOptions = 256;

function possibleOf<V>(options: readonly Option<V>[], open: readonly Asking[], wasCut: boolean): Possible<V> {
  const seen = new Map<unknown, Option<V>>();
  for (const option of options) if (!seen.has(option.key)) seen.set(option.key, option);
  const [first, ...others] = seen.values();
  if (first !== undefined && others.length === 0) return { options: [first], open: [], isCut: false };
  return { options: [...seen.values()].slice(0, mostOptions), open, isCut: wasCut || seen.size > mostOptions };
}

// Values are plain data: text, numbers and booleans are their own key.
function optionOf<V>(value: V, by: DecidingRule | undefined): Option<V> {
  const key = typeof value === 'object' ? JSON.stringify(value) : value;
  return by === undefined ? { value, key } : { value, key, by };
}
