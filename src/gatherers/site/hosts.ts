import { registrableDomain } from '../../analysis/host-names/registrable-domain.ts';
import { siteAddresses } from '../../artifacts/site/addresses.ts';
import { type SiteHost, siteHosts } from '../../artifacts/site/hosts.ts';
import { type VercelDomains, vercelDomains } from '../../artifacts/vercel/domains.ts';
import { optional } from '../../core/artifact.ts';
import { definedOnly } from '../../core/defined.ts';
import { UnavailableError } from '../../core/fault.ts';
import { type Gathered, wayOut } from '../../core/gathered.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { plainHost } from '../../core/network.ts';

/** Derived: the production host, the project's other production domains at Vercel, and the apex or `www` beside it. */
export const gatherSiteHosts = defineGatherer({
  artifact: siteHosts,
  needs: { addresses: siteAddresses, domains: optional(vercelDomains) },
  gather: async ({ target }, { addresses, domains }) => {
    if (addresses.production === undefined) {
      const hint = addresses.unread ?? 'the project at Vercel has no production domain yet';
      throw new UnavailableError(
        'not-configured',
        `name the address with "production" in launch-ready.json (or let it be found at Vercel: ${hint})`,
      );
    }
    const url = new URL(addresses.production.origin);
    const port = url.protocol === 'https:' && url.port !== '' ? Number(url.port) : 443;
    const canonical = hostOf(url.hostname, 'canonical', port);
    // A `www` that is attached at Vercel is there on purpose: no guess, and so before the guessed one.
    const found = [canonical, ...aliases(domains).map((name) => hostOf(name, 'alias')), ...siblingsOf(canonical)];
    const production = found.filter(({ host }, nth) => found.findIndex((one) => one.host === host) === nth);
    const own = production.flatMap(({ own, domain }) => (own && domain !== undefined ? [domain] : []));
    const linked = target.vercel !== undefined && domains.state !== 'ok';
    return definedOnly({
      production,
      domains: [...new Set(own)],
      unread: linked ? wayOut(domains) : undefined,
    });
  },
});

function hostOf(name: string, role: SiteHost['role'], port = 443): SiteHost {
  const host = plainHost(name);
  return { host, port, role, ...registrableDomain(host) };
}

// People type a shop's name with and without `www`; below a subdomain nobody expects it.
function siblingsOf({ host, domain, own, port }: SiteHost): readonly SiteHost[] {
  if (domain === undefined || !own) return [];
  if (host === domain) return [hostOf(`www.${domain}`, 'sibling', port)];
  return host === `www.${domain}` ? [hostOf(domain, 'sibling', port)] : [];
}

function aliases(domains: Gathered<VercelDomains>): readonly string[] {
  if (domains.state !== 'ok') return [];
  return domains.value
    .filter(({ gitBranch, customEnvironmentId }) => gitBranch === undefined && customEnvironmentId === undefined)
    .map(({ name }) => name)
    .filter((name) => /^[a-z0-9][a-z0-9.-]*$/i.test(name));
}
