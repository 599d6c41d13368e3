import { type DerElement, readDer } from '../der/elements.ts';
import { modulusBits } from '../der/rsa-bits.ts';

const sequence = 0x30;
const integer = 0x02;
const bitString = 0x03;

/**
 * Bits of the modulus (RSA) or of the field (elliptic curves) of a SubjectPublicKeyInfo in DER; `undefined` when it is malformed
 * or of another kind. https://www.rfc-editor.org/rfc/rfc5480#section-2, https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1
 */
export function keySize(spki: Uint8Array, kind: 'RSA' | 'EC'): number | undefined {
  const [algorithm, bits] = inside(readDer(spki)?.[0], sequence);
  if (algorithm?.tag !== sequence || bits?.tag !== bitString) return undefined;
  // The first byte counts unused bits, and there are none.
  const key = bits.content.subarray(1);
  if (kind === 'EC') return curveBits(key);
  const [modulus] = inside(readDer(key)?.[0], sequence);
  return modulus?.tag === integer ? modulusBits(modulus.content) : undefined;
}

function inside(element: DerElement | undefined, tag: number): readonly DerElement[] {
  return element?.tag === tag ? (readDer(element.content) ?? []) : [];
}

// An uncompressed point is 4, x and y; a compressed one 2 or 3, and x. P-521 needs 66 bytes for 521 bits.
function curveBits(point: Uint8Array): number | undefined {
  const form = point[0];
  if (form !== 4 && form !== 2 && form !== 3) return undefined;
  const bytes = form === 4 ? (point.length - 1) / 2 : point.length - 1;
  return bytes === 66 ? 521 : bytes * 8;
}
