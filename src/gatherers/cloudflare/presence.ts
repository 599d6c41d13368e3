import { addressesIn, describeDestination, destinationOf } from '../../analysis/edge-addresses/destination.ts';
import { networkOf } from '../../analysis/edge-addresses/networks.ts';
import { isBelow } from '../../analysis/host-names/below.ts';
import { type CloudflarePresence, cloudflarePresence } from '../../artifacts/cloudflare/presence.ts';
import { dnsAddresses, type HostAddresses } from '../../artifacts/dns/addresses.ts';
import { dnsDelegation, type ZoneDelegation } from '../../artifacts/dns/delegation.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { optional } from '../../core/artifact.ts';
import { UnavailableError } from '../../core/fault.ts';
import { type Missing, wayOut } from '../../core/gathered.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { listOf } from '../../core/text.ts';

/** Derived from DNS: whether Cloudflare stands at the canonical host. `none` only where DNS said so in full. */
export const gatherCloudflarePresence = defineGatherer({
  artifact: cloudflarePresence,
  needs: { hosts: siteHosts, addresses: optional(dnsAddresses), delegation: optional(dnsDelegation) },
  gather: async (_context, { hosts, addresses, delegation }): Promise<CloudflarePresence> => {
    const [canonical] = hosts.production;
    if (canonical === undefined) throw new UnavailableError('not-configured', 'there is no production host');
    const { host, domain, own } = canonical;
    if (domain === undefined) return { host, state: 'none', because: `${host} is no name of a registered domain` };
    if (!own) return { host, state: 'none', because: `${host} is a name that the platform at ${domain} gives out` };

    const named = addresses.state === 'ok' ? addresses.value.hosts.find(({ name }) => name === host) : undefined;
    const zone = delegation.state === 'ok' ? delegation.value.find((one) => one.zone === domain) : undefined;
    const servers = zone === undefined ? undefined : nameServersOf(zone);
    const because = [
      named === undefined ? `the addresses of ${host} were not learnt${why(addresses)}` : describeDestination(named),
      servers === undefined
        ? `the name servers of ${domain} were not learnt${why(delegation)}`
        : `name servers ${listOf(servers, 4)}`,
    ].join('; ');

    if (named !== undefined && isAtEdge(named)) return { host, state: 'edge', because };
    if (servers?.some(isCloudflareServer)) return { host, state: 'dns', because };
    const isLearnt = named !== undefined && isWhole(named) && servers !== undefined;
    return { host, state: isLearnt ? 'none' : 'unlearnt', because };
  },
});

function isAtEdge(named: HostAddresses): boolean {
  // A zone with its DNS elsewhere is reached by this alias. https://developers.cloudflare.com/dns/zone-setups/partial-setup/
  if (named.chain.some((target) => isBelow(target, 'cdn.cloudflare.net'))) return true;
  return addressesIn(named).some((address) => networkOf(address) === 'cloudflare');
}

// Half an answer may hide an address of Cloudflare's.
function isWhole(named: HostAddresses): boolean {
  if (destinationOf(named).kind === 'none') return true;
  return named.a.state !== 'unknown' && named.aaaa.state !== 'unknown';
}

function nameServersOf({ parent, resolved }: ZoneDelegation): readonly string[] | undefined {
  const names = [parent, resolved].flatMap((lookup) => (lookup.state === 'found' ? lookup.names : []));
  return names.length === 0 ? undefined : [...new Set(names)];
}

// https://developers.cloudflare.com/dns/nameservers/ (standard, and those of Foundation DNS)
function isCloudflareServer(name: string): boolean {
  return isBelow(name, 'ns.cloudflare.com') || /(?:^|\.)foundationdns\.(?:com|net|org)$/.test(name);
}

function why(fact: { readonly state: 'ok' } | Missing): string {
  return fact.state === 'ok' ? '' : ` (${wayOut(fact)})`;
}
