import { describe, expect, it } from 'vitest';
import type { TlsHostOffers } from '../../src/artifacts/tls/offers.ts';
import { protocols } from './protocols.ts';
import { findingsOf, kindsOf, offersOf } from './testing.ts';

const judge = (...offers: readonly TlsHostOffers[]) => protocols.evaluate({ offers });
const troubled = (why: string): TlsHostOffers => ({
  ...offersOf(),
  host: 'old.example',
  role: 'alias',
  versions: [],
  trouble: { why, detail: `it was ${why}` },
});

describe('tls/protocols', () => {
  it('passes, fails for TLS 1.0, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'shop.example: TLSv1.2, TLSv1.3' };
    expect(judge(offersOf())).toEqual(fine);
    expect(findingsOf(judge(offersOf({ TLSv1: 'accepted' })))).toEqual([
      {
        key: 'old',
        data: { host: 'shop.example', version: 'TLSv1' },
        at: { kind: 'url', url: 'https://shop.example' },
        evidence: 'TLSv1 accepted with TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
      },
    ]);
    expect(judge(offersOf())).toEqual(fine);
  });

  it.each([
    [{ SSLv3: 'accepted', 'TLSv1.1': 'accepted' }, ['old', 'old']],
    [{ 'TLSv1.3': 'declined' }, ['no-1.3 medium']],
    [{ 'TLSv1.2': 'declined' }, []],
    [{ TLSv1: 'accepted', 'TLSv1.2': 'declined', 'TLSv1.3': 'declined' }, ['old', 'no-1.2']],
  ] as const)('finds in %j: %j', (versions, kinds) => expect(kindsOf(judge(offersOf(versions)))).toEqual(kinds));

  it.each([{ SSLv3: 'unseen' }, { 'TLSv1.3': 'unseen' }, { 'TLSv1.2': 'unseen', 'TLSv1.3': 'declined' }] as const)(
    'does not know what was not answered: %j',
    (versions) => expect(judge(offersOf(versions))).toMatchObject({ outcome: 'unknown' }),
  );

  it('keeps what stayed open beside a finding', () =>
    expect(judge(offersOf({ TLSv1: 'accepted', SSLv3: 'unseen' }))).toMatchObject({
      outcome: 'fail',
      unsettled: { because: 'not answered: shop.example SSLv3: no answer in time' },
    }));

  it('fails where every offer is turned down, and does not know where nobody answered', () => {
    expect(kindsOf(judge(offersOf(), troubled('alert')))).toEqual(['no-tls']);
    expect(judge(offersOf(), troubled('reset'))).toMatchObject({ outcome: 'unknown' });
    expect(judge(offersOf(), { ...troubled('no-address'), role: 'sibling' }).outcome).toBe('pass');
  });
});
