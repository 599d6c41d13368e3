import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { WebPage } from '../../artifacts/web/page.ts';

/**
 * Whether the root or the sign-in page was seen to set a cookie. Behind Cloudflare an answer without one proves nothing: the rule in
 * question takes the cookie off on the way.
 */
export function doorSeen({ url }: CacheVerdict, pages: readonly WebPage[] | undefined): 'with' | 'without' | 'unseen' {
  const door = addressOf(url);
  const page = pages?.find((one) => (one.role === 'root' || one.role === 'sign-in') && addressOf(one.url) === door);
  const answer = page?.answer;
  if (answer?.state !== 'answered' || answer.status < 200 || answer.status > 299) return 'unseen';
  if (answer.cookies.length > 0) return 'with';
  const isBehind = answer.headers.some(([name, value]) => name === 'server' && /^\s*cloudflare/i.test(value));
  return isBehind ? 'unseen' : 'without';
}

function addressOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
