import { tellingHeaders } from '../../src/analysis/error-pages/headers.ts';
import { groupedByPlace } from '../../src/analysis/site-answers/grouped.ts';
import { answeredPages, pageQuestion, type ShownPage } from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import type { PageMark, WebPage } from '../../src/artifacts/web/page.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { count } from '../../src/core/text.ts';

/** Errors tell visitors nothing about the program. */
export const errorPages = defineCheck({
  meta: {
    id: 'web/error-pages',
    title: 'Error pages show no stack trace, no debug page and no versions',
    why: 'Traces and versions tell an attacker which known hole to try; a debug page may even run code.',
    fix: 'Run the production build (NODE_ENV=production, DEBUG off), give unknown addresses a page of your own (Next.js: app/not-found.tsx and app/error.tsx), and drop the header: poweredByHeader: false in next.config, server_tokens off in nginx.',
    severity: 'medium',
    refs: [
      'https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html',
      'https://nextjs.org/docs/app/api-reference/config/next-config-js/poweredByHeader',
    ],
    messages: {
      'stack-trace': 'The page shows a stack trace.',
      'debug-page': 'The page is one of {name}.',
      'directory-listing': 'The page lists the files of a folder.',
      versions: 'The answer names the program behind the site.',
    },
  },
  needs: { pages: webPages },
  evaluate: ({ pages }) => {
    const answered = answeredPages(pages);
    const marks = answered.flatMap((page) =>
      page.answer.marks
        .filter((mark) => isError(page) || mark.kind === 'directory-listing')
        .map(({ kind, shown }) => {
          return {
            key: kind,
            data: kind === 'debug-page' ? { name: shown } : {},
            at: at(page),
            evidence: evidenceOf(page, kind, shown),
          } as const;
        }),
    );
    const headers = answered.flatMap((page) => {
      const told = tellingHeaders(page.answer.headers);
      if (told.length === 0) return [];
      return [{ key: 'versions', data: {}, at: at(page), evidence: told.join('\n'), severity: 'low' } as const];
    });
    const open = questionsOf(pages.map((page) => (page.role === 'webhook' ? undefined : unseen(page))));
    const missing = answered.find(({ role }) => role === 'missing');
    const fine = pass(
      `${missing?.url} answers ${missing?.answer.status} without a trace; ${count(answered.length, 'answer')} looked at`,
    );
    const found = groupedByPlace([...marks, ...headers]);
    return failOr(found, unlessOpen(open, fine));
  },
});

/** A page that answers well may write about traces. */
function isError({ role, answer }: ShownPage): boolean {
  return role === 'missing' || answer.status >= 400;
}

function at({ url }: ShownPage) {
  return { kind: 'url', url } as const;
}

function evidenceOf({ answer }: ShownPage, kind: PageMark['kind'], shown: string): string {
  return kind === 'debug-page' ? `status ${answer.status}, a page of ${shown}` : `status ${answer.status}: ${shown}`;
}

/** An error page is judged whatever its status; one that is redirected away was not seen. */
function unseen(page: WebPage) {
  const isRedirected = page.role === 'missing' && page.answer.state === 'answered' && page.answer.to !== undefined;
  return page.answer.state !== 'answered' || isRedirected ? pageQuestion(page) : undefined;
}
