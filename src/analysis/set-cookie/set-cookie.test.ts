import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSetCookie } from './parse.ts';
import { isSessionCookie } from './session-cookies.ts';

const plain = { secure: false, httpOnly: false, cleared: false };

describe('a Set-Cookie field (RFC 6265 section 5.2)', () => {
  it.each<readonly [string, string, object | undefined]>([
    [
      'flags in any case and order',
      'a=1; HTTPONLY ;secure;SameSite=NONE',
      { name: 'a', secure: true, httpOnly: true, sameSite: 'none', cleared: false },
    ],
    ['space around names and values', ' a = 1 ; Path = /x ', { name: 'a', path: '/x', ...plain }],
    ['an equals sign in the value', 'a=b=c', { name: 'a', ...plain }],
    ['a domain with a dot before it', 'a=1; Domain=.Example.COM', { name: 'a', domain: 'example.com', ...plain }],
    ['the last of two attributes', 'a=1; Path=/x; Path=/', { name: 'a', path: '/', ...plain }],
    ['a flag that has a value', 'a=1; Secure=false', { name: 'a', ...plain, secure: true }],
    ['an empty domain', 'a=1; Domain=', { name: 'a', ...plain }],
    ['a cookie that is taken away', 'a=1; Max-Age=-1', { name: 'a', ...plain, cleared: true }],
    ['Max-Age before Expires', 'a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', { name: 'a', ...plain }],
    ['a value without a name', 'just-a-value', { name: '', ...plain }],
    ['nothing', '', undefined],
    ['controls', 'a=\u0000', undefined],
    ['more than browsers take', `a=${'x'.repeat(5_000)}`, undefined],
  ])('%s', (_what, field, cookie) => expect(parseSetCookie(field)).toEqual(cookie));

  it('never keeps the value, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[a-z]{0,8}$/), (rest, name) => {
        const cookie = parseSetCookie(`${name}=C4naryQ7xW2; ${rest}`);
        expect(JSON.stringify(cookie ?? '')).not.toContain('C4naryQ7xW2');
      }),
      { numRuns: 200 },
    );
  });
});

describe('a session cookie', () => {
  it.each([
    ...['session', 'sessionid', 'sid', 'connect.sid', 'PHPSESSID', 'JSESSIONID', 'auth_token', 'accessToken', 'jwt'],
    ...['__Host-session', '__Secure-authjs.session-token', 'next-auth.session-token', 'better-auth.session_token'],
    ...[
      'sb-abc-auth-token',
      'sb-abc-auth-token.1',
      '__session',
      'laravel_session',
      'appSession',
      'wos-session',
      'remember_me',
    ],
  ])('is %s', (name) => expect(isSessionCookie({ name })).toBe(true));

  it.each([
    ...[
      'theme',
      'csrftoken',
      '__Host-authjs.csrf-token',
      'XSRF-TOKEN',
      '_ga',
      '__cf_bm',
      'cf_clearance',
      'AWSALB',
      'NEXT_LOCALE',
    ],
    ...[
      '_hjSessionUser_1',
      'intercom-session-abc',
      'oauth_state',
      'consent',
      'sidebar',
      'author',
      'cart',
      '_vercel_jwt',
      '__client_uat',
      '',
    ],
    ...['sb-abc-auth-token-code-verifier', 'authjs.callback-url'],
  ])('is not %s', (name) => expect(isSessionCookie({ name })).toBe(false));
});
