import { describe, expect, it } from 'vitest';
import {
  denied,
  edgeOf,
  findingsOf,
  host,
  keysOf,
  nothing,
  noZone,
  ok,
  record,
  settingsOf,
  zoneOf,
} from '../edge/testing.ts';
import { minimumVersion } from './minimum-version.ts';

function judge(settings: Parameters<typeof settingsOf>[0], edge: Parameters<typeof edgeOf>[0] = {}) {
  return minimumVersion.evaluate({ zone: zoneOf(), edge: ok(edgeOf(edge)), settings: ok(settingsOf(settings)) });
}

describe('tls/minimum-version', () => {
  it('passes for 1.2, fails for 1.0, and passes again', () => {
    expect(judge({})).toEqual({ outcome: 'pass', evidence: 'min_tls_version 1.2, tls_1_3 on' });
    expect(findingsOf(judge({ min_tls_version: ok('1.0') }))).toEqual([
      {
        key: 'old',
        data: { zone: 'example.com', version: '1.0' },
        at: { kind: 'provider', provider: 'Cloudflare', resource: 'setting min_tls_version', id: 'z1' },
        evidence: 'min_tls_version: 1.0',
      },
    ]);
    expect(judge({ min_tls_version: ok('1.3'), tls_1_3: ok('zrt') }).outcome).toBe('pass');
    expect(minimumVersion.meta.severity).toBe('high');
  });

  it('fails for 1.1, and warns when TLS 1.3 is off', () => {
    expect(keysOf(judge({ min_tls_version: ok('1.1') }))).toEqual(['old']);
    expect(findingsOf(judge({ tls_1_3: ok('off') }))).toMatchObject([{ key: 'without-1-3', severity: 'medium' }]);
  });

  it('warns where the setting waits for the host to be proxied', () => {
    const records = ok([record(host, 'cname.vercel-dns.com', { proxied: false })]);
    expect(findingsOf(judge({ min_tls_version: ok('1.0') }, { records }))).toMatchObject([{ severity: 'medium' }]);
  });

  it('does not know a word that is none', () => expect(judge({ min_tls_version: ok('2.0') }).outcome).toBe('unknown'));

  it('never passes unread, and says what was seen all the same', () => {
    const hidden = denied('Zone Settings Read');
    expect(judge({ min_tls_version: hidden })).toEqual({ outcome: 'blocked', by: hidden });
    expect(judge({ min_tls_version: ok('1.0'), tls_1_3: hidden })).toMatchObject({ outcome: 'fail', unsettled: {} });
    expect(minimumVersion.evaluate({ zone: zoneOf(), edge: nothing, settings: ok(settingsOf()) }).outcome).toBe('pass');
    expect(minimumVersion.evaluate({ zone: noZone, edge: nothing, settings: nothing }).outcome).toBe('not-applicable');
  });
});
