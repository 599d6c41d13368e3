import { parseIp4, parseIp6 } from '../spf/ip-address.ts';
import { toBytes } from './bytes.ts';
import { type Cursor, isDigit, isHex, isOctal, Refusal, take, takeWhile } from './cursor.ts';

const mostMarks = 255;

/** Whether a quoted or raw string begins here. */
export function startsString({ text, at }: Cursor): boolean {
  return text[at] === '"' || rawStart(text, at) !== undefined;
}

/**
 * Reads `"…"`, `r"…"`, `r#"…"#` or bytes like `61:62`, as bytes.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/values/#string-values-and-regular-expressions
 */
export function readString(cursor: Cursor): string {
  if (cursor.text[cursor.at] === '"') return readQuoted(cursor);
  if (rawStart(cursor.text, cursor.at) !== undefined) return toBytes(readRaw(cursor));
  return readHexBytes(cursor);
}

/** A regular expression as it was written, with the place in the expression of each of its characters. */
export type PatternLiteral = { readonly pattern: string; readonly placeOf: (index: number) => number };

/**
 * Reads the string on the right of `matches`: in a quoted one a backslash belongs to the regular expression, except before a
 * quote, and a quote inside of `[…]` does not end it.
 */
export function readPattern(cursor: Cursor): PatternLiteral {
  const { text, at } = cursor;
  const marks = rawStart(text, at);
  if (marks !== undefined) {
    const pattern = readRaw(cursor);
    return { pattern, placeOf: (index) => at + marks + 2 + index };
  }
  if (!take(cursor, '"')) throw new Refusal(at, 'expected a string with a regular expression');
  const places: number[] = [];
  let pattern = '';
  let inClass = false;
  for (; ; cursor.at += 1) {
    let character = text.charAt(cursor.at);
    if (character === '') throw new Refusal(at, 'this string has no closing quote');
    if (character === '"' && !inClass) break;
    if (character === '\\') {
      if (inClass || text[cursor.at + 1] !== '"') {
        pattern += character;
        places.push(cursor.at);
      }
      cursor.at += 1;
      character = text.charAt(cursor.at);
    } else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    pattern += character;
    places.push(cursor.at);
  }
  const end = cursor.at;
  cursor.at += 1;
  return { pattern, placeOf: (index) => places[index] ?? end };
}

/** Reads a whole number: decimal, `0x…`, octal with a leading 0, each with an optional minus; 64 bits. */
export function readInteger(cursor: Cursor): number {
  const { at } = cursor;
  const sign = take(cursor, '-') ? -1n : 1n;
  const [prefix, digits] = readDigits(cursor);
  if (digits === '') throw new Refusal(at, 'expected a whole number');
  const value = sign * BigInt(prefix + digits);
  if (BigInt.asIntN(64, value) !== value) throw new Refusal(at, 'this number does not fit into 64 bits');
  return Number(value);
}

/** Reads an address and forgets it: no request tells an address to compare it with. Throws a `Refusal` when it is none. */
export function readAddress(cursor: Cursor): void {
  const { at } = cursor;
  addressOf(takeWhile(cursor, isAddressCode), at);
}

/** Reads an address, `first..last` or `network/bits`. A network with bits set behind its prefix is refused, as the engine does. */
export function readAddressRange(cursor: Cursor): void {
  const { at } = cursor;
  const text = takeWhile(cursor, (code) => isAddressCode(code) || code === 0x2f);
  const dots = text.indexOf('..');
  if (dots >= 0) {
    const first = addressOf(text.slice(0, dots), at);
    const last = addressOf(text.slice(dots + 2), at + dots + 2);
    if (first.family !== last.family) throw new Refusal(at, 'a range has two addresses of one family');
    if (numberOf(first.words) > numberOf(last.words)) throw new Refusal(at, 'this range ends before it begins');
    return;
  }
  const slash = text.indexOf('/');
  const { family, words } = addressOf(slash < 0 ? text : text.slice(0, slash), at);
  if (slash < 0) return;
  const size = family === 4 ? 32 : 128;
  const bits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > size) throw new Refusal(at + slash, `a prefix is at most /${size}`);
  if (BigInt.asUintN(size - Number(bits), numberOf(words)) !== 0n) {
    throw new Refusal(at, 'this network has bits set behind its prefix');
  }
}

function addressOf(text: string, at: number) {
  const address = parseIp4(text) ?? parseIp6(text);
  if (address === undefined) throw new Refusal(at, 'expected an IP address');
  return address;
}

function numberOf(words: readonly number[]): bigint {
  return words.reduce((sum, word) => (sum << 16n) + BigInt(word), 0n);
}

function isAddressCode(code: number): boolean {
  return isHex(code) || code === 0x3a || code === 0x2e;
}

function readDigits(cursor: Cursor): readonly [prefix: '' | '0x' | '0o', digits: string] {
  if (take(cursor, '0x')) return ['0x', takeWhile(cursor, isHex)];
  if (cursor.text[cursor.at] === '0') return ['0o', takeWhile(cursor, isOctal)];
  return ['', takeWhile(cursor, isDigit)];
}

function readQuoted(cursor: Cursor): string {
  const { text, at } = cursor;
  const parts: string[] = [];
  cursor.at += 1;
  let from = cursor.at;
  for (; ; cursor.at += 1) {
    const character = text[cursor.at];
    if (character === undefined) throw new Refusal(at, 'this string has no closing quote');
    if (character !== '"' && character !== '\\') continue;
    parts.push(toBytes(text.slice(from, cursor.at)));
    if (character === '"') break;
    parts.push(readEscape(cursor));
    from = cursor.at + 1;
  }
  cursor.at += 1;
  return parts.join('');
}

/** Leaves the cursor on the last character of the escape. */
function readEscape(cursor: Cursor): string {
  const { text, at } = cursor;
  const escaped = text.slice(at + 1, at + 4);
  const [first = ''] = escaped;
  if (first === '"' || first === '\\') {
    cursor.at += 1;
    return first;
  }
  const code = /^x[\dA-Fa-f]{2}/.test(escaped)
    ? Number.parseInt(escaped.slice(1), 16)
    : /^[0-3][0-7]{2}/.test(escaped)
      ? Number.parseInt(escaped, 8)
      : undefined;
  if (code === undefined) throw new Refusal(at, 'a string knows the escapes \\", \\\\, \\xHH and \\OOO alone');
  cursor.at += 3;
  return String.fromCharCode(code);
}

/** How many `#` stand between the `r` and the quote of a raw string that begins here. */
function rawStart(text: string, at: number): number | undefined {
  if (text[at] !== 'r') return undefined;
  let quote = at + 1;
  while (text[quote] === '#') quote += 1;
  return text[quote] === '"' ? quote - at - 1 : undefined;
}

function readRaw(cursor: Cursor): string {
  const { text, at } = cursor;
  const marks = rawStart(text, at) ?? 0;
  if (marks > mostMarks) throw new Refusal(at, `a raw string has at most ${mostMarks} # characters`);
  const from = at + marks + 2;
  const ending = `"${'#'.repeat(marks)}`;
  const end = text.indexOf(ending, from);
  if (end < 0) throw new Refusal(at, `this raw string has no closing ${ending}`);
  cursor.at = end + ending.length;
  return text.slice(from, end);
}

/** `61:62`, also with `-` or `.` between: two bytes at least. */
function readHexBytes(cursor: Cursor): string {
  const { at } = cursor;
  const bytes = [readHexByte(cursor, at)];
  while (':-.'.includes(cursor.text[cursor.at] ?? ' ')) {
    cursor.at += 1;
    bytes.push(readHexByte(cursor, at));
  }
  if (bytes.length < 2) throw new Refusal(at, 'expected a string in quotes');
  return String.fromCharCode(...bytes);
}

function readHexByte(cursor: Cursor, start: number): number {
  const digits = cursor.text.slice(cursor.at, cursor.at + 2);
  if (!/^[\dA-Fa-f]{2}$/.test(digits)) throw new Refusal(start, 'expected a string in quotes');
  cursor.at += 2;
  return Number.parseInt(digits, 16);
}
