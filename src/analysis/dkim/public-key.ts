import { type DerElement, readDer } from '../der/elements.ts';
import { modulusBits } from '../der/rsa-bits.ts';

/** What `p=` holds. */
export type PublicKey =
  | { readonly state: 'rsa'; readonly bits: number }
  | { readonly state: 'ed25519' }
  /** `why` says what is wrong with the bytes, in words. */
  | { readonly state: 'malformed'; readonly why: string };

const sequence = 0x30;
const integer = 0x02;
const bitString = 0x03;
const objectId = 0x06;
// 1.2.840.113549.1.1.1, as DER writes it.
const rsaEncryption = '2a864886f70d010101';

/**
 * Reads the base64 of a DKIM key: RSA as SubjectPublicKeyInfo (RFC 6376 section 3.6.1) or as a bare RSAPublicKey (RFC 8017
 * appendix A.1.1, which RFC 6376's own words name), Ed25519 as 32 raw bytes (RFC 8463 section 4.2).
 */
export function readPublicKey(type: 'rsa' | 'ed25519', base64: string): PublicKey {
  const plain = base64.replace(/[ \t\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(plain)) return malformed('it is not base64');
  // An odd character at the end is what remains of a key that was cut when it was pasted.
  if (plain.replace(/=+$/, '').length % 4 === 1) return malformed('its base64 is cut off');
  const bytes = Uint8Array.from(Buffer.from(plain, 'base64'));
  return type === 'rsa' ? readRsa(bytes) : readEd25519(bytes);
}

function readEd25519(bytes: Uint8Array): PublicKey {
  if (bytes.length === 32) return { state: 'ed25519' };
  return malformed(`an Ed25519 key is 32 raw bytes, this one has ${bytes.length}`);
}

function readRsa(bytes: Uint8Array): PublicKey {
  const outer = single(readDer(bytes), sequence);
  const inner = outer === undefined ? undefined : readDer(outer.content);
  if (inner === undefined) return malformed('it is no DER key, or it is cut off');
  const [first, second] = inner;
  if (first?.tag === sequence && second?.tag === bitString) return readWrapped(first, second);
  return readModulus(inner);
}

function readWrapped(algorithm: DerElement, key: DerElement): PublicKey {
  const [id] = readDer(algorithm.content) ?? [];
  if (id?.tag !== objectId || hex(id.content) !== rsaEncryption) return malformed('it is not an RSA key');
  const inner = single(readDer(key.content.subarray(1)), sequence);
  const parts = inner === undefined ? undefined : readDer(inner.content);
  return parts === undefined ? malformed('it is no DER key, or it is cut off') : readModulus(parts);
}

function readModulus(parts: readonly DerElement[]): PublicKey {
  const [modulus, exponent] = parts;
  if (parts.length !== 2 || modulus?.tag !== integer || exponent?.tag !== integer)
    return malformed('it holds no RSA modulus and exponent');
  const bits = modulusBits(modulus.content);
  return bits === undefined ? malformed('its modulus is zero') : { state: 'rsa', bits };
}

function single(elements: readonly DerElement[] | undefined, tag: number): DerElement | undefined {
  const [first, ...more] = elements ?? [];
  return more.length === 0 && first?.tag === tag ? first : undefined;
}

function malformed(why: string): PublicKey {
  return { state: 'malformed', why };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
