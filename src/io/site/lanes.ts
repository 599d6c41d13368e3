import type { Socket } from 'node:net';
import type { Client } from 'undici';
import { endpointKey } from '../../core/network.ts';
import type { Route, Router } from '../network/router.ts';
import type { Trust } from '../network/trusted-roots.ts';

/** One connection to an origin, used by one request at a time. */
export type Lane = {
  readonly client: Client;
  /** Whether a request went over it before: the server may have closed it since, without a word. */
  readonly used: boolean;
  /** Where it leads, `203.0.113.7:443`; `undefined` before TCP is open. */
  address(): string | undefined;
  /** Whether a request can be sent: for https, after the handshake. */
  isOpen(): boolean;
  /** Breaks it off, also while it is being opened. */
  close(): Promise<void>;
};

/** The connections to the audited site. A lane is taken, and given back whole or closed. */
export type Lanes = {
  take(url: URL, fresh: boolean, signal: AbortSignal): Promise<Lane | Blocked>;
  giveBack(url: URL, lane: Lane): void;
  close(): Promise<void>;
};

/** No connection may or can be made. */
export type Blocked = Extract<Route, { readonly state: 'blocked' }>;

/** What lanes are opened with. */
export type LaneOptions = {
  readonly router: Router;
  readonly connectMs: number;
  readonly maxHeaderBytes: number;
  /** PEM of authorities trusted beside the public ones. */
  readonly ca: string | undefined;
};

/** No lanes yet; nothing is loaded before the first is taken. */
export function createLanes(options: LaneOptions): Lanes {
  const free = new Map<string, Lane[]>();
  const open = new Set<Lane>();
  let trust: Promise<Trust> | undefined;
  const openLane = async (url: URL, route: Route, onClose: () => void): Promise<Lane> => {
    trust ??= trusting(options.ca);
    return await connectLane(url, route, { ...options, trust: await trust }, onClose);
  };
  return {
    async take(url, fresh, signal) {
      const waiting = fresh ? undefined : free.get(url.origin)?.pop();
      if (waiting !== undefined) return waiting;
      const route = await options.router.route({ host: url.hostname, port: portOf(url) }, signal);
      if (route.state === 'blocked') return route;
      const lane = await openLane(url, route, () => open.delete(lane));
      open.add(lane);
      return lane;
    },
    giveBack(url, lane) {
      const used = { ...lane, used: true };
      free.set(url.origin, [...(free.get(url.origin) ?? []), used]);
    },
    async close() {
      free.clear();
      await Promise.all([...open].map((lane) => lane.close()));
    },
  };
}

async function trusting(ca: string | undefined): Promise<Trust> {
  const { createTrust } = await import('../network/trusted-roots.ts');
  return createTrust(ca);
}

type Opening = LaneOptions & { readonly trust: Trust };

async function connectLane(url: URL, route: Route, options: Opening, onClose: () => void): Promise<Lane> {
  const [{ buildConnector, Client }, { createConnector }] = await Promise.all([
    import('../http/undici.ts'),
    import('../network/connector.ts'),
  ]);
  let socket: Socket | undefined;
  let address: string | undefined;
  let isOpen = false;
  const connect = createConnector({
    build: buildConnector,
    find: async () => route,
    timeoutMs: options.connectMs,
    trust: options.trust,
    onSocket(opening) {
      socket = opening;
      address = undefined;
      isOpen = false;
      opening.once('connect', () => {
        address = endpointKey({ host: opening.remoteAddress ?? '', port: opening.remotePort ?? 0 });
      });
      opening.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        isOpen = true;
      });
    },
  });
  const client = new Client(url.origin, {
    connect,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: options.maxHeaderBytes,
    // The visit keeps its own, exact time limits; undici's are rounded to whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    client,
    used: false,
    address: () => address,
    isOpen: () => isOpen,
    async close() {
      onClose();
      socket?.destroy();
      await client.destroy();
    },
  };
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
