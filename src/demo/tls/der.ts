/**
 * Just enough DER (X.690) to write a certificate. Written here since the library that could do it costs 200 ms to load, and since
 * the practice launch should not write certificates with the very code that the product reads them with.
 */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts);
export const octets = (...parts: readonly Uint8Array[]): Buffer => der(0x04, ...parts);
export const bool = (value: boolean): Buffer => der(0x01, Buffer.from([value ? 0xff : 0]));

/** A bit string, with how many bits of its last byte do not count. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), content);
}

/** An INTEGER from bytes, which are taken as a positive number. */
export function integer(bytes: Uint8Array): Buffer {
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return der(0x02, isNegative ? Buffer.from([0]) : Buffer.alloc(0), bytes);
}

/** `1.2.840.10045.4.3.2` as an OBJECT IDENTIFIER. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));

/** A UTCTime; dates here are between 1950 and 2049. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(digits.slice(2)));
}

/** A context-specific tag: `constructed` around whole values, else in place of the value's own tag. */
export function tagged(number: number, content: Uint8Array, constructed = false): Buffer {
  return der((constructed ? 0xa0 : 0x80) + number, content);
}

function lengthOf({ length }: Uint8Array): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}

function base128(part: number): readonly number[] {
  const digits = [part & 0x7f];
  for (let rest = part >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
