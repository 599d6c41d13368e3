import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { showUrl } from '../../core/redact.ts';
import { scanTags } from '../html/scan.ts';
import { cachingAnswerOf } from '../live-proof/caching-answer.ts';
import { nextAddress } from '../redirects/walk.ts';

/**
 * What an anonymous visitor got at a private path. Some are turned away by an answer 200: where Next.js had begun to send the page it
 * redirects, or refuses, in the page's text, and other sites show their sign-in form in its place.
 * https://nextjs.org/docs/app/api-reference/functions/redirect#behavior
 */
export function anonymousAnswer(came: SiteAnswer): CachingAnswer {
  const answer = cachingAnswerOf(came);
  if (came.state !== 'answered' || answer.state !== 'answered' || answer.status !== 200) return answer;
  const { body, url } = came;
  const sent = /NEXT_REDIRECT;(?:replace|push);([^;"<]{1,1000});/.exec(body)?.[1];
  const to = sent === undefined ? undefined : nextAddress(sent, url);
  if (to !== undefined) return { ...answer, to: showUrl(to) ?? to, turnedAway: true };
  const isRefused = /"__next-page-redirect"|NEXT_HTTP_ERROR_FALLBACK;40[13]\b/.test(body);
  return isRefused || asksPassword(body, url) ? { ...answer, turnedAway: true } : answer;
}

// A page where a password is changed asks for one, too.
function asksPassword(body: string, url: string): boolean {
  if (!/type=["']?password/i.test(body) || /password|security/i.test(new URL(url).pathname)) return false;
  for (const { name, attributes } of scanTags(body)) {
    if (name === 'input' && attributes.get('type')?.toLowerCase() === 'password') return true;
  }
  return false;
}
