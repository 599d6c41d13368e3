import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { type Endpoint, endpointKey } from '../../core/network.ts';
import { listOf, neutraliseLine } from '../../core/text.ts';
import { specialRange } from './address-range.ts';
import type { Route, Router, RouterOptions } from './network.ts';

// A name may have hundreds of addresses; each one that is dead would cost time.
const perFamily = 2;

/** A router by the person's `network.connect` and the DNS door. It keeps nothing: the DNS door asks a name once a run. */
export function createRouter({ connect, dns, allowPrivate = false }: RouterOptions): Router {
  return {
    async route(endpoint, signal) {
      signal.throwIfAborted();
      const asked = normal(endpoint);
      const mapped = connect.get(endpointKey(asked));
      const { host, port } = mapped ?? asked;
      const accepts = mapped !== undefined || allowPrivate ? () => true : isPublic;
      const { addresses, why, detail } = await addressesOf(host, dns, accepts, signal);
      const [first, ...rest] = addresses.filter(accepts);
      if (first !== undefined) return { state: 'routed', addresses: [first, ...rest], port };
      if (addresses.length > 0) return refused(asked, addresses);
      return { state: 'blocked', why, detail };
    },
  };
}

type Accepts = (address: string) => boolean;

const isPublic = (address: string): boolean => specialRange(address) === undefined;

// As `URL.hostname` gives it: brackets off, case and the root's dot away.
function normal({ host, port }: Endpoint): Endpoint {
  return {
    host: host
      .toLowerCase()
      .replace(/^\[(.*)\]$/, '$1')
      .replace(/\.$/, ''),
    port,
  };
}

function refused(asked: Endpoint, addresses: readonly string[]): Route {
  const seen = listOf(addresses.map((address) => `${address} (${specialRange(address)})`));
  const fact = isIP(asked.host) === 0 ? `${shown(asked.host)} leads to ${seen}, which is` : `${seen} is`;
  const way = `if that is meant, name the address to use for ${shown(endpointKey(asked))} in network.connect`;
  return { state: 'blocked', why: 'private', detail: `${fact} not on the public internet; ${way}` };
}

type Found = { readonly addresses: readonly string[]; readonly why: 'no-address' | 'dns'; readonly detail: string };

async function addressesOf(host: string, dns: DnsDoor, accepts: Accepts, signal: AbortSignal): Promise<Found> {
  const found = (addresses: readonly string[]): Found => ({ addresses, why: 'no-address', detail: '' });
  if (isIP(host) !== 0) return found([host]);
  // Never asked of a DNS server, https://www.rfc-editor.org/rfc/rfc6761#section-6.3
  if (host === 'localhost' || host.endsWith('.localhost')) return found(['127.0.0.1', '::1']);

  const ipv4 = dns.ask(host, 'A', signal);
  const ipv6 = dns.ask(host, 'AAAA', signal);
  const answers = await Promise.all([ipv4, Promise.race([ipv6, lateBeside(ipv4, accepts)])]);
  const [four = [], six = []] = answers.map((answer) => listed(answer, accepts));
  // In turn, so that a dead family is left after one attempt, https://www.rfc-editor.org/rfc/rfc8305#section-4
  const inTurn = Array.from({ length: perFamily }, (_, index) => [four[index], six[index]]).flat();
  const addresses = inTurn.filter((address) => address !== undefined);
  if (addresses.length > 0) return found(addresses);
  // No such name means none of any type, https://www.rfc-editor.org/rfc/rfc8020
  if (answers.some(({ state }) => state === 'nxdomain')) {
    return { addresses, why: 'no-address', detail: `there is no name ${shown(host)} in the DNS` };
  }
  const trouble = answers.find(({ state }) => state !== 'nodata' && state !== 'found');
  if (trouble !== undefined) return { addresses, why: 'dns', detail: unresolved(host, trouble) };
  return { addresses, why: 'no-address', detail: `${shown(host)} has no A and no AAAA record` };
}

// Those that may be used go first: others at the front must not crowd them out.
function listed(answer: DnsAnswer<'A'> | DnsAnswer<'AAAA'>, accepts: Accepts): readonly string[] {
  if (answer.state !== 'found') return [];
  const addresses = answer.records.map(({ address }) => address).filter((address) => isIP(address) !== 0);
  const unusable = addresses.filter((address) => !accepts(address));
  return [...addresses.filter(accepts), ...unusable].slice(0, perFamily);
}

// Some resolvers never answer for AAAA; where IPv4 is there, the visit need not wait for that.
const graceMs = 300;

async function lateBeside(ipv4: Promise<DnsAnswer<'A'>>, accepts: Accepts): Promise<DnsAnswer<'AAAA'>> {
  const answer = await ipv4;
  if (!listed(answer, accepts).some(accepts)) return await new Promise(() => undefined);
  await delay(graceMs, undefined, { ref: false });
  return { server: answer.server, state: 'timeout', detail: 'not waited for' };
}

function unresolved(host: string, answer: DnsAnswer): string {
  const what = answer.state === 'refused' ? answer.rcode : answer.state;
  const words = 'detail' in answer && answer.detail !== '' ? `: ${neutraliseLine(answer.detail, 200)}` : '';
  return `${shown(host)} could not be resolved by ${answer.server} (${what}${words})`;
}

function shown(name: string): string {
  return neutraliseLine(name, 260);
}
