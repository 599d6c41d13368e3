/**
 * Bits of the modulus (RSA) or of the field (elliptic curves) of a SubjectPublicKeyInfo in DER; `undefined` when it is malformed
 * or of another kind. https://www.rfc-editor.org/rfc/rfc5480#section-2, https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1
 */
export function keySize(spki: Uint8Array, kind: 'RSA' | 'EC'): number | undefined {
  const outer = read(spki, 0, 0x30);
  const algorithm = outer && read(outer.content, 0, 0x30);
  const bits = algorithm && read(outer.content, algorithm.end, 0x03);
  if (bits === undefined) return undefined;
  // The first byte counts unused bits, and there are none.
  const key = bits.content.subarray(1);
  if (kind === 'EC') return curveBits(key);
  const sequence = read(key, 0, 0x30);
  const modulus = sequence && read(sequence.content, 0, 0x02);
  if (modulus === undefined) return undefined;
  const first = modulus.content.findIndex((byte) => byte !== 0);
  return first === -1 ? undefined : (modulus.content.length - first) * 8 - Math.clz32(modulus.content[first] ?? 0) + 24;
}

// An uncompressed point is 4, x and y; a compressed one 2 or 3, and x. P-521 needs 66 bytes for 521 bits.
function curveBits(point: Uint8Array): number | undefined {
  const form = point[0];
  if (form !== 4 && form !== 2 && form !== 3) return undefined;
  const bytes = form === 4 ? (point.length - 1) / 2 : point.length - 1;
  return bytes === 66 ? 521 : bytes * 8;
}

type Element = { readonly content: Uint8Array; readonly end: number };

function read(der: Uint8Array, at: number, tag: number): Element | undefined {
  const first = der[at + 1];
  if (der[at] !== tag || first === undefined) return undefined;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 3) return undefined;
  const start = at + 2 + lengthBytes;
  const length = first < 0x80 ? first : der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return start + length > der.length
    ? undefined
    : { content: der.subarray(start, start + length), end: start + length };
}
