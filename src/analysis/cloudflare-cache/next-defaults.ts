import { type OriginAnswer, wholeAnswer } from './origin-answer.ts';

/**
 * What `next start` answers for a route that is rendered for each request, measured with Next.js 16.4: a page forbids storing, a route
 * handler and a page of `pages/api` say nothing. No `Set-Cookie`: an answer with one is stored less often, so that without is the
 * worse case.
 */
export function nextDefault(kind: 'page' | 'handler'): OriginAnswer {
  if (kind === 'handler') return wholeAnswer(200, [['content-type', 'application/json']]);
  return wholeAnswer(200, [
    ['content-type', 'text/html; charset=utf-8'],
    ['cache-control', 'private, no-cache, no-store, max-age=0, must-revalidate'],
  ]);
}
