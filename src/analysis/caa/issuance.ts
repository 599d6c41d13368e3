import type { DnsAddresses } from '../../artifacts/dns/addresses.ts';
import type { TlsEndpoints } from '../../artifacts/tls/endpoints.ts';
import { definedOnly } from '../../core/defined.ts';
import type { Gathered } from '../../core/gathered.ts';
import { edgeOf } from '../edge-addresses/destination.ts';
import type { HostIssuance } from './judge.ts';

/** Who issues for a host, as far as its addresses and its live certificate tell. */
export function issuanceOf(
  host: string,
  addresses: Gathered<DnsAddresses>,
  endpoints: Gathered<TlsEndpoints>,
): HostIssuance {
  const named = addresses.state === 'ok' ? addresses.value.hosts.find(({ name }) => name === host) : undefined;
  const edge = named === undefined ? undefined : edgeOf(named);
  const endpoint = endpoints.state === 'ok' ? endpoints.value.find((one) => one.host === host) : undefined;
  const leaf = endpoint?.handshake?.chain[0];
  const live = leaf === undefined ? undefined : { issuerName: leaf.issuerName, names: leaf.names };
  return definedOnly({ edge, live });
}
