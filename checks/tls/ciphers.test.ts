import { describe, expect, it } from 'vitest';
import type { TlsEndpoint } from '../../src/artifacts/tls/endpoints.ts';
import type { TlsHostOffers, WeakGroup } from '../../src/artifacts/tls/offers.ts';
import type { Gathered } from '../../src/core/gathered.ts';
import { ciphers } from './ciphers.ts';
import { endpointOf, findingsOf, kindsOf, offersOf } from './testing.ts';

type Endpoints = Gathered<readonly TlsEndpoint[]>;
const shown: Endpoints = { state: 'ok', value: [endpointOf()], ms: 1 };
const judge = (offers: TlsHostOffers, endpoints: Endpoints = shown) =>
  ciphers.evaluate({ offers: [offers], endpoints });
const weak = (group: WeakGroup, bits?: number) =>
  offersOf({}, { weak: [{ group, cipher: 'TLS_X', ...(bits === undefined ? {} : { bits }) }] });
const modern = (forwardSecrecy: 'picked' | 'possible' | 'none', authenticated: 'picked' | 'possible' | 'none') =>
  offersOf({}, { modern: { cipher: 'TLS_X', forwardSecrecy, authenticated } });

describe('tls/ciphers', () => {
  it('passes, fails for an obsolete cipher, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'shop.example: TLSv1.3, TLS_AES_128_GCM_SHA256, X25519' };
    expect(judge(offersOf())).toEqual(fine);
    expect(findingsOf(judge(weak('obsolete')))).toEqual([
      {
        key: 'obsolete',
        data: { host: 'shop.example', cipher: 'TLS_X' },
        at: { kind: 'url', url: 'https://shop.example' },
        evidence: 'accepted: TLS_X',
      },
    ]);
    expect(judge(offersOf())).toEqual(fine);
  });

  it.each([
    ['null high', weak('null')],
    ['anonymous high', weak('anonymous')],
    ['export high', weak('export')],
    ['small-prime', weak('small-prime', 1024)],
    ['small-prime high', weak('small-prime', 512)],
    ['no-forward-secrecy', modern('none', 'picked')],
    ['no-forward-secrecy', modern('possible', 'picked')],
    ['no-authenticated-encryption', modern('picked', 'none')],
  ])('fails: %s', (kind, offers) => expect(kindsOf(judge(offers))).toEqual([kind]));

  it('passes where only TLS 1.3 is spoken, and where CBC is one choice among better ones', () => {
    const { modern: _modern, ...only } = offersOf({ 'TLSv1.2': 'declined' });
    expect(judge(only).outcome).toBe('pass');
    expect(judge(modern('picked', 'possible')).outcome).toBe('pass');
  });

  it('fails where a current client finds nothing to its taste in a current version', () => {
    const refused: Endpoints = { state: 'ok', value: [endpointOf({}, { refused: 'dh key too small' })], ms: 1 };
    expect(kindsOf(judge(offersOf(), refused))).toEqual(['refused high']);
    expect(judge(offersOf({ 'TLSv1.2': 'declined', 'TLSv1.3': 'declined' }), refused).outcome).toBe('pass');
    expect(judge(offersOf(), { state: 'unavailable', reason: 'timeout', hint: 'x' }).outcome).toBe('pass');
  });

  it('does not know what was not answered, and keeps it open beside a finding', () => {
    const open = { unseen: ['obsolete suites: no answer in time'] };
    expect(judge(offersOf({}, open))).toMatchObject({ outcome: 'unknown' });
    expect(judge({ ...weak('null'), ...open })).toMatchObject({
      outcome: 'fail',
      unsettled: { because: expect.stringContaining('obsolete') },
    });
    expect(judge(offersOf({}, { versions: [], trouble: { why: 'alert', detail: 'x' } })).outcome).toBe('unknown');
    expect(judge(offersOf({}, { versions: [], trouble: { why: 'timeout', detail: 'x' } })).outcome).toBe('unknown');
  });
});
