import { createHash } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** `length` characters of base 62 that look random and are the same in every run for the same `label`. */
export function letters(label: string, length: number): string {
  let text = '';
  for (const byte of bytes(label, length)) text += alphabet.charAt(byte % alphabet.length);
  return text;
}

/** `length` lower-case hexadecimal digits, the same in every run for the same `label`. */
export function hexDigits(label: string, length: number): string {
  return bytes(label, Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);
}

/** `length` bytes, the same in every run for the same `label`. */
export function bytes(label: string, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let made = 0; made < length; made += 64) {
    blocks.push(createHash('sha512').update(`${label}/${made}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, length);
}
