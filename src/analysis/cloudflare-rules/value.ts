/** A value that nobody told us: it stays unknown through everything that is made of it. */
export const unknown: unique symbol = Symbol('unknown');

/**
 * A key that the map does not have, or an index behind the array's end.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/values/#notes
 */
export const missing: unique symbol = Symbol('missing');

/** A map as far as it is known. Keys and strings are bytes, see `toBytes`. */
export type MapValue = {
  readonly get: (key: string) => Value;
  /** Every value, or some of them when there may be more keys than those that are known. */
  readonly values: () => readonly Value[] | SomeOf;
};

/**
 * An array as far as it is known: there may be more elements, anywhere among these. Arrays with the same `origin` have their
 * elements side by side, as names and values of headers do.
 */
export type SomeOf = { readonly some: readonly Value[]; readonly origin: object };

/** What a field or a function gives. Strings are bytes, addresses are always unknown. */
export type Value = string | number | boolean | readonly Value[] | SomeOf | MapValue | typeof unknown | typeof missing;

/** `String` (also for bytes), `Integer`, `Boolean`, `IP`, `Array<…>` or `Map<…>`. */
export type RuleType = string;

/** Type of the elements of an array or of the values of a map; `undefined` for a type that has none. */
export function elementType(type: RuleType): RuleType | undefined {
  const from = type.startsWith('Array<') ? 6 : type.startsWith('Map<') ? 4 : undefined;
  return from === undefined ? undefined : type.slice(from, -1);
}

/** Whether a value is an array, for a compiler that does not see it through `readonly`. */
export function isArrayValue(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether a value is an array of which only some elements are known. */
export function isSomeOf(value: Value): value is SomeOf {
  return typeof value === 'object' && !Array.isArray(value) && 'some' in value;
}

/** Whether a value is a map, and no array. */
export function isMapValue(value: Value): value is MapValue {
  return typeof value === 'object' && !Array.isArray(value) && 'get' in value;
}

/** The elements of an array as far as they are known; none of what is no array. */
export function knownElements(value: Value): readonly Value[] {
  if (isArrayValue(value)) return value;
  return isSomeOf(value) ? value.some : [];
}

/** An array made element by element; elements that become `missing` are left out. */
export function mapElements(
  array: readonly Value[] | SomeOf,
  make: (element: Value) => Value,
): readonly Value[] | SomeOf {
  const elements = knownElements(array);
  const made = elements.map(make).filter((value) => value !== missing);
  if (isArrayValue(array)) return made;
  return { some: made, origin: made.length === elements.length ? array.origin : made };
}

/** The elements of several arrays in one, of which only some are known when that holds for one of the arrays. */
export function joinedElements(arrays: readonly Value[]): readonly Value[] | SomeOf {
  const elements = arrays.flatMap(knownElements);
  return arrays.every(isArrayValue) ? elements : { some: elements, origin: elements };
}

/** A map of which every key is known. */
export function wholeMap(entries: ReadonlyMap<string, Value>): MapValue {
  return { get: (key) => entries.get(key) ?? missing, values: () => [...entries.values()] };
}
