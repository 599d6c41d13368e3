import {
  type ByteSet,
  byteRange,
  bytesWhere,
  complement,
  difference,
  intersection,
  perlSets,
  symmetricDifference,
  union,
  withBothCases,
  writeByte,
  writeRanges,
  writeSet,
} from './byte-set.ts';

/** What a class is made of: bytes, or characters under `(?u)`. */
export type Sets<T> = {
  readonly none: T;
  /** A set of ASCII characters. */
  readonly ascii: (set: ByteSet) => T;
  readonly range: (first: number, last: number) => T;
  readonly perl: (letter: string) => T;
  /** A Unicode class as RE2 writes it. */
  readonly property: (source: string) => T;
  readonly union: (a: T, b: T) => T;
  readonly combine: Readonly<Record<'&&' | '--' | '~~', (a: T, b: T) => T>>;
  readonly complement: (a: T) => T;
  readonly fold: (a: T) => T;
  /** In RE2's syntax; `undefined` for a set that it cannot write. */
  readonly write: (a: T) => string | undefined;
};

const noBytes = bytesWhere(() => false);

/** Sets of bytes. There are no Unicode classes among them: the reader refuses those without `(?u)`. */
export const byteSets: Sets<ByteSet> = {
  none: noBytes,
  ascii: (set) => set,
  range: byteRange,
  perl: (letter) => perlSets.get(letter) ?? noBytes,
  property: () => noBytes,
  union,
  combine: { '&&': intersection, '--': difference, '~~': symmetricDifference },
  complement,
  fold: withBothCases,
  write: writeSet,
};

/** What a class of RE2 holds between its brackets, or whatever is in none of `others`, which are such contents too. */
type CharacterSet = { readonly items: string; readonly others: readonly string[]; readonly isFolded: boolean };

/** Sets of characters as far as one class of RE2, or several side by side, can write them; `undefined` for the rest. */
export const characterSets: Sets<CharacterSet | undefined> = {
  none: ofItems(''),
  ascii: (set) => ofItems(writeRanges(set)),
  range: (first, last) => ofItems(`${writeByte(first)}-${writeByte(last)}`),
  perl: (letter) => ofItems(unicodePerl[letter] ?? ''),
  property: ofItems,
  union: (a, b) =>
    a &&
    b && {
      items: a.items + b.items,
      others: [...a.others, ...b.others],
      isFolded: a.isFolded || b.isFolded,
    },
  combine: { '&&': () => undefined, '--': () => undefined, '~~': () => undefined },
  complement: (a) => {
    const [only, second] = a?.others ?? [];
    if (a === undefined || second !== undefined) return undefined;
    if (only === undefined) return a.items === '' ? undefined : { ...a, items: '', others: [a.items] };
    return a.items === '' ? { ...a, items: only, others: [] } : undefined;
  },
  fold: (a) => a && { ...a, isFolded: true },
  write: (a) => {
    if (a === undefined) return undefined;
    const classes = [...(a.items === '' ? [] : [`[${a.items}]`]), ...a.others.map((items) => `[^${items}]`)];
    return `(?${a.isFolded ? 'i' : ''}:${classes.join('|')})`;
  },
};

// https://www.unicode.org/reports/tr18/#Compatibility_Properties
const unicodePerl: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  s: '\\p{White_Space}',
  w: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}',
};

function ofItems(items: string): CharacterSet {
  return { items, others: [], isFolded: false };
}
