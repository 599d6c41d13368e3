import { describe, expect, it } from 'vitest';
import type { WebPage } from '../../src/artifacts/web/page.ts';
import type { RedirectWalk } from '../../src/artifacts/web/redirects.ts';
import { cookies } from './cookies.ts';
import { findingsOf, keysOf, page, production, walks } from './testing.ts';

const good = 'session=C4nary; Path=/; Secure; HttpOnly; SameSite=Lax';

function judgePages(pages: readonly WebPage[], hops: readonly RedirectWalk[] = []) {
  return cookies.evaluate({ pages, walks: { state: 'ok', value: hops, ms: 1 } });
}

function judge(...fields: readonly string[]) {
  return judgePages([page('root', { headers: { 'set-cookie': fields } }), page('missing', { status: 404 })]);
}

const found = (field: string) => findingsOf(judge(field)).map(({ key, severity }) => `${key} ${severity}`);

describe('web/cookies', () => {
  it('passes, fails for a session cookie that scripts can read, and passes again', () => {
    const fine = { outcome: 'pass', evidence: 'session cookies: session; 2 answers looked at' };
    expect(judge(good)).toEqual(fine);
    const verdict = judge('session=C4nary; Path=/; Secure; SameSite=Lax');
    expect(findingsOf(verdict)).toEqual([
      {
        key: 'readable',
        severity: 'high',
        data: { name: 'session', what: 'HttpOnly' },
        at: { kind: 'url', url: `${production}/` },
        evidence: 'Set-Cookie: session=…; Path=/; Secure; SameSite=Lax',
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain('C4nary');
    expect(judge(good)).toEqual(fine);
  });

  it.each([
    ['http', 'session=a; HttpOnly; SameSite=Lax', ['not-secure high']],
    ['no SameSite', 'session=a; HttpOnly; Secure', ['no-same-site medium']],
    ['a SameSite that nobody knows', 'session=a; HttpOnly; Secure; SameSite=yes', ['no-same-site medium']],
    ['requests of other sites', 'session=a; HttpOnly; Secure; SameSite=None', ['cross-site low']],
    ['SameSite=None without Secure', 'session=a; HttpOnly; SameSite=None', ['dropped high']],
    [
      '__Host- with a Domain',
      '__Host-session=a; Path=/; Secure; HttpOnly; SameSite=Lax; Domain=example.com',
      ['prefix high'],
    ],
    ['__Host- without Path=/', '__Host-session=a; Secure; HttpOnly; SameSite=Lax', ['prefix high']],
    ['__Secure- without Secure', '__Secure-next-auth.session-token=a; HttpOnly; SameSite=Lax', ['prefix high']],
    ['a harmless cookie that is dropped', 'theme=dark; SameSite=None', ['dropped medium']],
    ['everything', 'connect.sid=a', ['not-secure high', 'readable high', 'no-same-site medium']],
  ])('judges %s', (_what, field, findings) => expect(found(field)).toEqual(findings));

  it.each([
    ['a theme', 'theme=dark'],
    ['an analytics session', '_hjSession_1=a; SameSite=None; Secure'],
    ['Cloudflare’s', '__cf_bm=a; Secure'],
    ['a token against forgery', 'XSRF-TOKEN=a; Secure; SameSite=Lax'],
    ['Supabase’s, which its script reads', 'sb-abcdefgh-auth-token.0=a; Secure; SameSite=Lax; Path=/'],
    ['Clerk’s, which its script reads', '__session=a; Secure; SameSite=Lax; Path=/'],
    ['one that is taken away', 'session=; Max-Age=0'],
    ['one that is taken away by date', 'session=gone; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
  ])('does not flag %s', (_what, field) => expect(keysOf(judge(field))).toEqual([]));

  it('passes without cookies where nobody signs in, and asks where somebody does', () => {
    expect(judge()).toEqual({
      outcome: 'pass',
      evidence: 'no session cookie and no sign-in page; 2 answers looked at',
    });
    const form = page('root', { body: '<input type="password">' });
    const known = page('sign-in', { status: 200 }, { found: 'repository' });
    for (const pages of [[form], [page('root', {}), known]]) {
      expect(judgePages(pages)).toMatchObject({
        outcome: 'unknown',
        hint: expect.stringContaining('attest'),
      });
    }
    expect(judgePages([page('root', { headers: { 'set-cookie': good } }), known]).outcome).toBe('pass');
  });

  it('does not know what was not read, and keeps it beside a finding', () => {
    expect(judgePages([page('root', 'timeout')]).outcome).toBe('unknown');
    const sid = page('root', { headers: { 'set-cookie': 'sid=a' } });
    expect(judgePages([sid, page('sign-in', 'tls')])).toMatchObject({
      outcome: 'fail',
      unsettled: {},
    });
  });

  it('names one cookie of several pages once', () => {
    const set = { headers: { 'set-cookie': 'sid=a; Secure; SameSite=Lax' } };
    expect(findingsOf(judgePages([page('root', set), page('missing', { ...set, status: 404 })]))).toHaveLength(1);
  });

  it('judges what redirects set as well: on the way to /en, over http, and on the other host', async () => {
    const bad = 'sid=C4nary; Path=/; Secure; SameSite=Lax';
    const starts = ['https shop.example.com', 'http shop.example.com', 'https www.shop.example.com'];
    const to = (location: string, ...set: readonly string[]) => ({
      status: 308,
      headers: { location, 'set-cookie': set },
    });
    const on = async (...setters: readonly string[]) => {
      const set = (url: string, cookie: string) => (setters.includes(url) ? [cookie] : []);
      const [home, plain, www] = [
        'https://shop.example.com/',
        'http://shop.example.com/',
        'https://www.shop.example.com/',
      ];
      const hops = await walks(starts, {
        [home]: to('/en', ...set(home, bad)),
        'https://shop.example.com/en': { status: 200 },
        [plain]: to(home, ...set(plain, good)),
        [www]: to(home, ...set(www, bad)),
      });
      const verdict = judgePages([page('root', {}), page('missing', { status: 404 })], hops);
      expect(JSON.stringify([hops, verdict])).not.toContain('C4nary');
      return findingsOf(verdict).map(({ key, severity, at }) => [key, severity, at.kind === 'url' && at.url]);
    };
    expect(await on()).toEqual([]);
    expect(await on('https://shop.example.com/')).toEqual([['readable', 'high', 'https://shop.example.com']]);
    expect(await on('https://www.shop.example.com/')).toEqual([['readable', 'high', 'https://www.shop.example.com']]);
    expect(await on('http://shop.example.com/')).toEqual([['over-http', 'high', 'http://shop.example.com']]);
  });

  it('does not know the cookies of a host that turns everybody away', async () => {
    const hops = await walks(['https shop.example.com', 'https www.shop.example.com'], {
      'https://shop.example.com/': { status: 200 },
      'https://www.shop.example.com/': { status: 429 },
    });
    const pages = [page('root', {}), page('missing', { status: 404 })];
    expect(judgePages(pages, hops).outcome).toBe('unknown');
  });

  it('does not know redirects that were not read', () => {
    const walks = { state: 'unavailable', reason: 'timeout', hint: 'ask again' } as const;
    const pages = [page('root', {}), page('missing', { status: 404 })];
    expect(cookies.evaluate({ pages, walks })).toMatchObject({ outcome: 'unknown', hint: 'ask again' });
  });

  it.each([429, 500, 503])('does not know a site that answers %d', (status) => {
    expect(judgePages([page('root', { status }), page('missing', { status: 404 })]).outcome).toBe('unknown');
  });

  it('takes an error of an address that is not there for what the site says', () => {
    expect(judgePages([page('root', {}), page('missing', { status: 500 })]).outcome).toBe('pass');
    expect(judgePages([page('root', {}), page('missing', { status: 429 })]).outcome).toBe('unknown');
  });
});
