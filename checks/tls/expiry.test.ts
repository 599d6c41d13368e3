import { describe, expect, it } from 'vitest';
import type { TlsEndpoint } from '../../src/artifacts/tls/endpoints.ts';
import { expiry } from './expiry.ts';
import { day, endpointOf, findingsOf, kindsOf, moment, troubledEndpoint } from './testing.ts';

const judge = (...endpoints: readonly TlsEndpoint[]) => expiry.evaluate({ endpoints, moment });
const living = (days: number, left: number) =>
  endpointOf({ notBefore: moment - (days - left) * day, notAfter: moment + left * day });

describe('tls/expiry', () => {
  it('passes, fails in the last sixth, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'shop.example until 2027-01-29' };
    expect(judge(endpointOf())).toEqual(fine);
    expect(findingsOf(judge(living(90, 10)))).toEqual([
      {
        key: 'urgent',
        data: { host: 'shop.example', day: '2026-11-30', left: '10 days', life: '90 days' },
        at: { kind: 'url', url: 'https://shop.example' },
        evidence: expect.stringContaining('2026-09-01 to 2026-11-30'),
        severity: 'high',
      },
    ]);
    expect(judge(endpointOf())).toEqual(fine);
  });

  it.each([
    [90, 31, []],
    [90, 29, ['late medium']],
    [90, 14, ['urgent high']],
    [90, 0.5, ['urgent high']],
    [90, -1, ['expired high']],
    [398, 140, []],
    [398, 100, ['late medium']],
    [6, 2.9, ['urgent high']],
    [6, 3.1, []],
  ])('of %d days with %d left finds %j', (days, left, kinds) =>
    expect(kindsOf(judge(living(days, left)))).toEqual(kinds),
  );

  it.each([
    [31, []],
    [29, ['issuer medium']],
    [3.1, ['issuer medium']],
    [2.9, ['issuer high']],
  ])('of an issuer that the chain needs with %d days left finds %j', (days, kinds) => {
    const firstEnd = { subject: 'CN=Old \u001b[31mIssuer', notAfter: moment + days * day };
    const verdict = judge(endpointOf({}, { firstEnd }));
    expect(kindsOf(verdict)).toEqual(kinds);
    for (const { data } of findingsOf(verdict)) expect(data).toMatchObject({ issuer: 'CN=Old Issuer' });
  });

  it('judges every host, and never hides an end behind a host that was not reached', () => {
    const dead = troubledEndpoint('timeout', { host: 'old.example', role: 'alias' });
    expect(judge(endpointOf(), dead).outcome).toBe('unknown');
    expect(judge(living(90, 2), dead)).toMatchObject({
      outcome: 'fail',
      findings: [{ key: 'urgent' }],
      unsettled: { because: expect.stringContaining('old.example') },
    });
  });

  it('does not know where no certificate was shown, and does not ask for a www that is not there', () => {
    expect(judge(troubledEndpoint('alert'))).toMatchObject({ outcome: 'unknown', hint: 'see tls/certificate first' });
    const absent = troubledEndpoint('no-address', { host: 'www.shop.example', role: 'sibling' });
    expect(judge(endpointOf(), absent).outcome).toBe('pass');
  });
});
