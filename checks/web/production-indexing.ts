import { closedBy } from '../../src/analysis/indexing/closed.ts';
import { noIndexOf } from '../../src/analysis/indexing/directives.ts';
import { valuesOf } from '../../src/analysis/site-answers/headers.ts';
import { documentOf, pageQuestions, type ShownPage, shownPages } from '../../src/analysis/site-answers/pages.ts';
import { failedQuestion, guardedQuestion, questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { type RobotsAnswer, webRobots } from '../../src/artifacts/web/robots.ts';
import { defineCheck, failOr, pass, type Unsettled, unlessOpen } from '../../src/core/check.ts';

/** Search engines may list production. */
export const productionIndexing = defineCheck({
  meta: {
    id: 'web/production-indexing',
    title: 'Search engines may list production',
    why: 'A noindex left over from the time before the launch keeps the product out of every search, often unnoticed for weeks.',
    fix: 'Take noindex out of the X-Robots-Tag header and the robots meta tag of production, and “Disallow: /” out of its robots.txt. Next.js: metadata.robots, app/robots.ts, headers() in next.config: make them depend on VERCEL_ENV.',
    severity: 'high',
    refs: [
      'https://developers.google.com/search/docs/crawling-indexing/block-indexing',
      'https://www.rfc-editor.org/rfc/rfc9309',
    ],
    messages: {
      'no-index': 'The first page forbids {crawler} to list it.',
      disallowed: 'robots.txt keeps {crawler} away from the whole site.',
      'robots-error': 'robots.txt answers {status}, which crawlers take for a ban of the whole site.',
    },
  },
  needs: { pages: webPages, robots: webRobots },
  evaluate: ({ pages, robots }) => {
    const roots = shownPages(pages, ['root']);
    const findings = [...roots.flatMap(noIndex), ...banned(robots)];
    const open = questionsOf([...pageQuestions(pages, ['root']), questionOf(robots)]);
    const fine = pass(`${roots[0]?.url}: no noindex in header or page; ${robots.url} lets search engines in`);
    return failOr(findings, unlessOpen(open, fine));
  },
});

function noIndex(page: ShownPage) {
  const found = noIndexOf(valuesOf(page.answer.headers, 'x-robots-tag'), documentOf(page).robots);
  if (found === undefined) return [];
  const data = { crawler: nameOf(found.crawler) };
  return [{ key: 'no-index', data, at: { kind: 'url', url: page.url }, evidence: found.shown } as const];
}

function banned(robots: RobotsAnswer) {
  const at = { kind: 'url', url: robots.url } as const;
  if (robots.state === 'unreachable') {
    const { status } = robots;
    return [
      {
        key: 'robots-error',
        data: { status },
        at,
        evidence: `GET ${robots.url}: ${status}`,
        severity: 'medium',
      } as const,
    ];
  }
  const closed = closedBy(robots);
  if (closed === undefined) return [];
  return [{ key: 'disallowed', data: { crawler: nameOf(closed.crawler) }, at, evidence: closed.shown } as const];
}

function nameOf(crawler: string): string {
  return crawler === '*' ? 'every search engine' : crawler;
}

function questionOf(robots: RobotsAnswer): Unsettled | undefined {
  const { state, url } = robots;
  if (state === 'failed') return failedQuestion(url, robots.why);
  if (state === 'guarded') return guardedQuestion(url, robots.by);
  if (state === 'read' && !robots.whole)
    return { because: `${url} is longer than what was read`, hint: 'look for “Disallow: /” in the rest of it' };
  if (state !== 'redirected') return undefined;
  return { because: `${url} redirects to ${robots.to}`, hint: 'answer /robots.txt on the production host itself' };
}
