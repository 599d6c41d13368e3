import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRecord } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import { withoutMiddle } from '../../core/text.ts';
import { proxiedBy } from '../cloudflare-cache/zone-record.ts';
import { serviceOfChain } from '../edge-addresses/aliases.ts';
import { networkOf } from '../edge-addresses/networks.ts';

const addressTypes = ['A', 'AAAA', 'CNAME'];

/** Whether visitors of a host meet this zone's edge. */
export type HostAtEdge =
  | { readonly state: 'proxied'; readonly records: readonly CloudflareRecord[] }
  | { readonly state: 'dns-only'; readonly records: readonly CloudflareRecord[] }
  /** The zone is paused, or its name servers are not in use yet: nothing of it is proxied. */
  | { readonly state: 'off'; readonly why: string }
  /** The records do not say: the host has none, or is an alias of a name that is proxied. */
  | { readonly state: 'unknown'; readonly because: string }
  | Missing;

/** Tells whether the edge stands in front of `host`. https://developers.cloudflare.com/dns/proxy-status/ */
export function hostAtEdge({ zone, records }: CloudflareEdge, host: string): HostAtEdge {
  if (zone.paused) return { state: 'off', why: `the zone ${zone.name} is paused` };
  if (idle.includes(zone.status)) return { state: 'off', why: `the zone ${zone.name} is ${zone.status}` };
  if (records.state !== 'ok') return records;
  const { state, because } = proxiedBy(records.value, host, zone);
  return state === 'unknown' ? { state, because } : { state, records: recordsFor(host, records.value) };
}

// https://developers.cloudflare.com/dns/zone-setups/reference/domain-status/
const idle = ['initializing', 'pending', 'moved', 'deleted', 'deactivated'];

/** Whether it is sure that visitors of the host pass the edge by: what is set there then waits for the day it is proxied. */
export function passesBy(found: HostAtEdge): boolean {
  return found.state === 'dns-only' || found.state === 'off';
}

/** The address records that answer for a host: its own, else those of the closest wildcard (RFC 4592). */
function recordsFor(host: string, records: readonly CloudflareRecord[]): readonly CloudflareRecord[] {
  const labels = host.split('.');
  for (let taken = 0; taken < labels.length - 1; taken += 1) {
    const closest = labels.slice(taken).join('.');
    const name = taken === 0 ? closest : `*.${closest}`;
    const found = records.filter((record) => record.name === name);
    if (found.length > 0) return found.filter(({ type }) => addressTypes.includes(type));
    // A name that is there, if only as the parent of another one, ends the search: no wildcard above it answers.
    if (records.some((record) => record.name === closest || record.name.endsWith(`.${closest}`))) {
      return [];
    }
  }
  return [];
}

/** Where a host's proxied records lead in the end, through aliases inside the zone: addresses, and names outside of it. */
export function originsOf(host: string, records: readonly CloudflareRecord[]): readonly string[] {
  const origins = new Set<string>();
  const seen = new Set<string>();
  const follow = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const { type, content } of recordsFor(name, records)) {
      const target = plain(content);
      if (type === 'CNAME' && recordsFor(target, records).length > 0) follow(target);
      else origins.add(target);
    }
  };
  follow(host);
  return [...origins];
}

/** A record's content as names compare: in lower case, without the dot at the end. */
export function plain(content: string): string {
  return content.toLowerCase().replace(/\.$/, '');
}

/** Whether an origin is Vercel's: a name of its DNS or an address of its network. */
export function isVercels(origin: string): boolean {
  return serviceOfChain([origin])?.kind === 'vercel' || networkOf(origin) === 'vercel';
}

/** `shop.example.com CNAME cname.vercel-dns.com (DNS only)` */
export function showRecord({ name, type, content, proxied }: CloudflareRecord): string {
  return `${name} ${type} ${withoutMiddle(content, 120)} (${proxied ? 'proxied' : 'DNS only'})`;
}
