import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issue, issueChain, type KeyKind, pkcs7 } from '../../io/tls/testing-certificates.ts';
import { keySize } from './key-size.ts';
import { isOcspAnswer } from './ocsp-answer.ts';
import { readCertificate, readCertificateFile } from './read-certificate.ts';

describe('a certificate', () => {
  it('is read whole (RFC 5280 §4.1)', async () => {
    const notBefore = Date.UTC(2026, 8, 1);
    const notAfter = Date.UTC(2026, 10, 30);
    const names = ['shop.example', '*.shop.example', '203.0.113.7', '2001:db8::1'];
    const issuerUrls = ['http://pki.example/issuer.crt'];
    const [leaf, intermediate, root] = await issueChain({ names, notBefore, notAfter, mustStaple: true, issuerUrls });
    expect(readCertificate(leaf.der)).toMatchObject({
      subject: 'CN=shop.example',
      issuer: 'O=Test Trust, CN=Test Intermediate',
      issuerName: 'Test Trust',
      commonName: 'shop.example',
      names,
      notBefore,
      notAfter,
      key: { type: 'EC', bits: 256, curve: 'P-256' },
      signature: 'ECDSA with SHA-256',
      serverAuth: true,
      mustStaple: true,
      selfSigned: false,
      issuerUrls,
    });
    expect(readCertificate(intermediate.der)).toMatchObject({ issuerName: 'Test Root' });
    expect(readCertificate(root.der)).toMatchObject({ selfSigned: true, mustStaple: false, names: [] });
  });

  it.each([
    ['P-384', { type: 'EC', bits: 384, curve: 'P-384' }],
    ['P-521', { type: 'EC', bits: 521, curve: 'P-521' }],
    ['RSA-1024', { type: 'RSA', bits: 1024 }],
    ['RSA-2048', { type: 'RSA', bits: 2048 }],
  ] as const)('has a key of its size: %s', async (key: KeyKind, facts) =>
    expect(readCertificate((await issue({ key })).der)?.key).toEqual(facts),
  );

  it.each([
    ['ec', { namedCurve: 'secp224r1' }, 'EC', 224],
    ['ec', { namedCurve: 'secp256k1' }, 'EC', 256],
    ['rsa-pss', { modulusLength: 1032 }, 'RSA', 1032],
  ] as const)(
    'has a key of its size, also of a kind that the parser does not know: %s %j',
    (type, options, kind, bits) => {
      const { publicKey } = generateKeyPairSync(type as 'ec', options as { namedCurve: string });
      expect(keySize(publicKey.export({ format: 'der', type: 'spki' }), kind)).toBe(bits);
    },
  );

  it('tells a signature with MD5, which no library makes any more', async () => {
    const { der } = await issue({ key: 'RSA-1024' });
    const sha256 = Buffer.from('2a864886f70d01010b', 'hex');
    const damaged = Buffer.from(der);
    for (let at = damaged.indexOf(sha256); at !== -1; at = damaged.indexOf(sha256, at + 1)) damaged[at + 8] = 4;
    expect(readCertificate(damaged)?.signature).toBe('RSA with MD5');
  });

  it('serves TLS by its usages: one of them, any, or no restriction (RFC 5280 §4.2.1.12)', async () => {
    const serves = async (usages: readonly string[]) => readCertificate((await issue({ usages })).der)?.serverAuth;
    expect(await serves(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])).toBe(true);
    expect(await serves(['2.5.29.37.0'])).toBe(true);
    expect(await serves([])).toBe(true);
    expect(await serves(['1.3.6.1.5.5.7.3.2'])).toBe(false);
  });

  it('is cut to what a report can hold', async () => {
    const names = Array.from({ length: 400 }, (_, nth) => `${nth}.shop.example`);
    const facts = readCertificate((await issue({ name: 'x'.repeat(2000), names })).der);
    expect(facts?.names).toHaveLength(250);
    expect(facts?.subject.length).toBe(300);
  });

  it('is nothing when it is malformed, and never a crash', async () => {
    const { der } = await issue({ names: ['shop.example'], mustStaple: true });
    expect(readCertificate(new Uint8Array())).toBeUndefined();
    expect(readCertificate(der.subarray(0, -1))).toBeUndefined();
    expect(readCertificate(new Uint8Array(100_000).fill(0x30))).toBeUndefined();
    const place = fc.nat({ max: der.length - 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat({ max: 255 })), { maxLength: 8 }), place, (changes, end) => {
        const damaged = Uint8Array.from(der);
        for (const [at, byte] of changes) damaged[at] = byte;
        readCertificate(damaged);
        readCertificateFile(damaged.subarray(0, end));
        keySize(damaged.subarray(end), 'RSA');
        keySize(damaged.subarray(end), 'EC');
        isOcspAnswer(damaged.subarray(end));
      }),
      { numRuns: 200 },
    );
  });
});

describe('an issuer’s file (RFC 5280 §4.2.2.1)', () => {
  it('is DER, PEM or PKCS #7, and empty when it is anything else', async () => {
    const issuer = await issue({ ca: true });
    for (const file of [issuer.der, Buffer.from(issuer.pem), pkcs7(issuer)])
      expect(readCertificateFile(file).map((der) => Buffer.from(der).equals(issuer.der))).toEqual([true]);
    for (const text of [
      '',
      '<html>',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      '\u0000'.repeat(99),
    ])
      expect(readCertificateFile(Buffer.from(text))).toEqual([]);
  });
});

describe('a staple', () => {
  it.each([
    ['30030a0100', true],
    ['3082000a0a0100', true],
    ['30030a0103', false],
    ['30', false],
    ['', false],
  ])('%s counts: %s (RFC 6960 §4.2.1)', (hex, counts) => expect(isOcspAnswer(Buffer.from(hex, 'hex'))).toBe(counts));
});
