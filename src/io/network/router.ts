import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { type Endpoint, endpointKey, type NetworkOptions, plainHost } from '../../core/network.ts';
import { listOf, neutraliseLine } from '../../core/text.ts';
import { specialRange } from './address-range.ts';

/** Where to connect for a host and port, or why nowhere. `private`: an address of the auditor's own network, refused. */
export type Route =
  | {
      readonly state: 'routed';
      /** Exactly what was judged, to be tried in this order: IPv4 and IPv6 in turn, without brackets. */
      readonly addresses: readonly [string, ...string[]];
      readonly port: number;
    }
  | { readonly state: 'blocked'; readonly why: 'private' | 'no-address' | 'dns'; readonly detail: string };

/**
 * Finds where to connect for the audited site. `network.connect` wins and may name private addresses: it is the person's own
 * word. Everything else is resolved through the DNS door, and private, loopback and link-local addresses are refused. Only an
 * aborted signal throws, and the DNS door of an offline run.
 */
export type Router = {
  /**
   * `insteadOf`: the endpoint that this one is asked in place of. Whoever leads that one elsewhere with `network.connect`, to audit a site before
   * it is live, does not mean the server that answers for it today: then this one must be named there too.
   */
  route(endpoint: Endpoint, signal: AbortSignal, insteadOf?: Endpoint): Promise<Route>;
};

/** What a router is made of. */
export type RouterOptions = {
  readonly connect: NetworkOptions['connect'];
  readonly dns: DnsDoor;
  /** For hosts that the person named, not the audited site: a provider's endpoint may lie in a private network. */
  readonly allowPrivate?: boolean;
};

// A name may have hundreds of addresses; each one that is dead would cost time.
const perFamily = 2;

/** A router by the person's `network.connect` and the DNS door. It keeps nothing: the DNS door asks a name once a run. */
export function createRouter({ connect, dns, allowPrivate = false }: RouterOptions): Router {
  return {
    async route(endpoint, signal, insteadOf) {
      signal.throwIfAborted();
      const asked = { host: plainHost(endpoint.host), port: endpoint.port };
      const mapped = connect.get(endpointKey(asked));
      const led = insteadOf === undefined ? undefined : endpointKey(insteadOf);
      if (mapped === undefined && led !== undefined && connect.has(led)) {
        const detail = `network.connect leads ${shown(led)} elsewhere and does not name ${shown(endpointKey(asked))}`;
        return { state: 'blocked', why: 'no-address', detail };
      }
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
