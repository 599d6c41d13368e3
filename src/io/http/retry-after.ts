// RFC 9110 §10.2.3; a number is seconds, anything else an HTTP date.
const seconds = /^\d{1,9}$/;

/** How long a provider asks to be left alone, in milliseconds, from `Retry-After` or `X-RateLimit-Reset`; `undefined` when it does not say. */
export function askedWait(headers: Headers, now: number): number | undefined {
  return retryAfter(headers.get('retry-after'), now) ?? rateLimitReset(headers, now);
}

function retryAfter(raw: string | null, now: number): number | undefined {
  const text = raw?.trim() ?? '';
  if (text === '') return undefined;
  if (seconds.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

// Not standardised: a moment in seconds since 1970 at Vercel and GitHub, seconds from now elsewhere.
function rateLimitReset(headers: Headers, now: number): number | undefined {
  const text = headers.get('x-ratelimit-reset')?.trim() ?? '';
  if (headers.get('x-ratelimit-remaining')?.trim() !== '0' || !/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value > 1e9 ? Math.max(0, value * 1000 - now) : value * 1000;
}
