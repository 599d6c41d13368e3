import type { Agent, fetch } from 'undici';
import type { DnsDoor } from '../../core/doors/dns.ts';
import type { NetworkOptions } from '../../core/network.ts';
import type { Connector } from '../network/connector.ts';

/** The person's `network`, and the door that asks its resolver. */
export type ConnectionNetwork = { readonly options: NetworkOptions; readonly dns: DnsDoor };

/** A provider's own pool of connections. Nothing is loaded or opened before the first `get`. */
export type Connection = {
  get(): Promise<{ readonly fetch: typeof fetch; readonly agent: Agent }>;
  /** Breaks off what is still under way. */
  close(): Promise<void>;
};

const connectMs = 10_000;

/**
 * At most `places` connections an origin; no proxy and no TLS setting is taken from the environment. A provider's address is
 * the person's word and may be private. Names are left to the system unless `network` names a resolver.
 */
export function createConnection(places: number, network?: ConnectionNetwork): Connection {
  const closed = new AbortController();
  let opened: ReturnType<Connection['get']> | undefined;
  return {
    get() {
      opened ??= open(places, network, closed.signal);
      return opened;
    },
    async close() {
      closed.abort();
      const connection = await opened;
      await connection?.agent.destroy();
    },
  };
}

async function open(
  places: number,
  network: ConnectionNetwork | undefined,
  closed: AbortSignal,
): ReturnType<Connection['get']> {
  const { Agent, buildConnector, fetch } = await import('./undici.ts');
  const agent = new Agent({
    connections: places,
    allowH2: false,
    // The exchange keeps its own, exact time limits; undici's are rounded to whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    connect: isPlain(network)
      ? { timeout: connectMs, rejectUnauthorized: true }
      : await diverted(network, buildConnector, closed),
  });
  return { fetch, agent };
}

function isPlain(network: ConnectionNetwork | undefined): network is undefined {
  if (network === undefined) return true;
  const { resolver, connect, ca } = network.options;
  return resolver === undefined && connect.size === 0 && ca === undefined;
}

async function diverted(
  { options, dns }: ConnectionNetwork,
  build: typeof import('undici').buildConnector,
  closed: AbortSignal,
): Promise<Connector> {
  const [{ createConnector }, { createRouter }, { endpointKey }, { createTrust }] = await Promise.all([
    import('../network/connector.ts'),
    import('../network/router.ts'),
    import('../../core/network.ts'),
    import('../network/trusted-roots.ts'),
  ]);
  const router = createRouter({ connect: options.connect, dns, allowPrivate: true });
  return createConnector({
    build,
    timeoutMs: connectMs,
    trust: createTrust(options.ca),
    async find(endpoint) {
      const isOurs = options.resolver !== undefined || options.connect.has(endpointKey(endpoint));
      return isOurs ? await router.route(endpoint, closed) : undefined;
    },
  });
}
