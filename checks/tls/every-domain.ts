import { certificateFaults, certificateMessages } from '../../src/analysis/certificate/faults.ts';
import { isAbsent, silenceOf, unreached } from '../../src/analysis/tls-answers/reach.ts';
import { runMoment } from '../../src/artifacts/run/moment.ts';
import { type SiteHosts, siteHosts } from '../../src/artifacts/site/hosts.ts';
import { tlsEndpoints } from '../../src/artifacts/tls/endpoints.ts';
import { blocked, defineCheck, failOr, pass, type Unsettled, unlessOpen } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** The certificates of all production hosts but the canonical one, which is `tls/certificate`'s. */
export const everyDomain = defineCheck({
  meta: {
    id: 'tls/every-domain',
    title: 'Each further production domain has a valid certificate of its own name',
    why: 'Who types the address with or without www, or follows an old link, meets a warning page before any redirect can help.',
    fix: 'Add each domain where the site is served (at Vercel: Project, Settings, Domains), wait until its certificate is issued, and point its DNS there; take domains out that are no longer meant to answer.',
    severity: 'high',
    refs: ['https://www.rfc-editor.org/rfc/rfc9525#section-6.3', 'https://vercel.com/docs/domains/working-with-ssl'],
    messages: certificateMessages,
  },
  needs: { endpoints: tlsEndpoints, hosts: siteHosts, moment: runMoment },
  evaluate: ({ endpoints, hosts, moment }) => {
    const others = endpoints.filter(({ role }) => role !== 'canonical');
    const findings = others.flatMap((endpoint) => certificateFaults(endpoint, moment));
    const open = unreached(others) ?? unreadDomains(hosts);
    const seen = others.filter((one) => !isAbsent(one)).map(({ host }) => host);
    const fine =
      seen.length === 0 ? 'there is no further production domain' : `valid for its own name: ${listOf(seen)}`;
    const silence = findings.length === 0 ? silenceOf(others) : undefined;
    if (silence !== undefined) return blocked(silence);
    return failOr(findings, unlessOpen(open, pass(fine)));
  },
});

function unreadDomains({ unread }: SiteHosts): Unsettled | undefined {
  if (unread === undefined) return undefined;
  return { because: 'the project’s other domains at Vercel could not be read', hint: unread };
}
