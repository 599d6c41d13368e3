import { describe, expect, it } from 'vitest';
import type { HostAddresses } from '../../src/artifacts/dns/addresses.ts';
import type { DnsHosting } from '../../src/artifacts/dns/hosting.ts';
import { productionAddress } from './production-address.ts';
import {
  addressesOf,
  circle,
  cloudflare,
  findingsOf,
  found,
  host,
  keysOf,
  nodata,
  nxdomain,
  other,
  servfail,
  vercel,
} from './testing.ts';

const name = 'harbor.example';
const linked: DnsHosting = { vercel: ['vercel.json'], elsewhere: [] };
const nothing: DnsHosting = { vercel: [], elsewhere: [] };

function judge(hosts: readonly HostAddresses[], hosting: DnsHosting = linked) {
  return productionAddress.evaluate({ addresses: addressesOf(hosts), hosting });
}

describe('dns/production-address', () => {
  it('passes at Vercel, fails elsewhere, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'harbor.example A 76.76.21.21 (Vercel)' };
    expect(judge([host(name, found(vercel))])).toEqual(fine);
    expect(judge([host(name, found(other))])).toEqual({
      outcome: 'fail',
      findings: [
        {
          key: 'elsewhere',
          data: { host: name },
          at: { kind: 'dns', name, type: 'A' },
          evidence: 'harbor.example A 203.0.113.9',
        },
      ],
    });
    expect(judge([host(name, found(vercel))])).toEqual(fine);
  });

  it('is a blocker', () => expect(productionAddress.meta.severity).toBe('blocker'));

  it.each([
    ['another block of Vercel’s', host(name, found('216.150.1.65', '216.150.16.129'))],
    ['a CNAME below vercel-dns.com', host(name, found(other), { chain: ['cname.vercel-dns.com'] })],
    ['a CNAME below vercel-dns-017.com', host(name, found(other), { chain: ['abc.vercel-dns-017.com'] })],
    ['Cloudflare in front, IPv4 and IPv6', host(name, found(cloudflare), { aaaa: found('2606:4700::6810:101') })],
  ])('passes for %s', (_what, one) => expect(judge([one]).outcome).toBe('pass'));

  it('fails for aliases that lead in a circle, and shows them', () => {
    const chain = ['a.harbor.example', name];
    expect(judge([host(name, circle, { aaaa: circle, chain })], nothing)).toEqual({
      outcome: 'fail',
      findings: [
        {
          key: 'no-address',
          data: { host: name, why: 'LOOP (its aliases lead in a circle)' },
          at: { kind: 'dns', name, type: 'A' },
          evidence: 'harbor.example CNAME a.harbor.example, harbor.example LOOP (its aliases lead in a circle)',
        },
      ],
    });
  });

  it.each([
    ['NXDOMAIN', nxdomain],
    ['NODATA', nodata],
  ])('fails for %s', (why, lookup) => {
    const [finding] = findingsOf(judge([host(name, lookup)], nothing));
    expect(finding).toMatchObject({ key: 'no-address', data: { why: expect.stringContaining(why) } });
  });

  it('fails for an extra address beside the right one: part of the visitors go there', () => {
    const [finding] = findingsOf(judge([host(name, found(other, vercel))]));
    expect(finding).toMatchObject({ key: 'mixed', data: { strays: other } });
  });

  it('fails for an IPv6 address that leads elsewhere', () =>
    expect(keysOf(judge([host(name, found(vercel), { aaaa: found('2001:db8::9') })]))).toEqual(['mixed']));

  it('fails for an internal address', () =>
    expect(keysOf(judge([host(name, found('10.0.0.5'))], nothing))).toEqual(['internal']));

  it('fails for a look-alike of Vercel’s names', () =>
    expect(keysOf(judge([host(name, found(other), { chain: ['evil-vercel-dns.com'] })]))).toEqual(['elsewhere']));

  it('judges aliases, not the guessed sibling', () => {
    const www = host('www.harbor.example', found(other), { role: 'sibling' });
    expect(judge([host(name, found(vercel)), www]).outcome).toBe('pass');
    const alias = host('shop.example', found(other), { role: 'alias' });
    expect(findingsOf(judge([host(name, found(vercel)), alias]))).toMatchObject([
      { data: { host: 'shop.example' }, severity: 'high' },
    ]);
  });

  it('passes at another platform when nothing shows Vercel, and says which', () => {
    const fly = { vercel: [], elsewhere: ['fly.toml (Fly.io)'] };
    expect(judge([host(name, found(other))], fly)).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('fly.toml (Fly.io)'),
    });
    expect(judge([host(name, found(other), { chain: ['harbor.netlify.app'] })], nothing)).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('(Netlify)'),
    });
  });

  it('asks to look when nothing shows any platform', () =>
    expect(findingsOf(judge([host(name, found(other))], nothing))).toMatchObject([
      { key: 'elsewhere', confidence: 'possible' },
    ]));

  it('takes the www name at Vercel, or the proof of the domain there, as a sign of Vercel', () => {
    const fly = { vercel: [], elsewhere: ['fly.toml (Fly.io)'] };
    const www = host('www.harbor.example', found(vercel), { role: 'sibling' });
    expect(keysOf(judge([host(name, found(other)), www], fly))).toEqual(['elsewhere']);
    const verified = [{ domain: name, record: 'vc-domain-verify=harbor.example,abc' }];
    const addresses = addressesOf([host(name, found(other))], { verified });
    expect(keysOf(productionAddress.evaluate({ addresses, hosting: fly }))).toEqual(['elsewhere']);
  });

  it('does not know what is behind a CDN in front of Vercel', () =>
    expect(judge([host(name, found(other), { chain: ['d1.cloudfront.net'] })])).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('CloudFront'),
    }));

  it('does not know when the server failed, also for one of the two types', () => {
    expect(judge([host(name, servfail)])).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('SERVFAIL'),
    });
    expect(judge([host(name, found(vercel), { aaaa: servfail })]).outcome).toBe('unknown');
    const alias = host('shop.example', nxdomain, { role: 'alias' });
    expect(judge([host(name, servfail), alias])).toMatchObject({ outcome: 'fail', unsettled: {} });
  });

  it('does not apply below a platform’s own domain', () => expect(judge([]).outcome).toBe('not-applicable'));
});
