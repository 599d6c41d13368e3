import { toBytes } from '../bytes.ts';
import { Refusal } from '../cursor.ts';
import { bytesWhere, oneByte, withBothCases, writeByte, writeSet } from './byte-set.ts';
import { readClass, writePerl } from './class.ts';
import { type Literal, readEscape } from './escape.ts';
import { readFlags, readGroupName } from './group.ts';
import {
  deepestNesting,
  type Flags,
  mostStates,
  next,
  type PatternReader,
  peek,
  skipVerbose,
  takePart,
} from './reader.ts';
import { type Repetition, readRepetition } from './repetition.ts';

/** A part of a pattern in RE2's syntax; `size` is about how many states it needs, `depth` how deep repetitions lie in it. */
export type Part = {
  readonly source: string;
  readonly size: number;
  readonly depth: number;
  readonly captures: boolean;
};

const anyByte = writeSet(bytesWhere(() => true));
const notLineFeed = writeSet(bytesWhere((byte) => byte !== 0x0a));
const notLineEnd = writeSet(bytesWhere((byte) => byte !== 0x0a && byte !== 0x0d));
// RE2's own limit of a counted repetition.
const mostCounted = 1000;

/** Reads alternatives up to a `)` or the end. Flags set inside hold to the end of the group. */
export function readAlternatives(reader: PatternReader, outer: Flags, depth: number): Part {
  let flags = outer;
  const alternatives: Part[][] = [];
  let parts: Part[] = [];
  let canRepeat = false;
  for (;;) {
    skipVerbose(reader, flags);
    const character = peek(reader);
    if (character === '' || character === ')') break;
    if (character === '|') {
      reader.at += 1;
      alternatives.push(parts);
      parts = [];
      canRepeat = false;
      continue;
    }
    const repetition = readRepetition(reader, flags);
    if (repetition !== undefined) {
      const part = canRepeat ? parts.pop() : undefined;
      if (part === undefined) throw new Refusal(repetition.at, 'nothing stands here that could be repeated');
      parts.push(repeated(reader, part, repetition));
      continue;
    }
    const set = readFlags(reader, flags);
    canRepeat = set === undefined;
    if (set === undefined) parts.push(readAtom(reader, flags, depth));
    else flags = set;
  }
  alternatives.push(parts);
  return joined(alternatives);
}

function joined(alternatives: readonly (readonly Part[])[]): Part {
  const all = alternatives.flat();
  return {
    source: alternatives.map((parts) => parts.map(({ source }) => source).join('')).join('|'),
    size: all.reduce((sum, { size }) => sum + size, alternatives.length),
    depth: all.reduce((most, { depth }) => Math.max(most, depth), 0),
    captures: all.some(({ captures }) => captures),
  };
}

function readAtom(reader: PatternReader, flags: Flags, depth: number): Part {
  const at = reader.at;
  const character = next(reader);
  if (character === '(') return readGroup(reader, flags, depth, at);
  if (character === '[') return leaf(readClass(reader, flags, depth + 1));
  if (character === '.') return leaf(writeDot(reader, flags));
  if (character === '^' || character === '$') return leaf(writeAnchor(reader, flags, character));
  if (character !== '\\') return literal({ kind: 'character', code: character.codePointAt(0) ?? 0 }, reader, flags);
  const escaped = readEscape(reader, flags);
  if (escaped.kind === 'perl') return leaf(writePerl(reader, flags, escaped.letter, escaped.negated));
  if (escaped.kind === 'property') {
    reader.hasCharacters = true;
    return leaf(flags.caseless ? `(?i:${escaped.source})` : escaped.source);
  }
  if (escaped.kind === 'assertion') return leaf(escaped.source);
  if (escaped.kind !== 'opaque') return literal(escaped, reader, flags);
  reader.isOpaque = true;
  return leaf('');
}

function readGroup(reader: PatternReader, flags: Flags, depth: number, at: number): Part {
  if (depth >= deepestNesting) throw new Refusal(at, 'this regular expression is nested too deeply');
  const inner = readFlags(reader, flags, at);
  const isCapture = inner === undefined;
  if (isCapture) {
    readGroupName(reader, at);
    reader.groups += 1;
  }
  const { source, size, depth: inside, captures } = readAlternatives(reader, inner ?? flags, depth + 1);
  if (!takePart(reader, ')')) throw new Refusal(at, 'this group has no closing )');
  return {
    source: isCapture ? `(${source})` : `(?:${source})`,
    size: size + 2,
    depth: inside,
    captures: captures || isCapture,
  };
}

function writeDot(reader: PatternReader, { dotAll, crlf, unicode }: Flags): string {
  if (unicode) {
    reader.hasCharacters = true;
    return dotAll ? '(?s:.)' : crlf ? '[^\\n\\r]' : '[^\\n]';
  }
  reader.hasBytes = true;
  return dotAll ? anyByte : crlf ? notLineEnd : notLineFeed;
}

function writeAnchor(reader: PatternReader, { multiLine, crlf }: Flags, anchor: '^' | '$'): string {
  if (!multiLine) return anchor === '^' ? '\\A' : '\\z';
  // RE2 knows no lines that end with a carriage return.
  if (crlf) reader.isWithoutReturns = true;
  return `(?m:${anchor})`;
}

function literal({ kind, code }: Literal, reader: PatternReader, { caseless, unicode }: Flags): Part {
  if (unicode && caseless) {
    reader.hasCharacters = true;
    return leaf(`(?i:${writeByte(code)})`);
  }
  if (code < 0x80) return leaf(caseless ? writeSet(withBothCases(oneByte(code))) : writeByte(code));
  if (kind === 'byte' && !unicode) {
    reader.hasBytes = true;
    return leaf(writeByte(code));
  }
  if (reader.units === 'characters') return leaf(writeByte(code));
  const bytes = [...toBytes(String.fromCodePoint(code))];
  const source = bytes.map((byte) => writeByte(byte.charCodeAt(0))).join('');
  return { source: `(?:${source})`, size: bytes.length, depth: 0, captures: false };
}

function leaf(source: string): Part {
  return { source, size: 1, depth: 0, captures: false };
}

function repeated(reader: PatternReader, part: Part, { least, most, lazy, at }: Repetition): Part {
  const depth = part.depth + 1;
  if (depth > deepestNesting) throw new Refusal(at, 'this regular expression is nested too deeply');
  const size = part.size * Math.max(1, least, most ?? least + 1);
  // The copies of a group that RE2 cannot count would have numbers of their own.
  const isTooMuch = size > mostStates || (part.captures && Math.max(least, most ?? 0) > mostCounted);
  if (isTooMuch) reader.isOpaque = true;
  const source = isTooMuch ? '' : writeRepetition(part.source, least, most, lazy ? '?' : '');
  return { source, size, depth, captures: part.captures };
}

function writeRepetition(source: string, least: number, most: number | undefined, mark: string): string {
  const unit = `(?:${source})`;
  const copies: string[] = [];
  for (let left = least; left > mostCounted; left -= mostCounted) copies.push(`${unit}{${mostCounted}}`);
  const required = least > mostCounted ? ((least - 1) % mostCounted) + 1 : least;
  const optional = most === undefined ? undefined : most - least;
  if (optional === undefined) return `(?:${copies.join('')}${unit}{${required},}${mark})`;
  if (required + optional <= mostCounted)
    return `(?:${copies.join('')}${unit}{${required},${required + optional}}${mark})`;
  copies.push(`${unit}{${required}}`);
  for (let left = optional; left > 0; left -= mostCounted) {
    copies.push(`${unit}{0,${Math.min(left, mostCounted)}}${mark}`);
  }
  return `(?:${copies.join('')})`;
}
