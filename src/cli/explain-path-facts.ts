import { registrableDomain } from '../analysis/host-names/registrable-domain.ts';
import { type CloudflareEdge, cloudflareEdge } from '../artifacts/cloudflare/edge.ts';
import { type CloudflarePresence, cloudflarePresence } from '../artifacts/cloudflare/presence.ts';
import { type CloudflareZone, cloudflareZone } from '../artifacts/cloudflare/zone.ts';
import { type RepositoryRoute, repositoryRoutes } from '../artifacts/repository/routes.ts';
import { type SiteHosts, siteHosts } from '../artifacts/site/hosts.ts';
import type { Artifact } from '../core/artifact.ts';
import type { AuditEvent } from '../core/audit.ts';
import type { Gathered, Missing } from '../core/gathered.ts';
import type { AnyGatherer } from '../core/gatherer.ts';
import type { Io } from '../core/io.ts';
import { plainHost } from '../core/network.ts';
import type { Target } from '../core/target.ts';
import { settle, startFacts } from '../engine/facts.ts';
import { planGatherers } from '../engine/plan.ts';

/** What facts are gathered with. */
export type FactSource = {
  readonly io: Io;
  readonly target: Target;
  readonly gatherers: readonly AnyGatherer[];
  readonly mask: (text: string) => string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
  readonly emit: (event: AuditEvent) => void;
};

/** Facts about one host, each gathered when it is first asked for, with nothing but what it needs. */
export type HostFacts = {
  zone(): Promise<Gathered<CloudflareZone>>;
  edge(zone: CloudflareZone): Promise<Gathered<CloudflareEdge>>;
  /** Asks DNS; the zone does without. */
  presence(): Promise<Gathered<CloudflarePresence>>;
  routes(): Promise<Gathered<readonly RepositoryRoute[]>>;
};

/** The host of the production address, as configured or as Vercel knows it, with its port if it has one of its own. */
export async function productionHost(source: FactSource): Promise<string | Missing> {
  const { production } = source.target;
  if (production !== undefined) return new URL(production).host;
  const hosts = await gather(source, siteHosts, new Map());
  if (hosts.state !== 'ok') return hosts;
  const [canonical] = hosts.value.production;
  return canonical?.host ?? { state: 'unavailable', reason: 'not-configured', hint: 'name "production"' };
}

/** Facts about `host`, a name without a port, whatever host production has. */
export function hostFacts(source: FactSource, host: string): HostFacts {
  const known = new Map<string, Gathered<unknown>>([[siteHosts.id, { state: 'ok', value: aloneAt(host), ms: 0 }]]);
  // The rules are asked for wherever DNS leads: a launch may be audited before it is moved.
  const unasked = { state: 'unavailable', reason: 'not-configured', hint: 'not asked for' } as const;
  const withoutDns = new Map([...known, [cloudflarePresence.id, unasked] as const]);
  return {
    zone: () => gather(source, cloudflareZone, withoutDns),
    edge: (zone) =>
      gather(
        source,
        cloudflareEdge,
        new Map([...withoutDns, [cloudflareZone.id, { state: 'ok', value: zone, ms: 0 }]]),
      ),
    presence: () => gather(source, cloudflarePresence, known),
    routes: () => gather(source, repositoryRoutes, known),
  };
}

async function gather<V>(
  { gatherers, ...source }: FactSource,
  artifact: Artifact<string, V>,
  given: ReadonlyMap<string, Gathered<unknown>>,
): Promise<Gathered<V>> {
  const needs = { it: artifact };
  const { timeoutMs, ...work } = { ...source, given, note: () => undefined };
  const limited = timeoutMs === undefined ? work : { ...work, timeoutMs };
  const states = await settle(needs, startFacts(planGatherers([needs], gatherers, given), limited));
  // Gatherers give the type that their artifact names.
  return states.get(artifact.id) as Gathered<V>;
}

function aloneAt(name: string): SiteHosts {
  const host = plainHost(name);
  const { domain, own } = registrableDomain(host);
  const canonical = { host, port: 443, role: 'canonical', own, ...(domain === undefined ? {} : { domain }) } as const;
  return { production: [canonical], domains: own && domain !== undefined ? [domain] : [] };
}
