/** `network` of the person's own configuration, parsed. */
export type NetworkOptions = {
  /** Who is asked for names; the system's servers without it. */
  readonly resolver?: Resolver;
  /** By `endpointKey`: where to connect instead. The host of the key is never resolved. */
  readonly connect: ReadonlyMap<string, Endpoint>;
  /** PEM of certificate authorities trusted beside the public ones. */
  readonly ca?: string;
};

/** A DNS server over UDP and TCP, or an https address for DNS over HTTPS (RFC 8484). */
export type Resolver =
  | { readonly kind: 'server'; readonly server: Endpoint }
  | { readonly kind: 'https'; readonly url: string };

/** A host (a name in lower case, or an address without brackets) and a port. */
export type Endpoint = { readonly host: string; readonly port: number };

/** `shop.example.com:443`, `[2001:db8::1]:443`: an endpoint as `network.connect` names it, and as people read it. */
export function endpointKey({ host, port }: Endpoint): string {
  const name = plainHost(host);
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

/** A host as endpoints name it: in lower case, without the brackets that addresses have in URLs and without the root's dot. */
export function plainHost(written: string): string {
  return written
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** Nothing set: the system's resolver, no diversions, the public authorities. */
export const plainNetwork: NetworkOptions = { connect: new Map() };

/** The way out where names were not answered. `network` counts in the person's own file alone, never in the repository's. */
export const resolverHint = 'name another resolver with "network": { "resolver": … } in a file given with --config';

/** The way out where a host was not reached, or where it must not be. */
export const connectHint = 'name where to connect with "network": { "connect": … } in a file given with --config';
