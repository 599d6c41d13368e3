import { isIP } from 'node:net';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { type Endpoint, endpointKey, type NetworkOptions } from '../../core/network.ts';
import { listOf } from '../../core/text.ts';
import { specialRange } from '../network/address-range.ts';
import { type Trouble, timeout } from './heard.ts';

/** Where an authority of this name is asked, or why nowhere. */
export type Authority =
  | { readonly state: 'there'; readonly endpoints: readonly Endpoint[] }
  | (Trouble & { readonly barred?: readonly string[] });

const dnsPort = 53;

// One of each family is enough to ask; a second of each is there for the case that the first is dead.
const perFamily = 2;

/**
 * Finds an authority by its name. `network.connect` wins and may lead anywhere: it is the person's own word. Addresses out of
 * the DNS must lie on the public internet: a zone must not make the tool call the auditor's own network.
 */
export async function findAuthority(
  server: string,
  connect: NetworkOptions['connect'],
  ask: DnsDoor['ask'],
  signal: AbortSignal,
): Promise<Authority> {
  const mapped = mappedAuthority(server, connect);
  if (mapped !== undefined) return { state: 'there', endpoints: [mapped] };
  if (isIP(server) !== 0) return publicOnly(server, [server]);

  const [four, six] = await Promise.all([ask(server, 'A', signal), ask(server, 'AAAA', signal)]);
  const addresses = [...addressesIn(four), ...addressesIn(six)];
  if (addresses.length > 0) return publicOnly(server, addresses);
  const trouble = [four, six].find(({ state }) => state !== 'nodata' && state !== 'found');
  // No such name means none of any type, https://www.rfc-editor.org/rfc/rfc8020
  if (trouble === undefined || four.state === 'nxdomain' || six.state === 'nxdomain')
    return unreachable(`the name server ${server} has no address`);
  const what = trouble.state === 'refused' ? trouble.rcode : trouble.state;
  const words = `the address of the name server ${server} could not be learnt (${what})`;
  return trouble.state === 'timeout' ? timeout(words) : unreachable(words);
}

/** Where `network.connect` says that a name server is asked, if it does. */
export function mappedAuthority(server: string, connect: NetworkOptions['connect']): Endpoint | undefined {
  return connect.get(endpointKey({ host: server, port: dnsPort }));
}

function addressesIn(answer: DnsAnswer<'A'> | DnsAnswer<'AAAA'>): readonly string[] {
  return answer.state === 'found' ? answer.records.slice(0, perFamily).map(({ address }) => address) : [];
}

function publicOnly(server: string, addresses: readonly string[]): Authority {
  const usable = addresses.filter((address) => specialRange(address) === undefined);
  if (usable.length > 0) return { state: 'there', endpoints: usable.map((host) => ({ host, port: dnsPort })) };
  const seen = listOf(addresses.map((address) => `${address} (${specialRange(address)})`));
  const way = `if that is meant, name the address to use for ${server}:${dnsPort} in network.connect`;
  const detail = `the name server ${server} lies at ${seen}, which is not on the public internet; ${way}`;
  return { ...unreachable(detail), barred: addresses };
}

function unreachable(detail: string): Trouble {
  return { state: 'unreachable', detail };
}
