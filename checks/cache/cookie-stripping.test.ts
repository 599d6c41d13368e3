import { describe, expect, it } from 'vitest';
import type { CacheVerdicts } from '../../src/artifacts/cache/verdicts.ts';
import type { WebPage } from '../../src/artifacts/web/page.ts';
import { denied, edgeOf, findingsOf, keysOf, nothing, noZone, ok, rule, zoneOf } from '../edge/testing.ts';
import { cookieStripping } from './cookie-stripping.ts';
import { decisionOf, everything, pathsOf, storedByTemplate, verdict, verdictsOf } from './testing.ts';

type Facts = Parameters<typeof cookieStripping.evaluate>[0];

function judge(verdicts: Partial<CacheVerdicts>, more: Partial<Facts> = {}) {
  return cookieStripping.evaluate({
    paths: pathsOf(['/dashboard']),
    zone: ok(zoneOf()),
    verdicts: ok(verdictsOf(verdicts.verdicts ?? [verdict('/dashboard')], verdicts)),
    edge: ok(edgeOf()),
    pages: nothing,
    ...more,
  });
}

const leak = verdict('/dashboard', { result: storedByTemplate });
const entrance = (path: string) => verdict(path, { content: 'other', basis: 'none', result: storedByTemplate });

describe('cache/cookie-stripping', () => {
  it('passes, fails for a rule that stores without the cookie, and passes again', () => {
    expect(judge({}).outcome).toBe('pass');
    expect(findingsOf(judge({ verdicts: [leak] }))).toMatchObject([
      { key: 'private', at: { resource: 'Cache Rule', id: 'r1' }, data: { paths: '/dashboard' } },
    ]);
    expect(judge({}).outcome).toBe('pass');
  });

  it('is a blocker', () => expect(cookieStripping.meta.severity).toBe('blocker'));

  it('passes for a rule that stores and leaves answers with a cookie alone', () => {
    const kept = decisionOf('stored', { decidedBy: everything, cookies: 'not-stored' });
    expect(judge({ verdicts: [verdict('/dashboard', { result: kept })] }).outcome).toBe('pass');
  });

  it('counts an answer that is stored and revalidated', () => {
    const again = decisionOf('revalidated', { decidedBy: everything, cookies: 'stripped' });
    expect(keysOf(judge({ verdicts: [verdict('/dashboard', { result: again })] }))).toEqual(['private']);
  });

  it('finds a rule over the sign-in page alone, and warns of one over the home page alone', () => {
    expect(findingsOf(judge({ entrances: [entrance('/'), entrance('/sign-in')] }))).toMatchObject([
      { key: 'door', severity: 'high', confidence: 'likely', data: { paths: '/sign-in' } },
    ]);
    expect(findingsOf(judge({ entrances: [entrance('/')] }))).toMatchObject([{ key: 'root', severity: 'medium' }]);
  });

  describe('where the sign-in page was seen', () => {
    const seen = (cookies: readonly string[], server = 'Vercel') => {
      const cookie = { secure: true, httpOnly: true, cleared: false };
      const page: WebPage = {
        role: 'sign-in',
        url: 'https://shop.example.com/sign-in',
        answer: {
          state: 'answered',
          status: 200,
          headers: [['server', server]],
          cookies: cookies.map((name) => ({ name, ...cookie })),
          marks: [],
          truncated: false,
        },
      };
      return judge({ entrances: [entrance('/sign-in')] }, { pages: ok([page]) });
    };

    it('is sure where it set a cookie, and says nothing where it set none', () => {
      expect(findingsOf(seen(['csrf']))).toMatchObject([{ key: 'entrance', confidence: 'certain' }]);
      expect(findingsOf(seen(['csrf']))[0]?.severity).toBeUndefined();
      expect(seen([]).outcome).toBe('pass');
    });

    it('is not told by an answer that came through Cloudflare, where the rule takes the cookie off', () =>
      expect(keysOf(seen([], 'cloudflare'))).toEqual(['door']));
  });

  it('says a rule once that stores private paths and the sign-in page', () =>
    expect(keysOf(judge({ verdicts: [leak], entrances: [entrance('/'), entrance('/sign-in')] }))).toEqual(['private']));

  it('finds a rule over everything where a sign-in is known and no private path', () => {
    const paths = pathsOf([], { public: [{ route: '/sign-in', why: 'sign-in page' }] });
    const entrances = [entrance('/'), entrance('/sign-in')];
    expect(judge({ verdicts: [], entrances }, { paths })).toMatchObject({ outcome: 'fail', unsettled: {} });
    expect(judge({ verdicts: [], entrances: [] }, { paths }).outcome).toBe('unknown');
  });

  // Guide, cache response rules: `strip_set_cookie: true` on a private path is a finding, stored or not.
  it('finds a Cache Response Rule that takes cookies off private answers that are not stored', () => {
    const strip = rule('No cookies', 'true', { parameters: { strip_set_cookie: true } });
    const edge = ok(edgeOf({ phases: { http_response_cache_settings: { state: 'ok', value: [strip] } } }));
    const met = {
      step: 'cache-response-rule',
      rule: { id: strip.id, name: strip.name, expression: 'true' },
      effect: '',
    };
    const under = (matched: boolean) => {
      const steps = [{ ...met, matched }];
      return judge({ verdicts: [verdict('/dashboard', { result: decisionOf('not-stored', { steps }) })] }, { edge });
    };
    expect(findingsOf(under(true))).toMatchObject([
      { key: 'bare', severity: 'high', at: { resource: 'Cache Response Rule', id: 'id-No cookies' } },
    ]);
    expect(under(false).outcome).toBe('pass');
  });

  it('is unavailable without the Cache Response Rules, and does not know one that may take the cookie off', () => {
    const by = { state: 'unavailable', reason: 'denied', hint: 'Cache Rules Read' } as const;
    const unread = ok(edgeOf({ phases: { http_response_cache_settings: by } }));
    expect(judge({}, { edge: unread })).toEqual({ outcome: 'blocked', by });
    const strip = rule('No cookies', 'http.host eq', { parameters: { strip_set_cookie: true } });
    const edge = ok(edgeOf({ phases: { http_response_cache_settings: { state: 'ok', value: [strip] } } }));
    const { id, name, expression } = strip;
    const step = {
      step: 'cache-response-rule',
      rule: { id, name, expression },
      matched: 'unknown',
      effect: '',
    } as const;
    const perhaps = verdict('/dashboard', { result: decisionOf('not-stored', { steps: [step] }) });
    expect(judge({ verdicts: [perhaps] }, { edge })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringMatching(/“No cookies” may take Set-Cookie off answers at \/dashboard.*character \d+/),
    });
  });

  it('does not know where the decision is not known and the cookie may be taken off', () => {
    const open = [{ why: 'a Worker answers', hint: 'read it' }];
    const under = (cookies: 'unknown' | 'not-stored') =>
      judge({ verdicts: [verdict('/dashboard', { result: decisionOf('unknown', { open, cookies }) })] });
    expect(under('unknown')).toMatchObject({ outcome: 'unknown', hint: 'read it' });
    expect(under('not-stored').outcome).toBe('pass');
  });

  it('takes answers that are stored once for each user for what they are', () => {
    const result = { ...storedByTemplate, keyedBy: ['session (cookie)'] };
    expect(judge({ verdicts: [verdict('/dashboard', { result })] }).outcome).toBe('pass');
  });

  it('does not apply without Cloudflare, and is unavailable when something cannot be read', () => {
    expect(judge({}, { zone: ok(noZone), verdicts: denied('x'), edge: denied('x') }).outcome).toBe('not-applicable');
    const by = denied('Cache Rules Read');
    expect(judge({}, { verdicts: by, edge: by })).toEqual({ outcome: 'blocked', by });
    expect(judge({}, { zone: by })).toEqual({ outcome: 'blocked', by });
  });
});
