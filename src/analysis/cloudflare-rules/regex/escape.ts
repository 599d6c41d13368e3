import { Refusal } from '../cursor.ts';
import { perlSets } from './byte-set.ts';
import { propertySource } from './property.ts';
import { type Flags, next, type PatternReader, takePart } from './reader.ts';

/** What stands for itself: one byte (`\xHH`), or a character, of which patterns hold the UTF-8 bytes. */
export type Literal = { readonly kind: 'byte' | 'character'; readonly code: number };

/** What a backslash and its letters mean. */
export type Escape =
  | Literal
  /** `\d`, `\s`, `\w`, negated by the capital letter. */
  | { readonly kind: 'perl'; readonly letter: string; readonly negated: boolean }
  /** A Unicode class, in RE2's syntax. */
  | { readonly kind: 'property'; readonly source: string }
  /** In RE2's syntax. */
  | { readonly kind: 'assertion'; readonly source: string }
  | { readonly kind: 'opaque' };

const controls: Readonly<Record<string, number>> = { a: 0x07, f: 0x0c, t: 0x09, n: 0x0a, r: 0x0d, v: 0x0b };
const word = '[0-9A-Za-z_]';
const wordStart = `\\b(?<!${word})`;
const wordEnd = `\\b(?<=${word})`;
const simpleAssertions: Readonly<Record<string, string>> = { A: '\\A', z: '\\z', B: '\\B' };
const boundaries: readonly (readonly [ending: string, source: string])[] = [
  ['{start}', wordStart],
  ['{end}', wordEnd],
  ['{start-half}', `(?<!${word})`],
  ['{end-half}', `(?:${wordEnd}|(?<!${word})\\B)`],
];

/** Reads what follows a backslash. https://docs.rs/regex/latest/regex/#escape-sequences */
export function readEscape(reader: PatternReader, flags: Flags): Escape {
  const at = reader.at - 1;
  const letter = next(reader);
  const control = controls[letter];
  if (control !== undefined) return { kind: 'byte', code: control };
  const lower = letter.toLowerCase();
  if (perlSets.has(lower)) return { kind: 'perl', letter: lower, negated: letter !== lower };
  if (letter === 'x' || letter === 'u' || letter === 'U') return readHex(reader, letter, at);
  if (letter === 'p' || letter === 'P') return readProperty(reader, flags, letter, at);
  const assertion = letter === 'b' ? readBoundary(reader, at) : wordEdge(reader, letter);
  if (assertion !== undefined) {
    // Beyond ASCII, RE2 does not know which characters make a word.
    if (flags.unicode && letter !== 'A' && letter !== 'z') reader.isAsciiOnly = true;
    return { kind: 'assertion', source: assertion };
  }
  if (/[0-9]/.test(letter)) throw new Refusal(at, 'back-references are not part of this language');
  if (/[A-Za-z<>]/.test(letter) || letter > '\x7f') throw new Refusal(at, `the escape \\${letter} has no meaning`);
  return { kind: 'character', code: letter.charCodeAt(0) };
}

function wordEdge(reader: PatternReader, letter: string): string | undefined {
  if (letter !== '<' && letter !== '>') return simpleAssertions[letter];
  reader.needsLookBehind = true;
  return letter === '<' ? wordStart : wordEnd;
}

function readBoundary(reader: PatternReader, at: number): string {
  const special = boundaries.find(([ending]) => takePart(reader, ending));
  if (special !== undefined) {
    reader.needsLookBehind = true;
    return special[1];
  }
  if (/^\{[A-Za-z-]/.test(reader.text.slice(reader.at, reader.at + 2))) {
    throw new Refusal(at, 'this word boundary has no meaning');
  }
  return '\\b';
}

function readHex(reader: PatternReader, letter: 'x' | 'u' | 'U', at: number): Literal {
  const isBraced = takePart(reader, '{');
  const end = isBraced ? reader.text.indexOf('}', reader.at) : reader.at + { x: 2, u: 4, U: 8 }[letter];
  const digits = reader.text.slice(reader.at, Math.max(end, reader.at));
  const code = /^[\dA-Fa-f]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
  if (!(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff) || end > reader.text.length) {
    throw new Refusal(at, 'this escape is no character');
  }
  reader.at = isBraced ? end + 1 : end;
  return { kind: letter === 'x' && !isBraced ? 'byte' : 'character', code };
}

function readProperty(reader: PatternReader, { unicode }: Flags, letter: 'p' | 'P', at: number): Escape {
  if (!unicode) throw new Refusal(at, 'Unicode classes need (?u): patterns match bytes');
  const isBraced = takePart(reader, '{');
  const from = reader.at;
  if (isBraced) {
    const end = reader.text.indexOf('}', from);
    if (end < 0) throw new Refusal(at, 'this Unicode class is not closed');
    reader.at = end + 1;
  } else next(reader);
  const source = propertySource(letter, reader.text.slice(from, isBraced ? reader.at - 1 : reader.at));
  return source === undefined ? { kind: 'opaque' } : { kind: 'property', source };
}
