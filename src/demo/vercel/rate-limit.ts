import type { Answer } from '../http/answer.ts';
import { rateLimited } from './refusals.ts';

/** So many requests in a window of so many milliseconds. */
export type RateLimit = { readonly total: number; readonly windowMs: number };

/** Counts answers and puts the `X-RateLimit` headers on them; past the limit the answer is 429 until the window ends. */
export function openLimit(limit: RateLimit): (answer: () => Answer) => Answer {
  let used = 0;
  let resetMs = 0;
  return (answer) => {
    const now = Date.now();
    if (now >= resetMs) {
      used = 0;
      resetMs = now + limit.windowMs;
    }
    used += 1;
    const waitSeconds = Math.ceil((resetMs - now) / 1000);
    const given = used > limit.total ? rateLimited({ total: limit.total, resetMs }, String(waitSeconds)) : answer();
    return { ...given, headers: { ...headersOf(limit, used, resetMs), ...given.headers } };
  };
}

function headersOf(limit: RateLimit, used: number, resetMs: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit.total),
    'x-ratelimit-remaining': String(Math.max(0, limit.total - used)),
    'x-ratelimit-reset': String(Math.ceil(resetMs / 1000)),
  };
}
