import type { Fault } from '../http/fault.ts';
import { challenge, rateLimited } from './refusals.ts';

/** Vercel's 429. `retryAfter` is the header's text: seconds, an HTTP date, or nonsense; without it the header is missing. */
export function tooManyRequests(retryAfter?: string): Fault {
  const resetMs = Date.now() + 60_000;
  return { kind: 'answer', ...rateLimited({ total: 120, resetMs }, retryAfter) };
}

/** Vercel's demand for a fresh login before it shows variables. */
export function authChallenge(): Fault {
  return { kind: 'answer', ...challenge };
}

/** An error in Vercel's own words, such as 500 `internal_server_error`. */
export function vercelError(status: number, code: string, message: string): Fault {
  return { kind: 'answer', status, body: { error: { code, message } } };
}

/** A redirect to another origin, which must never be followed with a credential. */
export function redirectTo(location: string): Fault {
  return { kind: 'answer', status: 307, headers: { location }, body: {} };
}
