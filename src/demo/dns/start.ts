import { authorityOf } from './authority.ts';
import { cloudflareServers, harborDomains, harborZones } from './harbor-zones.ts';
import { outsideZones } from './outside-zones.ts';
import { resolverOf } from './resolver.ts';
import { type AskedOfDns, type DnsServeOptions, type ServedDns, serveDns } from './serve.ts';
import type { Zone } from './zone.ts';

/** The practice launch's DNS: a resolver, and every name server that an audit of the shop asks directly. */
export type PracticeDns = {
  /** `127.0.0.1:<port>`, for `network.resolver`. */
  readonly resolver: string;
  /** Where each name server answers, for `network.connect`: `ada.ns.cloudflare.com:53` to `127.0.0.1:<port>`. */
  readonly connect: Readonly<Record<string, string>>;
  /** Every question that any of them got: those of one server in order of arrival. */
  queries(): readonly (AskedOfDns & { readonly server: string })[];
  close(): Promise<void>;
};

export type PracticeDnsOptions = DnsServeOptions & { readonly repaired: boolean };

/** Starts the resolver and the name servers on loopback. Faults are the resolver's; latency is everybody's. */
export async function startPracticeDns(options: PracticeDnsOptions): Promise<PracticeDns> {
  const { faults, ...everybody } = options;
  const zones = [...harborZones(options), ...outsideZones(options)];
  const opened: { readonly names: readonly string[]; readonly served: ServedDns }[] = [];
  const close = async () => {
    await Promise.all(opened.map(({ served }) => served.close()));
  };
  try {
    opened.push({ names: ['resolver'], served: await serveDns(resolverOf(zones), options) });
    for (const { names, zones: own } of authorities(zones)) {
      opened.push({ names, served: await serveDns(authorityOf(own), everybody) });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const [resolver, ...servers] = opened;
  return {
    resolver: resolver?.served.address ?? '',
    connect: Object.fromEntries(
      servers.flatMap(({ names, served }) => names.map((name) => [`${name}:53`, served.address])),
    ),
    queries: () =>
      opened.flatMap(({ names: [server = ''], served }) => served.queries().map((one) => ({ ...one, server }))),
    close,
  };
}

type Authority = { readonly names: readonly string[]; readonly zones: readonly Zone[] };

// Servers that hold the same zones share a socket; which one is asked decides `network.connect`.
function authorities(zones: readonly Zone[]): readonly Authority[] {
  const named = (...names: readonly string[]) => zones.filter(({ name }) => names.includes(name));
  const topLevel = named('com', 'net', 'org', 'app', 'example');
  const [shop, ...redirecting] = harborDomains;
  const atCloudflare = named(shop);
  const own = named(...redirecting, 'harbor-dns.example');
  const registries = ['a.gtld-servers.net', 'b.gtld-servers.net', 'a.nic.example', 'b.nic.example'];
  const known = [...topLevel, ...atCloudflare, ...own];
  return [
    { names: registries, zones: topLevel },
    { names: cloudflareServers, zones: atCloudflare },
    // The shop's zone left them for Cloudflare, and whoever asks them for it is refused: lame.
    { names: ['ns1.harbor-dns.example', 'ns2.harbor-dns.example'], zones: own },
    { names: ['a.root-servers.net', 'ns1.outside-dns.example'], zones: zones.filter((one) => !known.includes(one)) },
  ];
}
