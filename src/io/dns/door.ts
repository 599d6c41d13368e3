import { isIP } from 'node:net';
import type { DnsDoor } from '../../core/doors/dns.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { Endpoint, NetworkOptions } from '../../core/network.ts';
import { createLimit } from '../http/concurrency.ts';
import { createAsker, type PutQuestion } from './asker.ts';
import { findAuthority, mappedAuthority } from './authority.ts';
import { follow } from './follow.ts';
import { createGroup, type ServerGroup } from './group.ts';
import { malformed, timeout } from './heard.ts';
import { createHttpsServer } from './https-server.ts';
import { type ParsedName, parseName } from './name.ts';
import { createPlainServer, isLoopback } from './plain-server.ts';
import type { Server } from './server.ts';
import { serverName, systemServers } from './system-servers.ts';
import type { Said } from './turns.ts';

/** What the door is opened with. */
export type DnsDoorOptions = {
  readonly network: NetworkOptions;
  /** Every question then throws `UnavailableError('offline')`. */
  readonly offline: boolean;
  /** How the program names itself to a server of DNS over HTTPS. */
  readonly userAgent: string;
  /** Whole milliseconds for one question in all; 5000 unless a test is in a hurry. */
  readonly questionMs?: number;
  /** Who is asked without `network.resolver`; the machine's own servers. */
  readonly systemServers?: () => readonly Endpoint[];
  /** Which servers get names in random case: all but those on this machine, where nobody else can answer. */
  readonly mixesCase?: (server: Endpoint) => boolean;
};

/** The door and what its owner needs beside it. */
export type OpenDnsDoor = {
  readonly door: DnsDoor;
  /** What was asked so far, in the order of asking. */
  queries(): readonly PutQuestion[];
  /** Breaks off what is under way and frees the connections; later questions are refused. */
  close(): Promise<void>;
};

const inFlight = 20;

/** Opens the DNS door. Nothing is sent before the first question. Throws `TypeError` for a resolver that is no address. */
export function createDnsDoor(options: DnsDoorOptions): OpenDnsDoor {
  const { network, questionMs = 5000 } = options;
  const limits = { questionMs, limit: createLimit(inFlight) };
  const asker = createAsker();
  const open = openResolver(options);
  const resolver = createGroup(open.name, open.servers, limits);
  const authorities = new Map<string, ServerGroup>();

  const authority = (server: string, endpoints: readonly Endpoint[]): ServerGroup => {
    const name = `${server} (${endpoints.map(serverName).join(', ')})`;
    const known = authorities.get(name);
    if (known !== undefined) return known;
    const servers = endpoints.map((endpoint) => plainServer(endpoint, `${server} (${serverName(endpoint)})`, options));
    const group = createGroup(name, servers, limits);
    authorities.set(name, group);
    return group;
  };

  const door: DnsDoor = {
    resolver: open.name,

    async ask(name, type, signal, { checkingDisabled = false } = {}) {
      admit(options, signal);
      const parsed = parseName(name);
      if (parsed.state === 'bad') return { server: open.name, ...malformed(parsed.why) };
      const until = performance.now() + questionMs;
      const ask = async (target: string): Promise<Said> => {
        const asked = target === parsed.name.text ? parsed : parseName(target || '.');
        if (asked.state === 'bad') return { server: open.name, ...malformed(asked.why) };
        const question = { name: asked.name, type, recursion: true, checkingDisabled };
        const put = (stop: AbortSignal): Promise<Said> => asker.ask(resolver, question, stop);
        // The first question keeps its own time; those after it have what is left.
        return asked === parsed ? await put(signal) : await before(until, signal, open.name, put);
      };
      return await follow({ name: parsed.name.text, type, ask, asksOn: true });
    },

    async askServer(server, name, type, signal) {
      admit(options, signal);
      const parsed = parseName(name);
      const host = parseHost(server);
      if (parsed.state === 'bad') return { server, ...malformed(parsed.why) };
      if (host.state === 'bad') return { server, state: 'unreachable', detail: `no name server: ${host.why}` };
      const found = await findAuthority(host.name.text, network.connect, door.ask, signal);
      if (found.state !== 'there') return { server: host.name.text, ...found };
      const group = authority(host.name.text, found.endpoints);
      const question = { name: parsed.name, type, recursion: false, checkingDisabled: false };
      const ask = (): Promise<Said> => asker.ask(group, question, signal);
      return await follow({ name: parsed.name.text, type, ask, asksOn: false });
    },

    isMapped: (server) => mappedAuthority(server, network.connect) !== undefined,
  };

  return {
    door,
    queries: asker.questions,
    async close() {
      asker.close(new Error('the DNS door is closed'));
      await open.close();
    },
  };
}

type OpenResolver = { readonly name: string; readonly servers: readonly Server[]; close(): Promise<void> };

function openResolver(options: DnsDoorOptions): OpenResolver {
  const { network, userAgent } = options;
  const { resolver, connect, ca } = network;
  if (resolver?.kind === 'https') {
    const server = createHttpsServer(resolver.url, { connect, userAgent, ...(ca === undefined ? {} : { ca }) });
    return { name: server.name, servers: [server], close: server.close };
  }
  const endpoints = resolver === undefined ? (options.systemServers ?? systemServers)() : [resolver.server];
  const servers = endpoints.map((endpoint) => plainServer(endpoint, serverName(endpoint), options));
  const name = servers.map((server) => server.name).join(', ') || 'no name server';
  return { name, servers, close: async () => undefined };
}

function plainServer(endpoint: Endpoint, name: string, { mixesCase }: DnsDoorOptions): Server {
  return createPlainServer(endpoint, { name, mixesCase: mixesCase?.(endpoint) ?? !isLoopback(endpoint.host) });
}

function admit({ offline }: DnsDoorOptions, signal: AbortSignal): void {
  signal.throwIfAborted();
  if (offline) throw new UnavailableError('offline', 'run again without --offline');
}

// An address of IPv6 has no form as a name.
function parseHost(server: string): ParsedName {
  return isIP(server) === 0 ? parseName(server) : { state: 'name', name: { text: server, labels: [] } };
}

async function before(
  until: number,
  signal: AbortSignal,
  server: string,
  work: (signal: AbortSignal) => Promise<Said>,
): Promise<Said> {
  const time = AbortSignal.timeout(Math.max(1, Math.ceil(until - performance.now())));
  try {
    return await work(AbortSignal.any([signal, time]));
  } catch (error) {
    signal.throwIfAborted();
    if (error !== time.reason) throw error;
    return { server, ...timeout('no answer came in the time that was left') };
  }
}
