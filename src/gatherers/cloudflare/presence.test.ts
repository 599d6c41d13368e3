import { describe, expect, test } from 'vitest';
import type { DnsAddresses } from '../../artifacts/dns/addresses.ts';
import type { ZoneDelegation } from '../../artifacts/dns/delegation.ts';
import type { AddressLookup } from '../../artifacts/dns/lookup.ts';
import type { SiteHosts } from '../../artifacts/site/hosts.ts';
import type { Gathered } from '../../core/gathered.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherCloudflarePresence } from './presence.ts';

const host = 'shop.example.com';
const hosts: SiteHosts = {
  production: [{ host, port: 443, role: 'canonical', domain: 'example.com', own: true }],
  domains: ['example.com'],
};
const at = (...addresses: readonly string[]): AddressLookup => ({ state: 'found', addresses });
const nodata: AddressLookup = { state: 'nodata' };
const silent: AddressLookup = { state: 'unknown', detail: 'timeout' };
const offline = { state: 'unavailable', reason: 'offline', hint: 'no network' } as const;

function addressesOf(a: AddressLookup, aaaa = nodata, chain: readonly string[] = []): Gathered<DnsAddresses> {
  const named = { name: host, role: 'canonical', domain: 'example.com', chain, a, aaaa } as const;
  return { state: 'ok', value: { hosts: [named], verified: [] }, ms: 1 };
}

function delegatedTo(...names: readonly string[]): Gathered<readonly ZoneDelegation[]> {
  const lookup =
    names.length === 0 ? ({ state: 'unknown', detail: 'timeout' } as const) : ({ state: 'found', names } as const);
  const zone = { zone: 'example.com', parent: lookup, parentServer: 'a.gtld', resolved: lookup, servers: [] };
  return { state: 'ok', value: [zone], ms: 1 };
}

const elsewhere = delegatedTo('ns1.example.net', 'ns2.example.net');
const cloudflare = delegatedTo('ada.ns.cloudflare.com', 'bob.ns.cloudflare.com');

async function presence(
  addresses: Gathered<DnsAddresses>,
  delegation: Gathered<readonly ZoneDelegation[]>,
  production = hosts,
) {
  const { context, asked } = fakeWorld({});
  const value = await gatherCloudflarePresence.gather(context, { hosts: production, addresses, delegation });
  expect(asked).toEqual([]);
  return value;
}

describe('Cloudflare in front of the canonical host', () => {
  test.each([
    ['an address of Cloudflare', addressesOf(at('104.16.1.1')), elsewhere, 'edge'],
    ['an IPv6 address of Cloudflare alone', addressesOf(nodata, at('2606:4700::1')), elsewhere, 'edge'],
    ['one of two addresses', addressesOf(at('203.0.113.7', '172.67.1.1')), elsewhere, 'edge'],
    ['an address, and nothing else learnt', addressesOf(at('104.16.1.1'), silent), offline, 'edge'],
    ['the alias of a partial setup', addressesOf(silent, silent, [`${host}.cdn.cloudflare.net`]), elsewhere, 'edge'],
    ['name servers alone', addressesOf(at('76.76.21.21')), cloudflare, 'dns'],
    ['name servers of Foundation DNS', addressesOf(at('76.76.21.21')), delegatedTo('blue.foundationdns.com'), 'dns'],
    ['name servers, no address learnt', offline, cloudflare, 'dns'],
    ['Vercel, by others’ name servers', addressesOf(at('76.76.21.21')), elsewhere, 'none'],
    ['no such name', addressesOf({ state: 'nxdomain' }, silent), elsewhere, 'none'],
    ['half of the addresses', addressesOf(at('76.76.21.21'), silent), elsewhere, 'unlearnt'],
    ['no name servers learnt', addressesOf(at('76.76.21.21')), delegatedTo(), 'unlearnt'],
    ['no delegation learnt', addressesOf(at('76.76.21.21')), offline, 'unlearnt'],
    ['nothing learnt', offline, offline, 'unlearnt'],
    [
      'a look-alike of the alias',
      addressesOf(at('203.0.113.7'), nodata, ['x.cdn.cloudflare.net.evil.example']),
      elsewhere,
      'none',
    ],
    [
      'a look-alike of the name servers',
      addressesOf(at('203.0.113.7')),
      delegatedTo('a.xns.cloudflare.com.example'),
      'none',
    ],
  ] as const)('%s', async (_what, addresses, delegation, state) => {
    expect(await presence(addresses, delegation)).toMatchObject({ host, state });
  });

  test('is told with what was seen', async () => {
    const { because } = await presence(addressesOf(at('76.76.21.21')), elsewhere);
    expect(because).toBe('shop.example.com A 76.76.21.21 (Vercel); name servers ns1.example.net, ns2.example.net');
  });

  test.each([
    [{ host: 'shop.vercel.app', port: 443, role: 'canonical', domain: 'vercel.app', own: false }],
    [{ host: '203.0.113.7', port: 443, role: 'canonical', own: false }],
  ] as const)('is ruled out by the name alone: %j', async (canonical) => {
    expect(await presence(offline, offline, { production: [canonical], domains: [] })).toMatchObject({ state: 'none' });
  });
});
