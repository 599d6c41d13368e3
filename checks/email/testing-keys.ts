import { generateKeyPairSync } from 'node:crypto';

// Keys for the tests of this folder: no check imports this file.

/** A DKIM record with an RSA key of so many bits, made anew. */
export function rsaRecord(bits: number): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
}

/** A DKIM record with an Ed25519 key: its 32 raw bytes (RFC 8463). */
export function ed25519Record(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return `v=DKIM1; k=ed25519; p=${Buffer.from(x, 'base64url').toString('base64')}`;
}
