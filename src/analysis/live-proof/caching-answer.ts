import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { definedOnly } from '../../core/defined.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { showUrl } from '../../core/redact.ts';
import { guardOf } from '../challenge/guard.ts';
import { isRedirect, nextAddress } from '../redirects/walk.ts';
import { parseSetCookie } from '../set-cookie/parse.ts';
import { type Headers, valuesOf } from '../site-answers/headers.ts';
import { said } from '../site-answers/said.ts';

const judged: ReadonlySet<string> = new Set([
  ...['age', 'cache-control', 'cdn-cache-control', 'cloudflare-cdn-cache-control', 'vercel-cdn-cache-control'],
  ...['surrogate-control', 'expires', 'date', 'pragma', 'vary', 'content-type'],
  ...['cf-cache-status', 'x-vercel-cache', 'x-nextjs-cache', 'x-cache', 'cache-status'],
]);
const mostHeaders = 40;
const mostChars = 500;

type Answered = Extract<CachingAnswer, { state: 'answered' }>;

/** What an answer says of caching and of who may see it; its text and the values of cookies stay behind. */
export function cachingAnswerOf(came: SiteAnswer): CachingAnswer {
  if (came.state === 'failed') return { state: 'failed', why: came.why, detail: came.detail.slice(0, 300) };
  const { status, headers, body, url } = came;
  const by = isOwnRefusal(status, headers) ? undefined : guardOf({ status, headers, body });
  if (by !== undefined) return { state: 'guarded', status, by };
  const location = isRedirect(status) ? valuesOf(headers, 'location')[0] : undefined;
  const to = location === undefined ? undefined : nextAddress(location, url);
  return definedOnly({
    state: 'answered' as const,
    status,
    headers: headers
      .filter(([name]) => judged.has(name))
      .slice(0, mostHeaders)
      .map(([name, value]) => [name, value.slice(0, mostChars)] as const),
    cookies: valuesOf(headers, 'set-cookie')
      .slice(0, mostHeaders)
      .flatMap((field) => parseSetCookie(field)?.name ?? []),
    to: to === undefined ? undefined : (showUrl(to) ?? to),
    turnedAway: status === 401 || status === 403 || (to !== undefined && leadsToSignIn(to, url)),
  });
}

// A handler's own 401 carries Vercel's name too; what stands in front of a whole deployment shows a page or asks for a password.
function isOwnRefusal(status: number, headers: Headers): boolean {
  const isPage = valuesOf(headers, 'content-type').some((type) => type.toLowerCase().includes('html'));
  return (
    status === 401 &&
    !isPage &&
    valuesOf(headers, 'www-authenticate').every((way) => !/^\s*(?:basic|digest)\b/i.test(way))
  );
}

// Whoever is not signed in is sent to a page of that name, or to another host that signs people in.
function leadsToSignIn(to: string, from: string): boolean {
  const { origin, pathname } = new URL(to);
  return origin !== new URL(from).origin || signIn.test(pathname);
}

const signIn = /(?:^|[/_-])(?:sign-?_?in|log-?_?in|sign-?_?up|register|auth|sso|session|welcome)(?:$|[/_.-])/i;

/** Whether it is a page of the site with something in it: 200 to 299, and nobody turned away. */
export function isShown(answer: CachingAnswer): answer is Answered {
  return answer.state === 'answered' && !answer.turnedAway && answer.status >= 200 && answer.status < 300;
}

/** What says that a cache gave the answer: `cf-cache-status: HIT, age: 12`; `undefined` when nothing does. */
export function cacheSign(answer: CachingAnswer): string | undefined {
  return signsOf(answer, isSign);
}

/** The same of a cache in front of the platform: Cloudflare's own word, or an age that the platform's cache does not explain. */
export function edgeSign(answer: CachingAnswer): string | undefined {
  const ofPlatform = signsOf(answer, (name, value) => name.startsWith('x-') && isSign(name, value)) !== undefined;
  return signsOf(answer, (name, value) => (name === 'cf-cache-status' || !ofPlatform) && isSign(name, value));
}

function signsOf(answer: CachingAnswer, is: (name: string, value: string) => boolean): string | undefined {
  if (answer.state !== 'answered') return undefined;
  const signs = answer.headers.filter(([name, value]) => is(name, value.trim()));
  return signs.length === 0 ? undefined : signs.map(([name, value]) => `${name}: ${said(value, 60)}`).join(', ');
}

// https://developers.cloudflare.com/cache/concepts/cache-responses/ and https://vercel.com/docs/headers/response-headers#x-vercel-cache
function isSign(name: string, value: string): boolean {
  // EXPIRED was asked of the origin anew, because what was stored was too old: it is stored.
  if (name === 'cf-cache-status') return /^(?:hit|stale|updating|revalidated|expired)$/i.test(value);
  // A Boolean parameter of a list member, https://www.rfc-editor.org/rfc/rfc9211#section-2.1
  if (name === 'cache-status')
    return /;\s{0,9}hit(?:=\?1)?\s{0,9}(?:[;,]|$)/i.test(value.replace(/"[^"]{0,500}"/g, ''));
  if (name === 'x-vercel-cache') return /^(?:hit|stale|prerender)$/i.test(value);
  if (name === 'x-nextjs-cache') return /^(?:hit|stale)$/i.test(value);
  if (name === 'x-cache') return /\bhit\b/i.test(value);
  return name === 'age' && /^\d{1,10}$/.test(value) && Number(value) > 0;
}
