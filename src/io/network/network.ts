import type { DnsDoor } from '../../core/doors/dns.ts';

/** `network` of the person's own configuration, parsed. */
export type NetworkOptions = {
  /** `{ host, port }` for UDP and TCP, or an https address for DNS over HTTPS; the system's servers without it. */
  readonly resolver?: Resolver;
  /** By `host:port` in lower case: where to connect instead. Never resolved. */
  readonly connect: ReadonlyMap<string, Endpoint>;
  /** PEM of certificate authorities trusted beside the public ones. */
  readonly ca?: string;
};

export type Resolver =
  | { readonly kind: 'server'; readonly server: Endpoint }
  | { readonly kind: 'https'; readonly url: string };

/** A host (a name, or an address without brackets) and a port. */
export type Endpoint = { readonly host: string; readonly port: number };

/** Where to connect for a host and port, or why nowhere. `private`: an address of the auditor's own network, refused. */
export type Route =
  | { readonly state: 'routed'; readonly addresses: readonly [string, ...string[]]; readonly port: number }
  | { readonly state: 'blocked'; readonly why: 'private' | 'no-address' | 'dns'; readonly detail: string };

/**
 * Finds where to connect for the audited site. `network.connect` wins and may name private addresses: it is the person's own
 * word. Everything else is resolved through the DNS door, and private, loopback and link-local addresses are refused.
 */
export type Router = { route(endpoint: Endpoint, signal: AbortSignal): Promise<Route> };

/** What a router is made of. */
export type RouterOptions = { readonly connect: NetworkOptions['connect']; readonly dns: DnsDoor };
