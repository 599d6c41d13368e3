import { describe, expect, it } from 'vitest';
import type { DnsZoneNames } from '../../src/artifacts/dns/names.ts';
import { internalAddresses } from './internal-addresses.ts';
import { findingsOf, found, named, servfail, vercel, zoneOf } from './testing.ts';

function judge(...zones: readonly Partial<DnsZoneNames>[]) {
  return internalAddresses.evaluate({ zones: zones.map(zoneOf) });
}

describe('dns/internal-addresses', () => {
  it('passes with public addresses, fails for a private one, and passes again', () => {
    expect(judge({}).outcome).toBe('pass');
    expect(findingsOf(judge({ names: [named('dev.harbor.example', found('192.168.1.20'))] }))).toMatchObject([
      {
        key: 'internal',
        data: { name: 'dev.harbor.example', address: '192.168.1.20' },
        at: { kind: 'dns', name: 'dev.harbor.example', type: 'A' },
      },
    ]);
    expect(judge({}).outcome).toBe('pass');
  });

  it.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '169.254.1.1', '100.64.0.1', '0.0.0.0', '::1', 'fd00::1', 'fe80::1'])(
    'fails for %s',
    (address) => {
      const lookup = found(address);
      const names = [named('dev.harbor.example', lookup)];
      expect(judge({ names }).outcome).toBe('fail');
    },
  );

  it('passes for documentation addresses: nothing internal lives there', () =>
    expect(judge({ names: [named('dev.harbor.example', found('203.0.113.7', '2001:db8::1'))] }).outcome).toBe('pass'));

  it('names the wildcard once', () => {
    const wildcard = named('launch-ready-wildcard-probe.harbor.example', found('127.0.0.1'));
    expect(findingsOf(judge({ wildcard }))).toMatchObject([{ at: { name: '*.harbor.example' } }]);
  });

  it('keeps what could not be asked open', () => {
    const unasked = [{ name: 'vpn.harbor.example', detail: '127.0.0.53: SERVFAIL' }];
    expect(judge({ unasked })).toMatchObject({
      outcome: 'unknown',
      because: '1 question not settled: vpn.harbor.example (127.0.0.53: SERVFAIL)',
    });
    const silent = [{ name: 'vpn.harbor.example', detail: '127.0.0.53: timeout', kind: 'timeout' as const }];
    expect(judge({ unasked: silent })).toMatchObject({ outcome: 'blocked', by: { reason: 'timeout' } });
    const names = [named('dev.harbor.example', found('10.0.0.1'))];
    expect(judge({ unasked, names })).toMatchObject({ outcome: 'fail', unsettled: {} });
    expect(judge({ names: [named('dev.harbor.example', found(vercel), { aaaa: servfail })] }).outcome).toBe('unknown');
  });

  it('does not apply without an own zone', () => expect(judge().outcome).toBe('not-applicable'));
});
