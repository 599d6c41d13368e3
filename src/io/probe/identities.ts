import type { TestIdentity, TestUser } from '../../core/doors/probe.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { TestUserSecrets, TestUsers } from '../../core/test-users.ts';
import { compareText, listOf } from '../../core/text.ts';

// They belong to the connection, or decide where a request goes. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const notForUsers = new Set([
  ...['host', 'connection', 'content-length', 'expect', 'keep-alive', 'proxy-authorization', 'proxy-connection'],
  ...['te', 'trailer', 'transfer-encoding', 'upgrade', 'accept-encoding'],
  ...['forwarded', 'range', 'x-method-override'],
]);
// They make another request of a GET, lead it elsewhere past the edge, or ask for a part of the answer.
const notForUsersBegin = ['x-http-method', 'x-original-', 'x-rewrite-', 'x-forwarded-', 'x-middleware-', 'if-'];
// What signs in; beside it a user may have headers that choose a tenant or a language.
const signsIn = /^(?:cookie|authorization|x-(?:.{1,100}-)?(?:token|key))$/;

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
  const sent = sentOf(user);
  const wrong = sent.find(([name, value]) => !isSendable(name, value));
  if (wrong !== undefined) {
    const hint = `users.${as}.headers: ${JSON.stringify(wrong[0].slice(0, 60))} cannot be sent; name the session's cookie or authorization header, its value on one line`;
    throw new UnavailableError('not-configured', hint);
  }
  if (isOneSession(users)) throw new UnavailableError('not-configured', sameSession);
  return Object.fromEntries(sent);
}

const sameSession =
  'test users A and B are the same session: sign in with a second account and set its session (users.b.headers)';

// A leak from one account to the same account would be none.
function isOneSession({ a, b }: TestUsers): boolean {
  if (a === undefined || b === undefined || identityOf(b).state !== 'ready') return false;
  return signInOf(a) === signInOf(b);
}

function signInOf(user: TestUserSecrets): string {
  const sent = sentOf(user).toSorted(([one], [other]) => compareText(one, other));
  const signing = sent.filter(([name]) => signsIn.test(name));
  return JSON.stringify(signing.length > 0 ? signing : sent);
}

function sentOf({ headers }: TestUserSecrets): readonly (readonly [name: string, value: string])[] {
  return Object.entries(headers).map(([name, value]) => [name.trim().toLowerCase(), value.trim()]);
}

// https://www.rfc-editor.org/rfc/rfc9110#section-5.5; beyond ASCII what a header means is nobody's to know.
function isSendable(name: string, value: string): boolean {
  return /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && isForUsers(name) && /^[\x20-\x7e\t]*$/.test(value);
}

function isForUsers(name: string): boolean {
  return !notForUsers.has(name) && !notForUsersBegin.some((start) => name.startsWith(start));
}

/** What of the identities must never be shown: the values of their headers, each cookie and credential in them, and their markers. */
export function secretsOf(users: TestUsers): readonly string[] {
  const values = Object.values(users).flatMap(({ headers }) => Object.values(headers));
  const markers = Object.values(users).flatMap((user) => user.markers);
  return [...new Set([...values.flatMap((value) => [value, ...partsOf(value).filter(isTelling)]), ...markers])];
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
