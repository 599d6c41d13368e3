import type { DnsAddresses, HostAddresses } from '../../artifacts/dns/addresses.ts';
import { listOf } from '../../core/text.ts';
import { addressesIn, destinationOf } from '../edge-addresses/destination.ts';
import type { RecordRow } from './record-row.ts';

// The records that fit every project; the Domains page may show others of the project's own, which are as good.
const atVercel = {
  apex: { type: 'A', paste: '76.76.21.21' },
  below: { type: 'CNAME', paste: 'cname.vercel-dns.com.' },
} as const;

/** Where the names of production lead, and with `isAtVercel` the records that lead there. */
export function addressRows(hosts: DnsAddresses['hosts'], isAtVercel: boolean): readonly RecordRow[] {
  return hosts.map((host) => {
    const { state, isElsewhere } = standing(host);
    const record = host.name === host.domain ? atVercel.apex : atVercel.below;
    const current = { type: host.chain.length > 0 ? 'CNAME' : addressType(host) };
    return {
      name: host.name,
      ...(isAtVercel && isElsewhere ? record : current),
      purpose: host.role === 'canonical' ? 'production' : host.role === 'alias' ? 'production alias' : 'apex or www',
      published: published(host),
      state,
    };
  });
}

function standing(host: HostAddresses): { readonly state: RecordRow['state']; readonly isElsewhere: boolean } {
  const { kind } = destinationOf(host);
  if (kind === 'none') return { state: 'missing', isElsewhere: true };
  if (kind === 'mixed' || kind === 'internal') return { state: 'to change', isElsewhere: true };
  if (kind === 'edge') return { state: 'right', isElsewhere: false };
  // Whether another address is right only the check can say, which knows what the project runs on.
  return { state: 'unknown', isElsewhere: kind === 'elsewhere' };
}

function addressType({ a, aaaa }: HostAddresses): string {
  return aaaa.state === 'found' && a.state !== 'found' ? 'AAAA' : 'A';
}

function published(host: HostAddresses): string | undefined {
  const addresses = listOf(addressesIn(host));
  const [alias] = host.chain;
  if (alias === undefined) return addresses === '' ? undefined : addresses;
  return addresses === '' ? alias : `${alias} (${addresses})`;
}
