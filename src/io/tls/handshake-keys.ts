import { createDecipheriv, createHmac } from 'node:crypto';
import { contentType, type TlsRecord } from './records.ts';

type Suite = {
  readonly hash: 'sha256' | 'sha384';
  readonly key: 16 | 32;
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
};

// https://www.rfc-editor.org/rfc/rfc8446#appendix-B.4
const suites: ReadonlyMap<number, Suite> = new Map([
  [0x1301, { hash: 'sha256', key: 16, cipher: 'aes-128-gcm' }],
  [0x1302, { hash: 'sha384', key: 32, cipher: 'aes-256-gcm' }],
  [0x1303, { hash: 'sha256', key: 32, cipher: 'chacha20-poly1305' }],
]);

const tagLength = 16;

/**
 * The handshake bytes in the encrypted records of a TLS 1.3 server's flight. `secret` is its handshake traffic secret. Reading
 * stops at the first record that does not open with it (the application's keys took over); `undefined` for a suite that is not known.
 */
export function openFlight(records: readonly TlsRecord[], suite: number, secret: Buffer): Uint8Array[] | undefined {
  const known = suites.get(suite);
  if (known === undefined) return undefined;
  const key = expandLabel(known.hash, secret, 'key', known.key);
  const iv = expandLabel(known.hash, secret, 'iv', 12);
  const bodies: Uint8Array[] = [];
  for (const [sequence, record] of records.entries()) {
    const inner = open(known.cipher, key, nonceOf(iv, sequence), record);
    if (inner === undefined) return bodies;
    // RFC 8446 §5.4: the last byte that is not zero tells what the record holds; zeros behind it are padding.
    const end = inner.findLastIndex((byte) => byte !== 0);
    if (inner[end] === contentType.handshake) bodies.push(inner.subarray(0, end));
  }
  return bodies;
}

// HKDF-Expand-Label with an empty context. https://www.rfc-editor.org/rfc/rfc8446#section-7.1
function expandLabel(hash: Suite['hash'], secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([0, length, name.length]), name, Buffer.from([0])]);
  // One block of HKDF-Expand (RFC 5869 §2.3) is enough: no key is longer than the hash.
  return createHmac(hash, secret)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, length);
}

// https://www.rfc-editor.org/rfc/rfc8446#section-5.3
function nonceOf(iv: Buffer, sequence: number): Buffer {
  const nonce = Buffer.from(iv);
  const count = Buffer.alloc(12);
  count.writeUInt32BE(sequence, 8);
  for (const [at, byte] of count.entries()) nonce[at] = (nonce[at] ?? 0) ^ byte;
  return nonce;
}

function open(cipher: Suite['cipher'], key: Buffer, nonce: Buffer, { header, body }: TlsRecord): Buffer | undefined {
  if (body.length <= tagLength) return undefined;
  const text = body.subarray(0, -tagLength);
  try {
    const decipher =
      cipher === 'chacha20-poly1305'
        ? createDecipheriv(cipher, key, nonce, { authTagLength: tagLength })
        : createDecipheriv(cipher, key, nonce);
    decipher.setAAD(header, { plaintextLength: text.length }).setAuthTag(body.subarray(-tagLength));
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    // Another key sealed it.
    return undefined;
  }
}
