import type { DnsDoor } from '../../core/doors/dns.ts';
import type { Endpoint, NetworkOptions } from '../../core/network.ts';

export type { Endpoint, NetworkOptions, Resolver } from '../../core/network.ts';

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
export type Router = { route(endpoint: Endpoint, signal: AbortSignal): Promise<Route> };

/** What a router is made of. */
export type RouterOptions = {
  readonly connect: NetworkOptions['connect'];
  readonly dns: DnsDoor;
  /** For hosts that the person named, not the audited site: a provider's endpoint may lie in a private network. */
  readonly allowPrivate?: boolean;
};
