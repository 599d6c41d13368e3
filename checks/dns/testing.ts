import type { DnsAddresses, HostAddresses } from '../../src/artifacts/dns/addresses.ts';
import type { AddressLookup } from '../../src/artifacts/dns/lookup.ts';
import type { DnsZoneNames, ZoneName } from '../../src/artifacts/dns/names.ts';
import type { Verdict } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';

// Facts for the tests of this folder: no check imports this file.

/** Vercel's usual address for an apex. */
export const vercel = '76.76.21.21';
/** One of Cloudflare's. */
export const cloudflare = '104.16.1.1';
/** Somebody's server that belongs to no edge. */
export const other = '203.0.113.9';

/** No such name. */
export const nxdomain: AddressLookup = { state: 'nxdomain' };
/** The name is there without an address of that type. */
export const nodata: AddressLookup = { state: 'nodata' };
/** The server failed. */
export const servfail: AddressLookup = { state: 'unknown', rcode: 'SERVFAIL', detail: '127.0.0.53: SERVFAIL' };

/** Its aliases lead back to one of them. */
export const circle: AddressLookup = { state: 'unknown', circle: true, detail: '127.0.0.53: malformed (a circle)' };

/** Addresses that were found. */
export function found(...addresses: readonly string[]): AddressLookup {
  return { state: 'found', addresses };
}

/** A name with its answers; without `aaaa` there is no IPv6 address. */
export function named(name: string, a: AddressLookup, more: Partial<ZoneName> = {}): ZoneName {
  return { name, chain: [], a, aaaa: a.state === 'found' ? nodata : a, ...more };
}

/** A name of production. */
export function host(name: string, a: AddressLookup, more: Partial<HostAddresses> = {}): HostAddresses {
  return { ...named(name, a), role: 'canonical', domain: 'harbor.example', ...more };
}

/** The fact that `dns/production-address` and its neighbours read. */
export function addressesOf(hosts: readonly HostAddresses[], more: Partial<DnsAddresses> = {}): DnsAddresses {
  return { hosts, verified: [], ...more };
}

/** A swept zone in which nothing is wrong. */
export function zoneOf(more: Partial<DnsZoneNames> = {}): DnsZoneNames {
  return {
    zone: 'harbor.example',
    tried: 60,
    wildcard: named('launch-ready-wildcard-probe.harbor.example', nxdomain),
    wanted: false,
    names: [named('harbor.example', found(vercel)), named('www.harbor.example', found(vercel))],
    unasked: [],
    lost: [],
    unaskedServers: [],
    pages: [],
    atVercel: true,
    ...more,
  };
}

/** Findings of a failure; none for any other outcome. */
export function findingsOf<Key extends string>(verdict: Verdict<Key>): readonly FindingOf<Key>[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** Keys of the findings, in order. */
export function keysOf(verdict: Verdict): readonly string[] {
  return findingsOf(verdict).map(({ key }) => key);
}
