import { describe, expect, it } from 'vitest';
import type { TlsEndpoint } from '../../src/artifacts/tls/endpoints.ts';
import { certificate } from './certificate.ts';
import { certificateOf, day, endpointOf, findingsOf, kindsOf, moment, troubledEndpoint } from './testing.ts';

const judge = (...endpoints: readonly TlsEndpoint[]) => certificate.evaluate({ endpoints, moment });
const untrusted = (code: string) => ({ trust: { state: 'untrusted', code, message: 'no path' } }) as const;

describe('tls/certificate', () => {
  it('passes, fails for an expired certificate, and passes again', () => {
    const fine = {
      outcome: 'pass',
      evidence:
        'CN=shop.example; by Test Trust; names shop.example; 2026-10-31 to 2027-01-29; EC P-256; ECDSA with SHA-256',
    };
    expect(judge(endpointOf())).toEqual(fine);
    expect(findingsOf(judge(endpointOf({ notAfter: moment - day })))).toEqual([
      {
        key: 'expired',
        data: { host: 'shop.example', day: '2026-11-19' },
        at: { kind: 'url', url: 'https://shop.example' },
        evidence: expect.stringContaining('2026-10-31 to 2026-11-19'),
      },
    ]);
    expect(judge(endpointOf())).toEqual(fine);
  });

  it.each(['INVALID_PURPOSE', 'UNSPECIFIED', 'INVALID_CA', 'PATH_LENGTH_EXCEEDED', 'CERT_REVOKED'])(
    'says in words what OpenSSL calls %s',
    (code) => {
      const verdict = judge(endpointOf({}, { trust: { state: 'untrusted', code, message: code } }));
      expect(kindsOf(verdict)).toEqual(['untrusted']);
      expect(JSON.stringify(verdict)).not.toContain(code);
    },
  );

  it('is a blocker', () => expect(certificate.meta.severity).toBe('blocker'));

  it.each([
    ['not-yet-valid', endpointOf({ notBefore: moment + day })],
    ['wrong-host', endpointOf({}, { matches: false })],
    ['common-name-only', endpointOf({ names: [], commonName: 'shop.example' }, { matches: false })],
    ['wrong-host', endpointOf({ names: [] }, { matches: false })],
    ['wrong-host', endpointOf({ names: [], commonName: 'other.example' }, { matches: false })],
    ['self-signed', endpointOf({ selfSigned: true }, untrusted('self-signed'))],
    ['untrusted', endpointOf({}, untrusted('private-root'))],
    ['untrusted', endpointOf({}, untrusted('PERMITTED_VIOLATION'))],
    ['untrusted', endpointOf({}, untrusted('UNSPECIFIED'))],
    ['untrusted', endpointOf({}, untrusted('INVALID_PURPOSE'))],
    ['incomplete', endpointOf({}, { trust: { state: 'incomplete', issuer: 'CN=T1' } })],
    ['weak-key', endpointOf({ key: { type: 'RSA', bits: 1024 } }, untrusted('UNSPECIFIED'))],
    ['weak-key', endpointOf({ key: { type: 'EC', bits: 224 } })],
    ['weak-signature', endpointOf({ signature: 'RSA with SHA-1' }, untrusted('UNSPECIFIED'))],
    ['weak-signature', endpointOf({ signature: 'RSA with MD5' })],
    ['wrong-usage', endpointOf({ serverAuth: false }, untrusted('INVALID_PURPOSE'))],
    ['over-long', endpointOf({ notAfter: moment + 805 * day })],
    ['over-long high', endpointOf({ notAfter: moment + 200 * day })],
    ['no-staple high', endpointOf({ mustStaple: true })],
    ['wrong-order medium', endpointOf({}, { order: 'wrong' })],
    ['extra-certificates low', endpointOf({}, { order: 'extra' })],
    ['not-tls', troubledEndpoint('not-tls')],
    ['no-handshake', troubledEndpoint('alert')],
    ['no-handshake', troubledEndpoint('incompatible')],
    ['unreadable', troubledEndpoint('unreadable')],
  ])('fails once: %s', (kind, endpoint) => expect(kindsOf(judge(endpoint))).toEqual([kind]));

  it.each([
    ['an RSA key of 2048 bits', endpointOf({ key: { type: 'RSA', bits: 2048 } })],
    ['an Ed25519 key', endpointOf({ key: { type: 'Ed25519' } })],
    ['a stapled answer where one is demanded', endpointOf({ mustStaple: true }, { stapled: true })],
    ['200 days', endpointOf({ notAfter: moment + 180 * day })],
    [
      '398 days, issued before March 2026',
      endpointOf({ notBefore: Date.UTC(2026, 1, 1), notAfter: Date.UTC(2027, 2, 5) }),
    ],
    [
      'a root with an old signature at the end of the chain',
      endpointOf(
        {},
        {
          chain: [certificateOf(), certificateOf({ selfSigned: true, signature: 'RSA with SHA-1', fingerprint: 'bb' })],
        },
      ),
    ],
  ])('passes with %s', (_what, endpoint) => expect(judge(endpoint).outcome).toBe('pass'));

  it('tells every fault, not the first alone', () =>
    expect(
      kindsOf(
        judge(endpointOf({ notAfter: moment - day, mustStaple: true }, { matches: false, ...untrusted('no-issuer') })),
      ),
    ).toEqual(['expired', 'wrong-host', 'no-staple high', 'untrusted']));

  it.each(['timeout', 'reset', 'refused', 'private', 'dns', 'other'])(
    'does not know when the host was not reached: %s',
    (why) =>
      expect(judge(troubledEndpoint(why), endpointOf())).toMatchObject({
        outcome: 'unknown',
        because: expect.stringContaining(`it was ${why}`),
      }),
  );

  it('does not know a chain that was not read as sent, and keeps what it found', () => {
    expect(judge(endpointOf({}, { order: 'unknown' })).outcome).toBe('unknown');
    expect(judge(endpointOf({}, { unreadable: 1 })).outcome).toBe('unknown');
    expect(judge()).toMatchObject({ outcome: 'unknown' });
    expect(judge(endpointOf({ notAfter: moment - day }, { order: 'unknown' }))).toMatchObject({
      outcome: 'fail',
      unsettled: { because: expect.stringContaining('as it was sent') },
    });
  });

  it('leaves the other hosts to tls/every-domain', () =>
    expect(
      judge(endpointOf(), troubledEndpoint('timeout', { host: 'www.shop.example', role: 'sibling' })).outcome,
    ).toBe('pass'));

  it('shows hostile text short and without escapes', () => {
    const hostile = `\u001b]8;;http://evil\u0007${'x'.repeat(5000)}`;
    const [found] = findingsOf(judge(endpointOf({ subject: hostile, names: [hostile], notAfter: 0 })));
    expect(found?.evidence).not.toMatch(/\u001b|\u0007/);
    expect(found?.evidence.length).toBeLessThanOrEqual(600);
  });
});
