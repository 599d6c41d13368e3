import { siteAddresses } from '../../artifacts/site/addresses.ts';
import { type VercelDomains, vercelDomains } from '../../artifacts/vercel/domains.ts';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import { optional } from '../../core/artifact.ts';
import { definedOnly } from '../../core/defined.ts';
import { wayOut } from '../../core/gathered.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: the production and preview origins, as configured or as Vercel knows them. */
export const gatherSiteAddresses = defineGatherer({
  artifact: siteAddresses,
  needs: { domains: optional(vercelDomains), project: optional(vercelProject) },
  gather: async ({ target }, { domains, project }) => {
    const preview = configured(target.preview);
    const production = configured(target.production);
    if (production !== undefined) return definedOnly({ production, preview });
    // The live deployment's alias is not asked instead: it may be any of the domains that could not be read.
    if (domains.state !== 'ok') return definedOnly({ preview, unread: wayOut(domains) });
    const alias = project.state === 'ok' ? project.value.live?.aliases[0] : undefined;
    return definedOnly({ production: atVercel(productionDomain(domains.value) ?? alias), preview });
  },
});

function configured(origin: string | undefined) {
  return origin === undefined ? undefined : { origin, from: 'configuration' };
}

// The host goes into requests and decisions: anything but a plain name is left alone.
function atVercel(host: string | undefined) {
  const origin = `https://${host}`;
  if (host === undefined || !/^[a-z0-9][a-z0-9.-]*$/i.test(host) || !URL.canParse(origin)) return undefined;
  return { origin: new URL(origin).origin, from: 'Vercel' };
}

// A person's own domain before Vercel's, one that answers itself before one that only redirects.
function productionDomain(domains: VercelDomains): string | undefined {
  const production = domains.filter(
    ({ verified, redirect, gitBranch, customEnvironmentId }) =>
      verified && redirect === undefined && gitBranch === undefined && customEnvironmentId === undefined,
  );
  const own = production.find(({ name }) => !name.endsWith('.vercel.app'));
  return (own ?? production[0])?.name;
}
