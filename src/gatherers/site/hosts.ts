import { registrableDomain } from '../../analysis/host-names/registrable-domain.ts';
import { siteAddresses } from '../../artifacts/site/addresses.ts';
import { type SiteHost, siteHosts } from '../../artifacts/site/hosts.ts';
import { type VercelDomains, vercelDomains } from '../../artifacts/vercel/domains.ts';
import { optional } from '../../core/artifact.ts';
import { definedOnly } from '../../core/defined.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { Gathered } from '../../core/gathered.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: the production host, its apex or `www` sibling, and the project's other production domains at Vercel. */
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
    const found = [canonical, ...siblingsOf(canonical), ...aliases(domains).map((name) => hostOf(name, 'alias'))];
    const production = [...new Map(found.toReversed().map((one) => [one.host, one])).values()].toReversed();
    const own = production.flatMap(({ own, domain }) => (own && domain !== undefined ? [domain] : []));
    const linked = target.vercel !== undefined && domains.state !== 'ok';
    return definedOnly({
      production: [canonical, ...production.filter(({ host }) => host !== canonical.host)],
      domains: [...new Set(own)],
      unread: linked ? wayOut(domains) : undefined,
    });
  },
});

function hostOf(name: string, role: SiteHost['role'], port = 443): SiteHost {
  const host = name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
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

function wayOut(missing: Exclude<Gathered<unknown>, { state: 'ok' }>): string {
  if (missing.state === 'unavailable') return missing.hint;
  return `${missing.fault.message}; ${missing.fault.hint ?? 'run the audit again'}`;
}
