import { Refusal } from '../cursor.ts';
import {
  type ByteSet,
  byteRange,
  bytesWhere,
  complement,
  difference,
  intersection,
  namedSets,
  oneByte,
  symmetricDifference,
  union,
  withBothCases,
} from './byte-set.ts';
import { type Literal, readEscape } from './escape.ts';
import { deepestNesting, type Flags, next, type PatternReader, peek, skipVerbose, takePart } from './reader.ts';

const empty = bytesWhere(() => false);
const operators: readonly (readonly [sign: string, apply: (a: ByteSet, b: ByteSet) => ByteSet])[] = [
  ['&&', intersection],
  ['--', difference],
  ['~~', symmetricDifference],
];

/** Reads a class after its `[`: ranges, nested classes, `[:names:]`, set operations. https://docs.rs/regex/latest/regex/#character-classes */
export function readClass(reader: PatternReader, flags: Flags, depth: number): ByteSet {
  const at = reader.at - 1;
  if (depth > deepestNesting) throw new Refusal(at, 'this regular expression is nested too deeply');
  const fold = (set: ByteSet): ByteSet => (flags.caseless ? withBothCases(set) : set);
  skipVerbose(reader, flags);
  const negated = takePart(reader, '^');
  let items = readLeading(reader, flags);
  let left: ByteSet | undefined;
  let apply = union;
  for (;;) {
    skipVerbose(reader, flags);
    if (reader.at >= reader.text.length) throw new Refusal(at, 'this class has no closing ]');
    const operator = operators.find(([sign]) => takePart(reader, sign));
    const isEnd = operator === undefined && takePart(reader, ']');
    if (operator === undefined && !isEnd) {
      items = union(items, readItem(reader, flags, depth));
      continue;
    }
    left = left === undefined ? fold(items) : apply(left, fold(items));
    if (operator === undefined) return negated ? complement(left) : left;
    apply = operator[1];
    items = empty;
  }
}

/** A `]` that comes first and dashes before anything else stand for themselves. */
function readLeading(reader: PatternReader, flags: Flags): ByteSet {
  let items = empty;
  skipVerbose(reader, flags);
  if (peek(reader) === '-') {
    while (takePart(reader, '-')) skipVerbose(reader, flags);
    return oneByte(0x2d);
  }
  if (takePart(reader, ']')) items = oneByte(0x5d);
  return items;
}

function readItem(reader: PatternReader, flags: Flags, depth: number): ByteSet {
  const at = reader.at;
  if (takePart(reader, '[')) return readNamed(reader) ?? readClass(reader, flags, depth + 1);
  const first = readMember(reader, flags);
  skipVerbose(reader, flags);
  const isRange = peek(reader) === '-' && !/^-[\]-]/.test(reader.text.slice(reader.at, reader.at + 2));
  if (!isRange) return typeof first === 'number' ? oneByte(first) : first;
  reader.at += 1;
  skipVerbose(reader, flags);
  const last = readMember(reader, flags);
  if (typeof first !== 'number' || typeof last !== 'number')
    throw new Refusal(at, 'a range goes from one character to another');
  if (first > last) throw new Refusal(at, 'this range ends before it begins');
  return byteRange(first, last);
}

/** One byte, or the set that an escape like `\d` means. */
function readMember(reader: PatternReader, flags: Flags): number | ByteSet {
  const at = reader.at;
  const character = next(reader);
  if (character !== '\\') return byteOf({ kind: 'character', code: character.codePointAt(0) ?? 0 }, reader, flags, at);
  const escaped = readEscape(reader, flags);
  if (escaped.kind === 'set') return escaped.set;
  if (escaped.kind === 'assertion') throw new Refusal(at, 'this escape has no meaning inside of a class');
  if (escaped.kind === 'opaque') {
    reader.isOpaque = true;
    return empty;
  }
  return byteOf(escaped, reader, flags, at);
}

function byteOf({ kind, code }: Literal, reader: PatternReader, { unicode }: Flags, at: number): number {
  if (code < 0x80 || (kind === 'byte' && !unicode)) return code;
  if (!unicode) throw new Refusal(at, 'a class of bytes has no place for this character');
  reader.isOpaque = true;
  return 0;
}

/** `[:alpha:]` after its `[`; anything else that looks like it is a class of its own. */
function readNamed(reader: PatternReader): ByteSet | undefined {
  if (peek(reader) !== ':') return undefined;
  const [whole = '', negation, name = ''] =
    /^:(\^?)([a-z]{1,8}):\]/.exec(reader.text.slice(reader.at, reader.at + 12)) ?? [];
  const set = namedSets.get(name);
  if (set === undefined) return undefined;
  reader.at += whole.length;
  return negation === '^' ? complement(set) : set;
}
