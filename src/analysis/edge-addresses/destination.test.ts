import { describe, expect, it } from 'vitest';
import type { AddressLookup } from '../../artifacts/dns/lookup.ts';
import { serviceOfChain } from './aliases.ts';
import { describeDestination, destinationOf, edgeOf, leadsToVercel, type Resolved, unlearnt } from './destination.ts';

const nodata: AddressLookup = { state: 'nodata' };
const nxdomain: AddressLookup = { state: 'nxdomain' };
const failing: AddressLookup = { state: 'unknown', rcode: 'SERVFAIL', detail: '127.0.0.53: SERVFAIL' };
const at = (...addresses: readonly string[]): AddressLookup => ({ state: 'found', addresses });

function resolved(a: AddressLookup, more: Partial<Resolved> = {}): Resolved {
  return { name: 'harbor.example', chain: [], a, aaaa: nodata, ...more };
}

describe('a destination', () => {
  it.each<[string, Resolved, ReturnType<typeof destinationOf>]>([
    ['Vercel by address', resolved(at('76.76.21.21')), { kind: 'edge', at: 'Vercel' }],
    ['Vercel by CNAME', resolved(at('192.0.2.1'), { chain: ['cname.vercel-dns.com'] }), { kind: 'edge', at: 'Vercel' }],
    ['Cloudflare', resolved(at('104.16.1.1')), { kind: 'edge', at: 'Cloudflare' }],
    ['IPv6 alone', resolved(nodata, { aaaa: at('2606:4700::1') }), { kind: 'edge', at: 'Cloudflare' }],
    ['both edges', resolved(at('104.16.1.1', '76.76.21.21')), { kind: 'edge', at: 'Vercel and Cloudflare' }],
    ['an edge and a stranger', resolved(at('76.76.21.21', '192.0.2.1')), { kind: 'mixed', strays: ['192.0.2.1'] }],
    [
      'a stranger by IPv6',
      resolved(at('76.76.21.21'), { aaaa: at('2001:db8::1') }),
      { kind: 'mixed', strays: ['2001:db8::1'] },
    ],
    ['inside', resolved(at('10.0.0.1', '192.0.2.1')), { kind: 'internal', addresses: ['10.0.0.1'] }],
    ['elsewhere', resolved(at('192.0.2.1')), { kind: 'elsewhere' }],
    ['a platform', resolved(at('192.0.2.1'), { chain: ['x.netlify.app'] }), { kind: 'elsewhere', service: 'Netlify' }],
    ['a CDN', resolved(at('192.0.2.1'), { chain: ['x.cloudfront.net'] }), { kind: 'cdn', service: 'CloudFront' }],
    ['NXDOMAIN', resolved(nxdomain, { aaaa: failing }), { kind: 'none', why: 'NXDOMAIN (no such name)' }],
    ['NODATA', resolved(nodata), { kind: 'none', why: 'NODATA (neither A nor AAAA)' }],
    ['a failure', resolved(failing), { kind: 'unknown' }],
    ['half a failure', resolved(nodata, { aaaa: failing }), { kind: 'unknown' }],
    ['no address at all in the answer', resolved(at('not an address')), { kind: 'elsewhere' }],
  ])('%s', (_what, one, destination) => expect(destinationOf(one)).toEqual(destination));

  it('is described as a zone file would, with what was not learnt', () => {
    const one = resolved(at('76.76.21.21'), { chain: ['cname.vercel-dns.com'], aaaa: failing });
    expect(describeDestination(one)).toBe(
      'harbor.example CNAME cname.vercel-dns.com A 76.76.21.21 AAAA not learnt (127.0.0.53: SERVFAIL) (Vercel)',
    );
    expect(describeDestination(resolved(nxdomain))).toBe('harbor.example NXDOMAIN (no such name)');
    expect(unlearnt(one)).toEqual({ name: 'harbor.example AAAA', why: '127.0.0.53: SERVFAIL', kind: undefined });
  });

  it('gives the edge that needs a certificate, also for part of the visitors', () => {
    expect(edgeOf(resolved(at('76.76.21.21', '192.0.2.1')))).toBe('vercel');
    expect(edgeOf(resolved(at('192.0.2.1'), { chain: ['cname.vercel-dns.com'] }))).toBe('vercel');
    expect(edgeOf(resolved(at('104.16.1.1', '76.76.21.21')))).toBe('cloudflare');
    expect(edgeOf(resolved(at('192.0.2.1')))).toBeUndefined();
  });

  it('is at Vercel only without Cloudflare in front', () => {
    expect(leadsToVercel(resolved(at('76.76.21.21')))).toBe(true);
    expect(leadsToVercel(resolved(at('104.16.1.1')))).toBe(false);
    expect(leadsToVercel(resolved(nxdomain))).toBe(false);
  });
});

describe('a service of a CNAME chain', () => {
  it.each([
    [['abc.vercel-dns-017.com'], 'Vercel'],
    [['lb.harbor.example', 'cname.vercel-dns.com'], 'Vercel'],
    [['x.vercel-dns-evil.com'], undefined],
    [['vercel-dns.com.evil.example'], undefined],
    [[], undefined],
  ])('%j: %s', (chain, title) => expect(serviceOfChain(chain)?.title).toBe(title));
});
