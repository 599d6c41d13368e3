import { homeOf, hostFaults } from '../../src/analysis/redirects/canonical.ts';
import { leadsTo } from '../../src/analysis/redirects/faults.ts';
import { failOrSilent, questionOf } from '../../src/analysis/redirects/questions.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { siteHosts } from '../../src/artifacts/site/hosts.ts';
import { webRedirects } from '../../src/artifacts/web/redirects.ts';
import { defineCheck, pass, unlessOpen } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** One address for visitors and search engines. */
export const canonicalHost = defineCheck({
  meta: {
    id: 'web/canonical-host',
    title: 'Every production host leads to one canonical host and keeps the path',
    why: 'Two hosts with the same site part its sessions and its place in search results; a lost path breaks every link to the other host.',
    fix: 'Vercel → Project → Settings → Domains: let one domain answer and set each other one to redirect to it with 308; elsewhere, answer with 308 to the same path and query on the canonical host.',
    severity: 'medium',
    refs: [
      'https://vercel.com/docs/domains/working-with-domains/deploying-and-redirecting',
      'https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls',
    ],
    messages: {
      'both-answer': '{host} answers itself instead of leading to {to}.',
      'error-there': '{host} answers with an error instead of leading to {to}.',
      'other-place': '{host} does not lead to {to}.',
      temporary: '{host} leads to {to} with a temporary status.',
      'path-lost': '{host} loses the path or the query on its way.',
      'leads-away': '{host} sends its visitors to {to}, which is no host of production.',
      'named-other': '{host} is named as production and sends its visitors to {to}: name {to} instead.',
      'no-end': '{host} leads nowhere: its redirects do not end at a page.',
    },
  },
  needs: { walks: webRedirects, hosts: siteHosts },
  evaluate: ({ walks, hosts }) => {
    const platform = new Set(hosts.production.filter(({ own }) => !own).map(({ host }) => host));
    const findings = hostFaults(walks, platform).map(({ key, host, to, url, evidence, severity }) => {
      return { key, data: { host, to }, at: { kind: 'url', url }, evidence, severity } as const;
    });
    const secure = walks.filter(({ kind }) => kind === 'https');
    const unread =
      hosts.unread === undefined
        ? undefined
        : { because: 'there may be more production domains at Vercel', hint: hosts.unread };
    const open = questionsOf([...secure.filter((walk) => leadsTo(walk) === undefined).map(questionOf), unread]);
    const others = secure.filter(({ role, hops }) => role !== 'canonical' && hops.length > 0).map(({ host }) => host);
    const home = homeOf(walks) ?? '';
    const fine = pass(
      others.length === 0
        ? `${home} is the only host that answers`
        : `${listOf(others)} lead to ${home}, path and query kept`,
    );
    return failOrSilent(findings, secure, unlessOpen(open, fine));
  },
});
