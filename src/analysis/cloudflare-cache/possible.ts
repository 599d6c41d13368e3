import type { DecidingRule, Open } from './question.ts';

/** One value that a setting may have, and the rule that gives it. */
export type Option<V> = { readonly value: V; readonly by?: DecidingRule };

/** Every value that a setting may have, never none. `open`: what would tell which of several it is. */
export type Possible<V> = { readonly options: readonly Option<V>[]; readonly open: readonly Open[] };

/** What a rule makes of a setting's value; several when its own words leave that open. */
export type Change<V> = (before: V) => readonly V[];

/** A setting of which this is known. */
export function only<V>(value: V, by?: DecidingRule): Possible<V> {
  return { options: [by === undefined ? { value } : { value, by }], open: [] };
}

/** The setting after a rule that matches: its values take the place of those before. */
export function replaced<V>(before: Possible<V>, change: Change<V>, by: DecidingRule, open: Open): Possible<V> {
  const results = before.options.map(({ value }) => change(value));
  const options = distinct(results.flat().map((value) => ({ value, by })));
  if (options.length === 1) return { options, open: [] };
  const unclear = results.some((values) => values.length > 1) ? [open] : [];
  return { options, open: [...before.open, ...unclear] };
}

/** The setting after a rule that may match: its values stand beside those before. */
export function added<V>(before: Possible<V>, change: Change<V>, by: DecidingRule, open: Open): Possible<V> {
  const more = before.options.flatMap(({ value }) => change(value)).map((value) => ({ value, by }));
  const options = distinct([...before.options, ...more]);
  return options.length === before.options.length ? before : { options, open: [...before.open, open] };
}

/** What a setting may be when any of several cases may be true. */
export function either<V>(cases: readonly Possible<V>[], open: readonly Open[]): Possible<V> {
  const options = distinct(cases.flatMap((one) => one.options));
  return options.length === 1
    ? { options, open: [] }
    : { options, open: [...cases.flatMap((one) => one.open), ...open] };
}

function distinct<V>(options: readonly Option<V>[]): readonly Option<V>[] {
  if (options.length < 2) return options;
  const seen = new Map<string, Option<V>>();
  for (const option of options) {
    const key = JSON.stringify(option.value) ?? '';
    if (!seen.has(key)) seen.set(key, option);
  }
  return [...seen.values()];
}
