/** Which of the 256 bytes belong to a set. */
export type ByteSet = readonly boolean[];

const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

/** The set of the bytes that `belongs` picks. */
export function bytesWhere(belongs: (byte: number) => boolean): ByteSet {
  return everyByte.map(belongs);
}

/** The bytes from `first` to `last`, both included. */
export function byteRange(first: number, last: number): ByteSet {
  return bytesWhere((byte) => byte >= first && byte <= last);
}

/** What is in one or both: items of a class side by side. */
export function union(a: ByteSet, b: ByteSet): ByteSet {
  return bytesWhere((byte) => a[byte] === true || b[byte] === true);
}

/** `[a&&b]` */
export function intersection(a: ByteSet, b: ByteSet): ByteSet {
  return bytesWhere((byte) => a[byte] === true && b[byte] === true);
}

/** `[a--b]` */
export function difference(a: ByteSet, b: ByteSet): ByteSet {
  return bytesWhere((byte) => a[byte] === true && b[byte] !== true);
}

/** `[a~~b]` */
export function symmetricDifference(a: ByteSet, b: ByteSet): ByteSet {
  return bytesWhere((byte) => a[byte] !== b[byte]);
}

/** `[^a]`: all other bytes, also those above ASCII. */
export function complement(a: ByteSet): ByteSet {
  return a.map((belongs) => !belongs);
}

/** Whether a byte above ASCII is in the set. */
export function hasHighByte(a: ByteSet): boolean {
  return a.includes(true, 0x80);
}

/** With the other case of each of its ASCII letters. */
export function withBothCases(a: ByteSet): ByteSet {
  return bytesWhere((byte) => a[byte] === true || (isLetter(byte) && a[byte ^ 0x20] === true));
}

/** The set of one byte. */
export function oneByte(value: number): ByteSet {
  return bytesWhere((byte) => byte === value);
}

/** As RE2 writes a set of characters below U+0100. */
export function writeSet(set: ByteSet): string {
  const ranges = writeRanges(set);
  // No value has a character beyond these: the class that matches nothing.
  return ranges === '' ? '[^\\x{0}-\\x{10ffff}]' : `[${ranges}]`;
}

/** What stands between the brackets of such a class. */
export function writeRanges(set: ByteSet): string {
  const ranges: string[] = [];
  for (let from = set.indexOf(true); from >= 0; ) {
    const gap = set.indexOf(false, from);
    const to = gap < 0 ? 255 : gap - 1;
    ranges.push(from === to ? writeByte(from) : `${writeByte(from)}-${writeByte(to)}`);
    from = gap < 0 ? -1 : set.indexOf(true, gap);
  }
  return ranges.join('');
}

/** As RE2 writes one byte, or one character by its code point. */
export function writeByte(byte: number): string {
  return isLetter(byte) || (byte >= 0x30 && byte <= 0x39)
    ? String.fromCharCode(byte)
    : `\\x{${byte.toString(16).padStart(2, '0')}}`;
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return byte < 0x80 && lower >= 0x61 && lower <= 0x7a;
}

const digit = byteRange(0x30, 0x39);
const lower = byteRange(0x61, 0x7a);
const upper = byteRange(0x41, 0x5a);
const alpha = union(lower, upper);
const word = union(union(alpha, digit), oneByte(0x5f));
const space = union(byteRange(0x09, 0x0d), oneByte(0x20));
const graph = byteRange(0x21, 0x7e);

/** `\d`, `\s`, `\w` without Unicode. */
export const perlSets: ReadonlyMap<string, ByteSet> = new Map([
  ['d', digit],
  ['s', space],
  ['w', word],
]);

/** `[[:alpha:]]` and its like. */
export const namedSets: ReadonlyMap<string, ByteSet> = new Map([
  ['alnum', union(alpha, digit)],
  ['alpha', alpha],
  ['ascii', byteRange(0, 0x7f)],
  ['blank', union(oneByte(0x09), oneByte(0x20))],
  ['cntrl', union(byteRange(0, 0x1f), oneByte(0x7f))],
  ['digit', digit],
  ['graph', graph],
  ['lower', lower],
  ['print', byteRange(0x20, 0x7e)],
  ['punct', difference(graph, union(alpha, digit))],
  ['space', space],
  ['upper', upper],
  ['word', word],
  ['xdigit', union(digit, union(byteRange(0x41, 0x46), byteRange(0x61, 0x66)))],
]);
