import type { Socket } from 'node:net';
import type { Client } from 'undici';
import { endpointKey } from '../../core/network.ts';
import type { Route, Router } from '../network/router.ts';
import type { Trust } from '../network/trusted-roots.ts';

/** One connection to an origin, used by one request at a time. */
export type Lane = {
  readonly client: Client;
  /** Whose server it leads to, when that is not the URL's host. */
  readonly via: string | undefined;
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
  /** With `via`, the lane leads to that host at the URL's port; all that is said over it stays the URL's. */
  take(url: URL, fresh: boolean, signal: AbortSignal, via?: string): Promise<Lane | Blocked>;
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
  const openLane = async (url: URL, leads: Leads, onClose: () => void): Promise<Lane> => {
    trust ??= trusting(options.ca);
    return await connectLane(url, leads, { ...options, trust: await trust }, onClose);
  };
  return {
    async take(url, fresh, signal, via) {
      const waiting = fresh ? undefined : free.get(placeOf(url, via))?.pop();
      if (waiting !== undefined) return waiting;
      const own = { host: url.hostname, port: portOf(url) };
      const { router } = options;
      const route = await (via === undefined
        ? router.route(own, signal)
        : router.route({ host: via, port: own.port }, signal, own));
      if (route.state === 'blocked') return route;
      const lane = await openLane(url, { route, via }, () => open.delete(lane));
      open.add(lane);
      return lane;
    },
    giveBack(url, lane) {
      const place = placeOf(url, lane.via);
      const used = { ...lane, used: true };
      free.set(place, [...(free.get(place) ?? []), used]);
    },
    async close() {
      free.clear();
      await Promise.all([...open].map((lane) => lane.close()));
    },
  };
}

/** Tells apart the servers that answer for an origin: the one that its name leads to, and those asked past it. */
export function placeOf({ origin }: URL, via: string | undefined): string {
  return via === undefined ? origin : `${origin} via ${via}`;
}

async function trusting(ca: string | undefined): Promise<Trust> {
  const { createTrust } = await import('../network/trusted-roots.ts');
  return createTrust(ca);
}

type Opening = LaneOptions & { readonly trust: Trust };
type Leads = { readonly route: Route; readonly via: string | undefined };

async function connectLane(url: URL, { route, via }: Leads, options: Opening, onClose: () => void): Promise<Lane> {
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
    via,
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
