import ipaddr from 'ipaddr.js';

/** Whose network an address belongs to. `internal`: nobody on the public internet can reach it. */
export type Network = 'vercel' | 'cloudflare' | 'internal' | 'public' | 'invalid';

// Vercel publishes no list: these are the blocks that its own records and `vercel-dns` names answer from.
// https://vercel.com/docs/domains/working-with-dns
const vercelBlocks = [
  '64.29.17.0/24',
  '64.239.109.0/24',
  '64.239.123.0/24',
  '66.33.60.0/24',
  '76.76.21.0/24',
  '198.169.1.0/24',
  '198.169.2.0/24',
  '216.150.1.0/24',
  '216.150.16.0/24',
  '216.198.79.0/24',
  '216.230.84.0/24',
  '216.230.86.0/24',
];

// https://www.cloudflare.com/ips/
const cloudflareBlocks = [
  '103.21.244.0/22',
  '103.22.200.0/22',
  '103.31.4.0/22',
  '104.16.0.0/13',
  '104.24.0.0/14',
  '108.162.192.0/18',
  '131.0.72.0/22',
  '141.101.64.0/18',
  '162.158.0.0/15',
  '172.64.0.0/13',
  '173.245.48.0/20',
  '188.114.96.0/20',
  '190.93.240.0/20',
  '197.234.240.0/22',
  '198.41.128.0/17',
  '2400:cb00::/32',
  '2405:8100::/32',
  '2405:b500::/32',
  '2606:4700::/32',
  '2803:f800::/32',
  '2a06:98c0::/29',
  '2c0f:f248::/32',
];

// Documentation and benchmark blocks are left out: nothing of the auditor's or the owner's own lives there.
const internalRanges: readonly string[] = [
  'unspecified',
  'broadcast',
  'loopback',
  'private',
  'linkLocal',
  'carrierGradeNat',
  'uniqueLocal',
  'deprecatedSiteLocal',
];

/** Names the network of an IPv4 or IPv6 address. IPv4 inside IPv6 (mapped, NAT64) counts as the IPv4 address. */
export function networkOf(address: string): Network {
  if (!ipaddr.isValid(address)) return 'invalid';
  const plain = unwrap(ipaddr.process(address));
  if (internalRanges.includes(plain.range())) return 'internal';
  if (isWithin(plain, vercelBlocks)) return 'vercel';
  return isWithin(plain, cloudflareBlocks) ? 'cloudflare' : 'public';
}

function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (address.kind() === 'ipv4' || address.range() !== 'rfc6052') return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(12));
}

function isWithin(address: ipaddr.IPv4 | ipaddr.IPv6, blocks: readonly string[]): boolean {
  return blocks.some((block) => {
    const [network, bits] = ipaddr.parseCIDR(block);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}
