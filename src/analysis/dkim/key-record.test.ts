import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDer } from '../der/elements.ts';
import { isKeyRecord, parseKeyRecord } from './key-record.ts';
import { readPublicKey } from './public-key.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const spki = rsa.export({ type: 'spki', format: 'der' });
const pkcs1 = rsa.export({ type: 'pkcs1', format: 'der' });
const ed = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });

describe('a public key', () => {
  it('RFC 6376 section 3.6.1: RSA as SubjectPublicKeyInfo, and as RSAPublicKey', () => {
    expect(readPublicKey('rsa', spki.toString('base64'))).toEqual({ state: 'rsa', bits: 1024 });
    expect(readPublicKey('rsa', pkcs1.toString('base64'))).toEqual({ state: 'rsa', bits: 1024 });
  });

  it.each([512, 768, 1023, 1025, 2048, 4096])('counts %i bits by the modulus', (bits) => {
    const modulus = Buffer.alloc(Math.ceil(bits / 8), 0xff);
    modulus[0] = 0xff >> ((8 - (bits % 8)) % 8);
    const n = Buffer.concat([Buffer.from([0]), modulus]);
    const length = (size: number) => Buffer.from([0x82, size >> 8, size & 0xff]);
    const body = Buffer.concat([Buffer.from([2]), length(n.length), n, Buffer.from([2, 3, 1, 0, 1])]);
    const key = Buffer.concat([Buffer.from([0x30]), length(body.length), body]);
    expect(readPublicKey('rsa', key.toString('base64'))).toEqual({ state: 'rsa', bits });
  });

  it('takes space inside, as RFC 6376 section 3.2 folds it', () =>
    expect(readPublicKey('rsa', spki.toString('base64').replace(/(.{40})/g, '$1 \t')).state).toBe('rsa'));

  it('RFC 8463 section 4.2: Ed25519 is 32 raw bytes, not a wrapped key', () => {
    expect(readPublicKey('ed25519', ed.subarray(-32).toString('base64'))).toEqual({ state: 'ed25519' });
    expect(readPublicKey('ed25519', ed.toString('base64'))).toMatchObject({ state: 'malformed' });
  });

  it.each([
    ['an Ed25519 key that calls itself RSA', ed.toString('base64')],
    ['a key that was cut', spki.toString('base64').slice(0, -10)],
    ['one with something behind it', Buffer.concat([spki, Buffer.from([0])]).toString('base64')],
    ['a letter', 'A'],
    ['a placeholder', '<key>'],
    ['PEM', `-----BEGIN PUBLIC KEY-----${spki.toString('base64')}`],
  ])('refuses %s', (_what, base64) => expect(readPublicKey('rsa', base64).state).toBe('malformed'));

  it('never throws, whatever the bytes', () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readDer(bytes);
        expect(['rsa', 'malformed']).toContain(readPublicKey('rsa', Buffer.from(bytes).toString('base64')).state);
      }),
      { numRuns: 300 },
    ));

  it('never takes a changed length for a key that reads beyond its bytes', () =>
    fc.assert(
      fc.property(fc.nat({ max: spki.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const changed = Buffer.from(spki);
        changed[at] = byte;
        const key = readPublicKey('rsa', changed.toString('base64'));
        if (key.state === 'rsa') expect(key.bits).toBeLessThanOrEqual(spki.length * 8);
      }),
      { numRuns: 300 },
    ));
});

describe('a key record (RFC 6376 section 3.6.1)', () => {
  it('has rsa, all hashes and all services by default', () =>
    expect(parseKeyRecord(`p=${spki.toString('base64')}`)).toMatchObject({
      type: 'rsa',
      revoked: false,
      testing: false,
      allowsSha256: true,
      allowsEmail: true,
      faults: [],
      key: { state: 'rsa', bits: 1024 },
    }));

  it('reads flags, hashes and services as lists', () =>
    expect(parseKeyRecord('p=; t=s : y; h=sha1 : SHA256; s=other:email')).toMatchObject({
      revoked: true,
      testing: true,
      allowsSha256: true,
      allowsEmail: true,
    }));

  it.each([
    ['no p', 'v=DKIM1; k=rsa', 'it has no p= tag'],
    ['the version in small letters', 'v=dkim1; p=', 'its version is not exactly DKIM1'],
    ['the version behind', 'k=rsa; v=DKIM1; p=', 'v=DKIM1 does not stand first'],
    ['a tag twice', 'v=DKIM1; p=; p=', 'the tag p= stands twice'],
    ['a part that is no tag', 'v=DKIM1; p=; hello', '“hello” is no tag'],
  ])('names the fault: %s', (_what, text, fault) => expect(parseKeyRecord(text).faults).toContain(fault));

  it('is told from other texts', () => {
    expect(isKeyRecord('v=DKIM1; k=rsa')).toBe(true);
    expect(isKeyRecord('p=abc')).toBe(true);
    expect(isKeyRecord('v=DMARC1; p=none')).toBe(false);
    expect(isKeyRecord('v=spf1 -all')).toBe(false);
  });

  it('never throws', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (text) => {
        expect(parseKeyRecord(text).text).toBe(text);
        isKeyRecord(text);
      }),
      { numRuns: 300 },
    ));
});
