import { Refusal } from '../cursor.ts';
import { hasHighByte, namedSets, oneByte } from './byte-set.ts';
import { type Literal, readEscape } from './escape.ts';
import { deepestNesting, type Flags, next, type PatternReader, peek, skipVerbose, takePart } from './reader.ts';
import { byteSets, characterSets, type Sets } from './sets.ts';

const operators = ['&&', '--', '~~'] as const;

/** Reads a class after its `[` and gives it in RE2's syntax. https://docs.rs/regex/latest/regex/#character-classes */
export function readClass(reader: PatternReader, flags: Flags, depth: number): string {
  if (flags.unicode) {
    reader.hasCharacters = true;
    return written(reader, characterSets.write(readSet(reader, flags, depth, characterSets)));
  }
  const set = readSet(reader, flags, depth, byteSets);
  if (hasHighByte(set)) reader.hasBytes = true;
  return written(reader, byteSets.write(set));
}

/** `\d`, `\s`, `\w` and their opposites outside of a class, in RE2's syntax. */
export function writePerl(reader: PatternReader, { unicode }: Flags, letter: string, negated: boolean): string {
  const write = <T>(sets: Sets<T>) => sets.write(negated ? sets.complement(sets.perl(letter)) : sets.perl(letter));
  if (unicode) reader.hasCharacters = true;
  else if (negated) reader.hasBytes = true;
  return written(reader, unicode ? write(characterSets) : write(byteSets));
}

function written(reader: PatternReader, source: string | undefined): string {
  if (source === undefined) reader.isOpaque = true;
  return source ?? '';
}

/** Ranges, nested classes, `[:names:]`, set operations. */
function readSet<T>(reader: PatternReader, flags: Flags, depth: number, sets: Sets<T>): T {
  const at = reader.at - 1;
  if (depth > deepestNesting) throw new Refusal(at, 'this regular expression is nested too deeply');
  const fold = (set: T): T => (flags.caseless ? sets.fold(set) : set);
  skipVerbose(reader, flags);
  const negated = takePart(reader, '^');
  let items = readLeading(reader, flags, sets);
  let left = sets.none;
  let apply = sets.union;
  for (;;) {
    skipVerbose(reader, flags);
    if (reader.at >= reader.text.length) throw new Refusal(at, 'this class has no closing ]');
    const operator = operators.find((sign) => takePart(reader, sign));
    const isEnd = operator === undefined && takePart(reader, ']');
    if (operator === undefined && !isEnd) {
      items = sets.union(items, readItem(reader, flags, depth, sets));
      continue;
    }
    left = apply(left, fold(items));
    if (operator === undefined) return negated ? sets.complement(left) : left;
    apply = sets.combine[operator];
    items = sets.none;
  }
}

/** A `]` that comes first and dashes before anything else stand for themselves. */
function readLeading<T>(reader: PatternReader, flags: Flags, sets: Sets<T>): T {
  skipVerbose(reader, flags);
  if (peek(reader) === '-') {
    while (takePart(reader, '-')) skipVerbose(reader, flags);
    return sets.ascii(oneByte(0x2d));
  }
  return takePart(reader, ']') ? sets.ascii(oneByte(0x5d)) : sets.none;
}

function readItem<T>(reader: PatternReader, flags: Flags, depth: number, sets: Sets<T>): T {
  const at = reader.at;
  if (takePart(reader, '[')) return readNamed(reader, sets) ?? readSet(reader, flags, depth + 1, sets);
  const first = readMember(reader, flags, sets);
  skipVerbose(reader, flags);
  const isRange = peek(reader) === '-' && !/^-[\]-]/.test(reader.text.slice(reader.at, reader.at + 2));
  if (!isRange) return 'set' in first ? first.set : sets.range(first.code, first.code);
  reader.at += 1;
  skipVerbose(reader, flags);
  const last = readMember(reader, flags, sets);
  if ('set' in first || 'set' in last) throw new Refusal(at, 'a range goes from one character to another');
  if (first.code > last.code) throw new Refusal(at, 'this range ends before it begins');
  return sets.range(first.code, last.code);
}

/** One byte or character, or the set that an escape like `\d` means. */
function readMember<T>(
  reader: PatternReader,
  flags: Flags,
  sets: Sets<T>,
): { readonly code: number } | { readonly set: T } {
  const at = reader.at;
  const character = next(reader);
  if (character !== '\\') return codeOf({ kind: 'character', code: character.codePointAt(0) ?? 0 }, flags, at);
  const escaped = readEscape(reader, flags);
  switch (escaped.kind) {
    case 'perl': {
      const set = sets.perl(escaped.letter);
      return { set: escaped.negated ? sets.complement(set) : set };
    }
    case 'property':
      return { set: sets.property(escaped.source) };
    case 'opaque':
      reader.isOpaque = true;
      return { set: sets.none };
    case 'assertion':
      throw new Refusal(at, 'this escape has no meaning inside of a class');
    default:
      return codeOf(escaped, flags, at);
  }
}

function codeOf({ kind, code }: Literal, { unicode }: Flags, at: number): { readonly code: number } {
  if (code < 0x80 || kind === 'byte' || unicode) return { code };
  throw new Refusal(at, 'a class of bytes has no place for this character');
}

/** `[:alpha:]` after its `[`, ASCII also under `(?u)`; anything else that looks like it is a class of its own. */
function readNamed<T>(reader: PatternReader, sets: Sets<T>): T | undefined {
  if (peek(reader) !== ':') return undefined;
  const [whole = '', negation, name = ''] =
    /^:(\^?)([a-z]{1,8}):\]/.exec(reader.text.slice(reader.at, reader.at + 12)) ?? [];
  const set = namedSets.get(name);
  if (set === undefined) return undefined;
  reader.at += whole.length;
  return negation === '^' ? sets.complement(sets.ascii(set)) : sets.ascii(set);
}
