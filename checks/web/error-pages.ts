import { groupedByPlace } from '../../src/analysis/site-answers/grouped.ts';
import { answeredPages, isUnseen, pageQuestion, type ShownPage } from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import type { PageMark, WebPage } from '../../src/artifacts/web/page.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { count } from '../../src/core/text.ts';

/** Errors tell visitors nothing about the program. */
export const errorPages = defineCheck({
  meta: {
    id: 'web/error-pages',
    title: 'Error pages show no stack trace and no debug page',
    why: 'A trace tells an attacker how the program is built and which known hole to try; a debug page may even run code.',
    fix: 'Run the production build (NODE_ENV=production, DEBUG off), and give unknown addresses and errors a page of your own (Next.js: app/not-found.tsx and app/error.tsx).',
    severity: 'medium',
    refs: ['https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html'],
    messages: {
      'stack-trace': 'The page shows a stack trace.',
      'debug-page': 'The page is one of {name}.',
      'directory-listing': 'The page lists the files of a folder.',
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
    const open = questionsOf(pages.map((page) => (page.role === 'webhook' ? undefined : unseen(page))));
    const missing = answered.find(({ role }) => role === 'missing');
    const fine = pass(
      `${missing?.url} answers ${missing?.answer.status} without a trace; ${count(answered.length, 'answer')} looked at`,
    );
    return failOr(groupedByPlace(marks), unlessOpen(open, fine));
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
  return isUnseen(page) || isRedirected ? pageQuestion(page) : undefined;
}
