import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRecord } from '../../artifacts/cloudflare/rule.ts';
import { isBelow } from '../host-names/below.ts';

/** Whether requests for a host pass Cloudflare's edge, with the reason in words. `unknown`: the zone's records do not say. */
export type Proxied = { readonly state: 'proxied' | 'dns-only' | 'unknown'; readonly because: string };

/**
 * By the records that answer for the host: its own, else those of the nearest wildcard. One proxied record makes all of that name
 * proxied. https://developers.cloudflare.com/dns/proxy-status/ and RFC 4592 section 3.3
 */
export function proxiedBy(records: readonly CloudflareRecord[], host: string, zone: CloudflareEdge['zone']): Proxied {
  const name = hostName(host);
  if (!isBelow(name, zone.name)) return { state: 'unknown', because: `${name} does not lie in the zone ${zone.name}` };
  const owner = ownerOf(records, name, zone.name);
  const answering = owner === undefined ? [] : records.filter((one) => one.name === owner && isAddress(one));
  const [first] = answering;
  if (owner === undefined || first === undefined)
    return { state: 'unknown', because: `the zone ${zone.name} has no address record for ${name}` };
  const proxied = answering.find((one) => one.proxied);
  if (proxied !== undefined) return { state: 'proxied', because: `${owner} ${proxied.type} is proxied` };
  const seen = new Set<string>();
  if (answering.some((one) => leadsToProxied(records, one, zone.name, seen)))
    return { state: 'unknown', because: `${owner} is DNS-only, but an alias of a name that is proxied` };
  return { state: 'dns-only', because: `${owner} ${first.type} is DNS-only` };
}

/** A host without its port and last dot, in lower case. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
}

function isAddress({ type }: CloudflareRecord): boolean {
  return type === 'A' || type === 'AAAA' || type === 'CNAME';
}

/** The name whose records answer: the name itself when anything stands there or below it, else the nearest wildcard. */
function ownerOf(records: readonly CloudflareRecord[], name: string, zone: string): string | undefined {
  if (records.some((one) => one.name === name)) return name;
  for (let parent = name; isBelow(parent, zone); parent = parent.slice(parent.indexOf('.') + 1)) {
    const isThere = records.some((one) => isBelow(one.name, parent));
    if (parent === name && isThere) return undefined;
    if (parent === name || !isThere) continue;
    const wildcard = `*.${parent}`;
    return records.some((one) => one.name === wildcard) ? wildcard : undefined;
  }
  return undefined;
}

// Visitors of a DNS-only alias are led to the edge's addresses by the name that it points at.
function leadsToProxied(
  records: readonly CloudflareRecord[],
  from: CloudflareRecord,
  zone: string,
  seen: Set<string>,
): boolean {
  const target = hostName(from.content);
  if (from.type !== 'CNAME' || seen.has(target) || !isBelow(target, zone)) return false;
  seen.add(target);
  const owner = ownerOf(records, target, zone);
  const next = records.filter((one) => one.name === owner && isAddress(one));
  return next.some((one) => one.proxied || leadsToProxied(records, one, zone, seen));
}
