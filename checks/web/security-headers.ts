import { headerFaults } from '../../src/analysis/security-headers/judge.ts';
import { tellingHeaders } from '../../src/analysis/security-headers/telling.ts';
import { groupedByPlace } from '../../src/analysis/site-answers/grouped.ts';
import {
  answeredPages,
  documentOf,
  pageQuestions,
  type ShownPage,
  shownPages,
} from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

const roles = ['root', 'sign-in'] as const;

/** The headers that make browsers careful. */
export const securityHeaders = defineCheck({
  meta: {
    id: 'web/security-headers',
    title: 'Pages send the headers that keep browsers from guessing, framing and telling',
    why: 'Without them a page can be framed and clicked through by another site, a file is run as what it is not, and addresses with private parts are told to strangers.',
    fix: 'Send X-Content-Type-Options, X-Frame-Options (or frame-ancestors), Referrer-Policy, Permissions-Policy, Cross-Origin-Opener-Policy and Cross-Origin-Resource-Policy with every page. Next.js: headers() in next.config with source "/(.*)", and poweredByHeader: false; others: "headers" in vercel.json; nginx: server_tokens off.',
    severity: 'medium',
    refs: [
      'https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html',
      'https://nextjs.org/docs/app/api-reference/config/next-config-js/headers',
      'https://nextjs.org/docs/app/api-reference/config/next-config-js/poweredByHeader',
    ],
    messages: {
      sniffing: 'Browsers may take a file for what it is not: {name} should be {want}.',
      framing: 'Any site may put the page into a frame: {name} should be {want}.',
      referrer: 'Whole addresses may be told to other sites: {name} should be {want}.',
      permissions: 'Framed content may ask for camera, microphone and place: {name} should be {want}.',
      resource: 'Other sites may load the page as a resource of theirs: {name} should be {want}.',
      versions: 'The answer names the program behind the site.',
      opener: 'Windows of other sites keep a hand on the page: {name} should be {want}.',
    },
  },
  needs: { pages: webPages },
  evaluate: ({ pages }) => {
    const shown = shownPages(pages, roles);
    const findings = groupedByPlace(
      shown.flatMap((page) =>
        headerFaults({ headers: page.answer.headers, document: documentOf(page) }).map((fault) => {
          const { key, name, want, severity, shown: evidence } = fault;
          return { key, data: { name, want }, at: { kind: 'url', url: page.url } as const, evidence, severity };
        }),
      ),
    );
    const told = groupedByPlace(answeredPages(pages).flatMap(versionsOf));
    const open = questionsOf(pageQuestions(pages, roles));
    const fine = pass(`all there on ${listOf(shown.map(({ url }) => url))}`);
    return failOr([...findings, ...told], unlessOpen(open, fine));
  },
});

// Error pages are often the server's own and say more than the product's pages.
function versionsOf({ url, answer }: ShownPage) {
  const told = tellingHeaders(answer.headers);
  if (told.length === 0) return [];
  return [{ key: 'versions', data: {}, at: { kind: 'url', url }, evidence: told.join('\n'), severity: 'low' } as const];
}
