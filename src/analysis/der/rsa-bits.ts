/** Bits of an RSA modulus from the contents of its DER integer; `undefined` for zero. https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1 */
export function modulusBits(integer: Uint8Array): number | undefined {
  const start = integer.findIndex((byte) => byte !== 0);
  const top = integer[start];
  return top === undefined ? undefined : (integer.length - start) * 8 - (Math.clz32(top) - 24);
}
