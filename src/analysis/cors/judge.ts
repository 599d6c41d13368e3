import { type Headers, valuesOf } from '../site-answers/headers.ts';

/** A foreign site that cannot exist (RFC 6761 section 6.4): what the site answers it, it answers everybody. */
export const foreignOrigin = 'https://launch-ready.invalid';

/** What an answer to a foreign origin gives away; `undefined` when nothing. */
export type SharedWith = 'any-origin' | 'wildcard' | 'null-origin' | 'several';

/**
 * How an answer to `foreignOrigin` shares itself with other sites' scripts. `*` alone is how public data is shared and is
 * fine. https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function sharedWith(headers: Headers): SharedWith | undefined {
  const origins = valuesOf(headers, 'access-control-allow-origin').map((value) => value.trim());
  const [origin] = origins;
  if (origin === undefined) return undefined;
  if (origins.length > 1 || origin.includes(',')) return 'several';
  if (!sharesCredentials(headers)) return undefined;
  if (origin === foreignOrigin) return 'any-origin';
  if (origin === '*') return 'wildcard';
  return origin === 'null' ? 'null-origin' : undefined;
}

/** Whether an answer may be read with the visitor's cookies by an origin that it allows: browsers take `true` alone. */
export function sharesCredentials(headers: Headers): boolean {
  return valuesOf(headers, 'access-control-allow-credentials').some((value) => value.trim() === 'true');
}
