import { mailDomains } from '../../artifacts/mail/domains.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { optional } from '../../core/artifact.ts';
import { UnavailableError } from '../../core/fault.ts';
import { defineGatherer } from '../../core/gatherer.ts';

const wayOut = 'name the domains that mail is sent from with "email": { "domains": […] } in launch-ready.json';

/** Derived: the configured mail domains, else the registrable domains of production. */
export const gatherMailDomains = defineGatherer({
  artifact: mailDomains,
  needs: { hosts: optional(siteHosts) },
  gather: async ({ target }, { hosts }) => {
    const configured = target.mailDomains.map((domain) => domain.toLowerCase().replace(/\.$/, ''));
    if (configured.length > 0) {
      return [...new Set(configured)].map((domain) => ({ domain, from: 'configuration' as const }));
    }
    if (hosts.state !== 'ok') {
      throw new UnavailableError('not-configured', `${wayOut}, or the production address with "production"`);
    }
    const { domains } = hosts.value;
    if (domains.length === 0)
      throw new UnavailableError('not-configured', `production has no domain of its own; ${wayOut}`);
    return domains.map((domain) => ({ domain, from: 'production' as const }));
  },
});
