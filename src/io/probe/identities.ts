import type { TestIdentity, TestUser } from '../../core/doors/probe.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { TestUserSecrets, TestUsers } from '../../core/test-users.ts';
import { listOf } from '../../core/text.ts';

// They belong to the connection, or decide where a request goes. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const notForUsers = new Set([
  ...['host', 'connection', 'content-length', 'expect', 'keep-alive', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'accept-encoding'],
]);

/** What the door tells of an identity: never a header's value. */
export function identityOf(user: TestUserSecrets | undefined): TestIdentity {
  if (user === undefined) return { state: 'absent' };
  const { missing, markers, headers } = user;
  if (missing.length > 0) return { state: 'incomplete', missing };
  if (Object.keys(headers).length === 0) return { state: 'absent' };
  return { state: 'ready', markers };
}

/** The headers that sign a user in, by lower-case name. Throws `UnavailableError('not-configured')` when there is nothing to sign in with. */
export function signInHeaders(users: TestUsers, as: TestUser): Readonly<Record<string, string>> {
  const user = users[as];
  const identity = identityOf(user);
  if (user === undefined || identity.state !== 'ready') {
    const missing = identity.state === 'incomplete' ? `: set ${listOf(identity.missing)}` : '';
    throw new UnavailableError('not-configured', `test user ${as} cannot sign in${missing}`);
  }
  const sent = Object.entries(user.headers).map(([name, value]) => [name.trim().toLowerCase(), value.trim()] as const);
  const wrong = sent.find(([name, value]) => !isSendable(name, value));
  if (wrong !== undefined) {
    const hint = `users.${as}.headers: ${JSON.stringify(wrong[0].slice(0, 60))} cannot be sent; name the session's cookie or authorization header, its value on one line`;
    throw new UnavailableError('not-configured', hint);
  }
  return Object.fromEntries(sent);
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.5; beyond ASCII what a header means is nobody's to know.
function isSendable(name: string, value: string): boolean {
  return /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && !notForUsers.has(name) && /^[\x20-\x7e\t]*$/.test(value);
}

/** What of the identities must never be shown: the values of their headers, and of each cookie and credential in them. */
export function secretsOf(users: TestUsers): readonly string[] {
  const values = Object.values(users).flatMap(({ headers }) => Object.values(headers));
  return [...new Set(values.flatMap((value) => [value, ...partsOf(value).filter(isTelling)]))];
}

// `session=abc; theme=dark` and `Bearer abc`: what is after the name is the secret.
function partsOf(value: string): readonly string[] {
  const cookies = value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  const [scheme = '', ...rest] = value.trim().split(' ');
  return /^[a-z][a-z0-9-]*$/i.test(scheme) ? [...cookies, rest.join(' ').trim()] : cookies;
}

// `theme=system` and `from=/dashboard` stand beside the session: hidden, they would black out half of the report.
function isTelling(part: string): boolean {
  return !part.startsWith('/') && (part.length >= 10 || /\d/.test(part));
}
