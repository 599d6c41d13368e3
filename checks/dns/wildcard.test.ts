import { describe, expect, it } from 'vitest';
import type { DnsZoneNames } from '../../src/artifacts/dns/names.ts';
import { findingsOf, found, named, nodata, nxdomain, servfail, vercel, zoneOf } from './testing.ts';
import { wildcardAddresses } from './wildcard.ts';

const probe = 'launch-ready-wildcard-probe.harbor.example';

function judge(...zones: readonly Partial<DnsZoneNames>[]) {
  return wildcardAddresses.evaluate({ zones: zones.map(zoneOf) });
}

describe('dns/wildcard', () => {
  it('passes without one, fails with one, and passes again', () => {
    expect(judge({}).outcome).toBe('pass');
    expect(findingsOf(judge({ wildcard: named(probe, found(vercel)) }))).toMatchObject([
      {
        key: 'wildcard',
        at: { kind: 'dns', name: '*.harbor.example', type: 'A' },
        evidence: `${probe} A ${vercel}`,
      },
    ]);
    expect(judge({}).outcome).toBe('pass');
  });

  it('fails for a wildcard CNAME whose target is gone', () =>
    expect(judge({ wildcard: named(probe, nxdomain, { chain: ['gone.example'] }) }).outcome).toBe('fail'));

  it('passes for a wildcard of another type only', () =>
    expect(judge({ wildcard: named(probe, nodata) }).outcome).toBe('pass'));

  it('passes when the project at Vercel has the wildcard as a domain', () =>
    expect(judge({ wildcard: named(probe, found(vercel)), wanted: true })).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('*.harbor.example belongs to the project'),
    }));

  it('does not know when the probe was not answered, also beside a finding in another zone', () => {
    expect(judge({ wildcard: named(probe, servfail) }).outcome).toBe('unknown');
    expect(judge({ wildcard: named(probe, servfail) }, { wildcard: named(probe, found(vercel)) })).toMatchObject({
      outcome: 'fail',
      unsettled: {},
    });
  });

  it('does not apply without an own zone', () => expect(judge().outcome).toBe('not-applicable'));
});
