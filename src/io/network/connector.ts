import type { Socket } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { buildConnector } from 'undici';
import type { Endpoint } from '../../core/network.ts';
import { inTurn, lookupOf, routedHost } from './attempts.ts';
import type { Route } from './router.ts';
import type { Trust } from './trusted-roots.ts';

/** undici's `connect` option. */
export type Connector = buildConnector.connector;

/** How connections are opened. Certificates are always verified, for the host of the URL and not for where it leads. */
export type ConnectorOptions = {
  /** undici's own maker, handed in because undici is loaded late. */
  readonly build: typeof buildConnector;
  /** Where to connect; `undefined` leaves it to the system, as if there was no `network`. */
  readonly find: (endpoint: Endpoint) => Promise<Route | undefined>;
  /** Bounds TCP and TLS together; finding the address is not counted. */
  readonly timeoutMs: number;
  /** The public authorities alone without it. */
  readonly trust?: Trust;
  /** Told of each socket as soon as it exists, connected or not. */
  readonly onSocket?: (socket: Socket) => void;
};

type Routed = Extract<Route, { readonly state: 'routed' }>;

/** One connector for providers and for the audited site: exactly the addresses that `find` gave are connected to. */
export function createConnector(options: ConnectorOptions): Connector {
  const { build, find, timeoutMs, trust, onSocket } = options;
  const open = (asked: buildConnector.Options, route: Routed | undefined, done: buildConnector.Callback): void => {
    const secureContext = asked.protocol === 'https:' ? trust?.() : undefined;
    const connect = build({
      allowH2: false,
      // The limit below is exact; undici's is rounded to whole seconds.
      timeout: 0,
      // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
      rejectUnauthorized: true,
      ...inTurn,
      checkServerIdentity: (_host: string, certificate) => checkServerIdentity(asked.hostname, certificate),
      ...(secureContext === undefined ? {} : { secureContext }),
      ...(route === undefined ? {} : { lookup: lookupOf(route.addresses) }),
    });
    const led = route === undefined ? asked : { ...asked, hostname: routedHost, port: String(route.port) };
    const socket = connect(led, (...answer) => {
      clearTimeout(timer);
      done(...answer);
    }) as unknown as Socket;
    const timer = setTimeout(() => socket.destroy(tooSlow(asked, socket, timeoutMs)), timeoutMs);
    socket.once('close', () => clearTimeout(timer));
    onSocket?.(socket);
  };
  const connectTo = async (asked: buildConnector.Options, done: buildConnector.Callback): Promise<void> => {
    const port = Number(asked.port || (asked.protocol === 'https:' ? 443 : 80));
    const route = await find({ host: asked.hostname, port });
    if (route?.state === 'blocked') throw blocked(route);
    open(asked, route, done);
  };
  return (asked, done) => {
    connectTo(asked, done).catch((error: unknown) => {
      done(error instanceof Error ? error : new Error('no connection was made', { cause: error }), null);
    });
  };
}

// In the system's own codes, so that both ways of finding an address are told alike.
function blocked({ why, detail }: Extract<Route, { readonly state: 'blocked' }>): Error {
  return Object.assign(new Error(detail), { code: why === 'dns' ? 'EAI_AGAIN' : 'ENOTFOUND' });
}

function tooSlow({ hostname }: buildConnector.Options, socket: Socket, ms: number): Error {
  const what = socket.connecting ? 'did not accept a connection' : 'accepted a connection, but made no TLS handshake';
  const message = `${hostname} ${what} within ${ms / 1000} s`;
  return Object.assign(new Error(message), { code: 'UND_ERR_CONNECT_TIMEOUT' });
}
