import type { Answer } from '../http/answer.ts';

// Codes and wording of https://vercel.com/docs/rest-api/errors

/** No bearer at all. */
export const unauthenticated: Answer = refusal(401, 'forbidden', 'Not authorized');

/** A bearer that Vercel does not know, or that has expired: the two look alike. */
export const invalidToken: Answer = {
  status: 403,
  body: { error: { code: 'forbidden', message: 'Not authorized', invalidToken: true } },
};

/** A good token that does not reach the team it asks for. */
export const forbidden: Answer = refusal(403, 'forbidden', 'Not authorized');

/** The thing is not there, or not in the scope that was asked. */
export function notFound(message: string): Answer {
  return refusal(404, 'not_found', message);
}

/** A parameter that cannot be understood. */
export function badRequest(message: string): Answer {
  return refusal(400, 'bad_request', message);
}

/** Anything that would write. */
export const methodNotAllowed: Answer = {
  status: 405,
  headers: { allow: 'GET, HEAD' },
  body: { error: { code: 'method_unknown', message: 'This endpoint only responds to GET' } },
};

/** Too many requests, with `Retry-After` in seconds (or as an HTTP date) when given. */
export function rateLimited(limit: { readonly total: number; readonly resetMs: number }, retryAfter?: string): Answer {
  return {
    status: 429,
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
    body: {
      error: {
        code: 'rate_limited',
        message: `The rate limit of ${limit.total} exceeded.`,
        limit: { remaining: 0, reset: Math.ceil(limit.resetMs / 1000), resetMs: limit.resetMs, total: limit.total },
      },
    },
  };
}

/** A fresh login is wanted before variables are shown (RFC 9470 describes the header). */
export const challenge: Answer = {
  status: 401,
  headers: {
    'www-authenticate':
      'Bearer error="insufficient_user_authentication", acr_values="urn:vercel:acr:mfa", max_age="300"',
  },
  body: { error: { code: 'challenge_required', message: 'This action requires you to verify your identity.' } },
};

function refusal(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}
