import type { Answer, Asked } from '../http/answer.ts';
import type { PermissionGroup } from './permission-groups.ts';
import { authenticationError, invalidAccessToken, malformedHeader, unauthenticated, unauthorized } from './refusals.ts';
import type { CloudflareState, CloudflareToken, StoredZone } from './state.ts';

/** The token that a request shows, or why there is none. */
export type Shown = { readonly token: CloudflareToken } | { readonly refusal: Answer };

/** The token of the bearer, in whatever state it is. A pair of key and e-mail address is refused like a malformed header. */
export function shownToken(state: CloudflareState, { headers }: Asked): Shown {
  if (headers['x-auth-key'] !== undefined || headers['x-auth-email'] !== undefined) return { refusal: malformedHeader };
  if (headers.authorization === undefined) return { refusal: unauthenticated };
  const bearer = /^Bearer ([\w-]{20,100})$/i.exec(headers.authorization)?.[1];
  if (bearer === undefined) return { refusal: malformedHeader };
  const token = state.tokens.find((one) => one.value === bearer);
  return token === undefined ? { refusal: invalidAccessToken } : { token };
}

/** Which words an endpoint refuses with: the oldest ones have their own. */
export type Wording = 'old' | 'usual';

/** Refuses a token that is spent or lacks the permission. */
export function refuseToken(
  token: CloudflareToken,
  group: PermissionGroup | undefined,
  wording: Wording,
): Answer | undefined {
  if (token.status !== 'active') return invalidAccessToken;
  if (group === undefined || token.groups.includes(group)) return undefined;
  return wording === 'old' ? unauthorized : authenticationError;
}

/** Whether the token reaches a zone. */
export function reaches(token: CloudflareToken, { id }: StoredZone): boolean {
  return token.zones === undefined || token.zones.includes(id);
}
