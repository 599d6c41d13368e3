import ipaddr from 'ipaddr.js';

/**
 * The special range that an address lies in, in words; `undefined` for one that the public internet routes. What could lead
 * back into the auditor's own network is special too: IPv4 inside IPv6 (mapped, NAT64, 6to4), and every reserved and
 * documentation range. https://www.iana.org/assignments/iana-ipv4-special-registry
 */
export function specialRange(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'no address';
  const parsed = ipaddr.parse(address);
  return parsed.kind() === 'ipv4' ? plainRange(parsed.range()) : rangeOfIpv6(parsed as ipaddr.IPv6);
}

const words: Readonly<Record<string, string>> = {
  unspecified: 'this host',
  linkLocal: 'link-local',
  carrierGradeNat: 'carrier-grade NAT',
  uniqueLocal: 'unique local',
  ipv4Mapped: 'IPv4-mapped',
  deprecatedSiteLocal: 'site-local',
  rfc6052: 'NAT64',
  rfc6145: 'IPv4-translated',
};

function plainRange(range: string): string | undefined {
  return range === 'unicast' ? undefined : (words[range] ?? range);
}

function rangeOfIpv6(address: ipaddr.IPv6): string | undefined {
  const range = address.range();
  const bytes = address.toByteArray();
  // The well-known NAT64 prefix is how a network without IPv4 reaches public IPv4, https://www.rfc-editor.org/rfc/rfc6052#section-2.1
  const isNat64 = range === 'rfc6052' && bytes.slice(4, 12).every((byte) => byte === 0);
  if (isNat64) return embedded(bytes.slice(12), 'NAT64');
  if (range === '6to4') return embedded(bytes.slice(2, 6), '6to4');
  if (range !== 'unicast') return plainRange(range);
  // Nothing else is given out for the public, https://www.iana.org/assignments/ipv6-address-space
  return ((bytes[0] ?? 0) & 0xe0) === 0x20 ? undefined : 'reserved';
}

function embedded(octets: readonly number[], carrier: string): string | undefined {
  const range = specialRange(octets.join('.'));
  return range === undefined ? undefined : `${range}, inside ${carrier}`;
}
