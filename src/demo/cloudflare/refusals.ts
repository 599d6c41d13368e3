import type { Answer } from '../http/answer.ts';

type Mistake = { readonly code: number; readonly message: string };

/** No credential at all. */
export const unauthenticated: Answer = refusal(400, {
  code: 9106,
  message: 'Missing X-Auth-Key, X-Auth-Email or Authorization headers',
});

/** An `Authorization` header that is no bearer, or whose token has characters that none has. */
export const malformedHeader: Answer = refusal(400, {
  code: 6003,
  message: 'Invalid request headers',
  error_chain: [{ code: 6111, message: 'Invalid format for Authorization header' }],
});

/** A token that Cloudflare does not know, asked about itself. */
export const invalidToken: Answer = refusal(401, { code: 1000, message: 'Invalid API Token' });

/** A token that Cloudflare does not know, or no longer takes, asking for anything else: it tells neither from the other. */
export const invalidAccessToken: Answer = refusal(403, { code: 9109, message: 'Invalid access token' });

/** A good token without the permission, as most of the API says it: it never names the permission. */
export const authenticationError: Answer = refusal(403, { code: 10_000, message: 'Authentication error' });

/** The same in the words of the oldest endpoints: settings and Page Rules. */
export const unauthorized: Answer = refusal(403, {
  code: 9109,
  message: 'Unauthorized to access requested resource',
});

/** A token that may list no zones. `actor` is the token's id. */
export function cannotListZones(actor: string): Answer {
  const message = `Actor 'com.cloudflare.api.token.${actor}' requires permission 'com.cloudflare.api.account.zone.list' to list zones`;
  return refusal(403, { code: 0, message });
}

/** Page Rules know user tokens only. https://developers.cloudflare.com/fundamentals/api/get-started/account-owned-tokens/#compatibility-matrix */
export const noAccountTokens: Answer = refusal(400, {
  code: 1011,
  message: 'Page Rules endpoint does not support account owned tokens.',
});

/** An address that leads nowhere, or an id that is none. */
export function noRoute(path: string): Answer {
  return refusal(
    404,
    { code: 7003, message: `Could not route to ${path}, perhaps your object identifier is invalid?` },
    { code: 7000, message: 'No route for that URI' },
  );
}

/** A phase in which the zone never had a rule. */
export function noEntrypoint(phase: string): Answer {
  return refusal(404, { code: 10_003, message: `could not find entrypoint ruleset in the ${phase} phase` });
}

/** A parameter out of its documented range. The wording is the simulator's: Cloudflare documents the ranges alone. */
export function badParameter(message: string): Answer {
  return refusal(400, { code: 1004, message });
}

/** Anything that would write. */
export const methodNotAllowed: Answer = {
  ...refusal(405, { code: 10_405, message: 'Method not allowed for this authentication scheme' }),
  headers: { allow: 'GET, HEAD' },
};

/** Too many requests, with `retry-after` in seconds when given. */
export function rateLimited(retryAfter?: string): Answer {
  return {
    ...refusal(429, { code: 971, message: 'Please wait and consider throttling your request speed' }),
    ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
  };
}

/** An error of API v4. https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/ */
export function refusal(
  status: number,
  ...errors: readonly (Mistake & { readonly error_chain?: readonly Mistake[] })[]
): Answer {
  return { status, body: { success: false, errors, messages: [], result: null } };
}
