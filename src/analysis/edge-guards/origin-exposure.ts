import type { CloudflareRecord } from '../../artifacts/cloudflare/rule.ts';
import { networkOf } from '../edge-addresses/networks.ts';
import { isVercels, originsOf, plain } from './records.ts';

/** A public record that shows where the edge fetches from. `shared`: the origin is Vercel's, whose entry is everybody's. */
export type Exposure = { readonly record: CloudflareRecord; readonly origin: string; readonly shared: boolean };

/**
 * Records of the zone that are DNS only and hold the origin of a proxied host: its address or name itself, or its address within a
 * text such as an SPF record. https://developers.cloudflare.com/fundamentals/security/protect-your-origin-server/
 */
export function exposuresOf(host: string, records: readonly CloudflareRecord[]): readonly Exposure[] {
  const origins = originsOf(host, records);
  return records.flatMap((record) => {
    if (record.proxied || record.name === host) return [];
    const origin = origins.find((one) => shows(record, one));
    return origin === undefined ? [] : [{ record, origin, shared: isVercels(origin) }];
  });
}

function shows({ type, content }: CloudflareRecord, origin: string): boolean {
  if (type === 'A' || type === 'AAAA' || type === 'CNAME') return plain(content) === origin;
  if (type !== 'TXT' || networkOf(origin) === 'invalid') return false;
  // `v=spf1 ip4:203.0.113.9/32 -all`: the address as a word of its own.
  return content
    .toLowerCase()
    .split(/[\s"]+/)
    .some((word) => word.replace(/^[+?~-]?ip[46]:/, '').replace(/\/(?:32|128)$/, '') === origin);
}
