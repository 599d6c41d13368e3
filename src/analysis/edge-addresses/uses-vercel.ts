import type { DnsAddresses } from '../../artifacts/dns/addresses.ts';
import type { DnsHosting } from '../../artifacts/dns/hosting.ts';
import { leadsToVercel } from './destination.ts';

/** Whether anything shows that production is deployed at Vercel: the repository, a proof of the domain there, or an address. */
export function usesVercel(hosting: DnsHosting | undefined, addresses: DnsAddresses | undefined): boolean {
  const { verified = [], hosts = [] } = addresses ?? {};
  return (hosting?.vercel.length ?? 0) > 0 || verified.length > 0 || hosts.some(leadsToVercel);
}
