import { describe, expect, it } from 'vitest';
import type { CloudflareRecord } from '../../src/artifacts/cloudflare/rule.ts';
import type { SiteHost } from '../../src/artifacts/site/hosts.ts';
import { proxied } from './proxied.ts';
import { denied, edgeOf, findingsOf, host, keysOf, nothing, noZone, ok, record, zoneOf } from './testing.ts';

const own = (name: string, role: SiteHost['role']): SiteHost => ({
  host: name,
  port: 443,
  role,
  domain: 'example.com',
  own: true,
});

function judge(records: readonly CloudflareRecord[], zone = {}, others: readonly SiteHost[] = []) {
  const edge = edgeOf({ records: ok(records), zone: { ...edgeOf().zone, ...zone } });
  const hosts = ok({ production: [own(host, 'canonical'), ...others], domains: ['example.com'] });
  return proxied.evaluate({ zone: zoneOf(), edge: ok(edge), hosts });
}

const shop = record(host, 'cname.vercel-dns.com');
const bare = { ...shop, proxied: false };

describe('edge/proxied', () => {
  it('passes for a proxied record, fails for DNS only, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'shop.example.com CNAME cname.vercel-dns.com (proxied)' };
    expect(judge([shop])).toEqual(fine);
    expect(judge([bare])).toEqual({
      outcome: 'fail',
      findings: [
        {
          key: 'dns-only',
          data: { host },
          at: { kind: 'dns', name: host, type: 'CNAME' },
          evidence: 'shop.example.com CNAME cname.vercel-dns.com (DNS only)',
        },
      ],
    });
    expect(judge([shop])).toEqual(fine);
    expect(proxied.meta.severity).toBe('high');
  });

  it.each([
    [{ paused: true }, 'the zone example.com is paused'],
    [{ status: 'pending' }, 'the zone example.com is pending'],
    [{ status: 'moved' }, 'the zone example.com is moved'],
  ])('fails once for a zone that proxies nothing: %o', (zone, evidence) =>
    expect(judge([shop], zone, [own('www.example.com', 'sibling')])).toMatchObject({
      outcome: 'fail',
      findings: [{ key: 'off', evidence }],
    }),
  );

  it('takes a wildcard for a name without a record, the closest one, and not below a name that is there', () => {
    const wide = record('*.example.com', 'cname.vercel-dns.com');
    expect(judge([wide]).outcome).toBe('pass');
    expect(keysOf(judge([{ ...wide, proxied: false }]))).toEqual(['dns-only']);
    // RFC 4592 section 2.2.1: a name that exists, if only by another type, is not covered by a wildcard.
    expect(judge([wide, record(host, 'v=spf1 -all', { type: 'TXT', proxied: false })]).outcome).toBe('unknown');
  });

  it('takes a single proxied address among several for all of them, as Cloudflare does', () => {
    const [a, b] = [record(host, '203.0.113.9'), record(host, '203.0.113.10', { proxied: false })];
    expect(judge([a, b]).outcome).toBe('pass');
    expect(keysOf(judge([{ ...a, proxied: false }, b]))).toEqual(['dns-only']);
  });

  it('judges the other production hosts of the zone; the guessed sibling as a warning, foreign names not at all', () => {
    const www = record('www.example.com', 'cname.vercel-dns.com', { proxied: false });
    const alias = record('store.example.com', 'cname.vercel-dns.com', { proxied: false });
    const hosts = [
      own('www.example.com', 'sibling'),
      own('store.example.com', 'alias'),
      own('shop.example.net', 'alias'),
    ];
    const found = findingsOf(judge([shop, www, alias], {}, hosts));
    expect(found.map(({ data, severity }) => [data.host, severity])).toEqual([
      ['www.example.com', 'medium'],
      ['store.example.com', undefined],
    ]);
    expect(judge([shop], {}, hosts).outcome).toBe('pass');
  });

  it('does not know without a record, and names the permission without the records', () => {
    expect(judge([])).toMatchObject({ outcome: 'unknown', because: expect.stringContaining(host) });
    const edge = ok(edgeOf({ records: denied('DNS Read') }));
    expect(proxied.evaluate({ zone: zoneOf(), edge, hosts: nothing })).toEqual({
      outcome: 'blocked',
      by: denied('DNS Read'),
    });
  });

  it('does not apply without Cloudflare, and is blocked without the edge', () => {
    expect(proxied.evaluate({ zone: noZone, edge: nothing, hosts: nothing })).toMatchObject({
      outcome: 'not-applicable',
      because: expect.stringContaining('not Cloudflare’s'),
    });
    expect(proxied.evaluate({ zone: zoneOf(), edge: nothing, hosts: nothing }).outcome).toBe('blocked');
  });
});
