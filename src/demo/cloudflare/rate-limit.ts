import type { Answer } from '../http/answer.ts';
import { rateLimited } from './refusals.ts';

/** So many requests in a window of so many milliseconds; at Cloudflare 1,200 in five minutes. https://developers.cloudflare.com/fundamentals/api/reference/limits/ */
export type RateLimit = { readonly total: number; readonly windowMs: number };

/** Counts answers and puts the `ratelimit` headers on them; past the limit the answer is 429 until the window ends. */
export function openLimit({ total, windowMs }: RateLimit): (answer: () => Answer) => Answer {
  let used = 0;
  let resetMs = 0;
  return (answer) => {
    const now = Date.now();
    if (now >= resetMs) {
      used = 0;
      resetMs = now + windowMs;
    }
    used += 1;
    const seconds = Math.ceil((resetMs - now) / 1_000);
    const given = used > total ? rateLimited(String(seconds)) : answer();
    const headers = {
      ratelimit: `"default";r=${Math.max(0, total - used)};t=${seconds}`,
      'ratelimit-policy': `"default";q=${total};w=${Math.ceil(windowMs / 1_000)}`,
    };
    return { ...given, headers: { ...headers, ...given.headers } };
  };
}
