import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unaskedHint, unaskedOf } from '../../src/analysis/dns-names/unasked.ts';
import { claimOfLost, claimOfPage } from '../../src/analysis/dns-takeover/claim.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsNames, type LostTarget, type ServicePage } from '../../src/artifacts/dns/names.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Every record of the zone points to something that is there and belongs to the owner. */
export const danglingRecords = defineCheck({
  meta: {
    id: 'dns/dangling-records',
    title: 'No DNS record points to something that is gone',
    why: 'Whoever claims the other end serves pages, gets certificates and receives mail under the domain, and reads the cookies set for all of it.',
    fix: 'Take the record out at the DNS provider, or set up the service again under the account that owns the domain.',
    severity: 'high',
    refs: [
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/10-Test_for_Subdomain_Takeover',
      'https://learn.microsoft.com/azure/security/fundamentals/subdomain-takeover',
    ],
    messages: {
      claimable: '{name} ({type}) points to {target}, and {how}: somebody else can claim it.',
      dangling: '{name} ({type}) points to {target}, which is not there.',
    },
  },
  needs: { zones: dnsNames },
  evaluate: ({ zones }) => {
    if (zones.length === 0) return withoutOwnZone();
    const own = zones.map(({ zone }) => zone);
    const findings = zones.flatMap(({ lost, pages, atVercel }) => [
      ...lost.map((one) => lostFinding(one, own)),
      ...pages.flatMap((page) => pageFinding(page, atVercel) ?? []),
    ]);
    const unread = zones
      .flatMap(({ pages }) => pages)
      .flatMap(({ name, answer }) => (answer.state === 'unknown' ? [{ ...answer, name, why: answer.detail }] : []));
    const servers = zones.flatMap(({ unaskedServers }) => unaskedServers).map((one) => ({ ...one, why: one.detail }));
    const open = [...unaskedOf(zones), ...servers, ...unread];
    const seen = zones.reduce((sum, { names }) => sum + names.length, 0);
    const tried = zones.reduce((sum, zone) => sum + zone.tried, 0);
    const settled = pass(
      `${count(seen, 'name')} found with ${tried} usual ones, and the MX and NS: each leads to something`,
    );
    return failOr(findings, unlessUnanswered(open, settled, unaskedHint));
  },
});

type Key = 'claimable' | 'dangling';

function lostFinding(lost: LostTarget, own: readonly string[]): FindingOf<Key> {
  const { name, type, target, chain, domain } = lost;
  const place = { at: { kind: 'dns', name, type }, evidence: `${name} ${type} ${listOf(chain, 4)}: NXDOMAIN` } as const;
  const claim = claimOfLost(lost);
  if (claim !== undefined) return { key: 'claimable', data: { name, type, target, how: claim.how }, ...place };
  const finding = { key: 'dangling', data: { name, type, target }, ...place, confidence: 'likely' } as const;
  // A name of the own zone is nobody else's to take: it is only broken.
  return domain !== undefined && own.includes(domain) ? { ...finding, severity: 'medium' } : finding;
}

function pageFinding(page: ServicePage, atVercel: boolean): FindingOf<Key> | undefined {
  const claim = claimOfPage(page, atVercel);
  if (claim === undefined) return undefined;
  const { name, target } = page;
  const { how, confidence } = claim;
  const place = { at: { kind: 'dns', name, type: 'CNAME' }, evidence: `${name} CNAME ${target}; ${how}` } as const;
  return { key: 'claimable', data: { name, type: 'CNAME', target, how }, ...place, confidence };
}
