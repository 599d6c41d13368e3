import { describe, expect, test } from 'vitest';
import { coversAddress, pagePatternOf } from './page-rule-pattern.ts';
import {
  answer,
  cacheRule,
  decided,
  denied,
  edgeWith,
  edgeWithPageRules,
  kept,
  onPlan,
  pageRule,
  read,
} from './testing.ts';

const fresh = answer(200, 'cache-control: public, max-age=60');
const secret = answer(200, 'cache-control: private, no-store');
const css = { path: '/account/x.css' };

// Guide section 1.4.
describe('the pattern of a Page Rule', () => {
  test.each([
    ['example.com/t*st', 'https://example.com/toast', true],
    ['example.com/foo/*', 'https://example.com/foo', false],
    ['example.com/foo*', 'https://example.com/foo', true],
    ['example.com/*', 'https://example.com/a/b?c=d', true],
    ['example.com/*', 'https://www.example.com/', false],
    ['*example.com/*', 'https://www.example.com/', true],
    ['*.example.com/*', 'https://example.com/', false],
    ['example.com/Path', 'https://EXAMPLE.com/PATH', true],
    ['http://example.com/*', 'https://example.com/', false],
    ['https://example.com/*', 'https://example.com/', true],
    ['example.com/*', 'http://example.com/', true],
    ['example.com:8443/*', 'https://example.com:8443/', true],
    ['example.com:8443/*', 'https://example.com/', false],
    ['example.com:443/*', 'https://example.com/', true],
    ['example.com/*', 'https://example.com:8443/', true],
    ['example.com', 'https://example.com/', true],
    ['example.com/', 'https://example.com/a', false],
    ['example.com/a', 'https://example.com/a?b', false],
    ['example.com/*a*a', 'https://example.com/a', false],
    ['example.com/*a*a', 'https://example.com/aa', true],
  ])('%s on %s: %s', (target, url, covers) => {
    const [, scheme = '', host = '', path = '', query = ''] = /^(\w+):\/\/([^/]+)([^?]*)\??(.*)$/.exec(url) ?? [];
    expect(coversAddress(pagePatternOf(target), { scheme, host, path, query })).toBe(covers);
  });
});

describe('cache_level', () => {
  test.each([
    ['bypass', css, 'not-stored'],
    ['cache_everything', {}, 'stored'],
    ['aggressive', {}, 'not-stored'],
    ['aggressive', { ...css, query: 'a=b' }, 'stored'],
    ['simplified', { ...css, query: 'a=b' }, 'stored'],
    ['basic', { ...css, query: 'a=b' }, 'not-stored'],
    ['basic', css, 'stored'],
    ['a level of tomorrow', {}, 'unknown'],
  ])('%s for %j: %s', (level, request, decision) =>
    expect(decided(edgeWithPageRules(pageRule({ cache_level: level })), fresh, request).decision).toBe(decision),
  );
});

describe('the other caching actions', () => {
  const everything = { cache_level: 'cache_everything' };

  test('cache_everything alone goes by the origin, and keeps no answer with a cookie', () =>
    expect(decided(edgeWithPageRules(pageRule(everything)), secret)).toMatchObject({ decision: 'not-stored' }));
  test('with edge_cache_ttl it stores for that time and strips cookies', () =>
    expect(decided(edgeWithPageRules(pageRule({ ...everything, edge_cache_ttl: 7_200 })), secret)).toMatchObject({
      decision: 'stored',
      ttl: 7_200,
      cookies: 'stripped',
      decidedBy: { step: 'page-rule', name: 'shop.example.com/*', expression: 'shop.example.com/*' },
    }));
  test('edge_cache_ttl 0 stands for what the origin says', () =>
    expect(decided(edgeWithPageRules(pageRule({ ...everything, edge_cache_ttl: 0 })), secret).decision).toBe(
      'not-stored',
    ));
  test.each([
    ['60', 'stored'],
    [{ seconds: 60 }, 'unknown'],
  ])('edge_cache_ttl %j: %s', (edge_cache_ttl, decision) =>
    expect(decided(edgeWithPageRules(pageRule({ ...everything, edge_cache_ttl })), secret).decision).toBe(decision),
  );
  test('browser_cache_ttl says nothing of the edge', () =>
    expect(decided(edgeWithPageRules(pageRule({ browser_cache_ttl: 7_200 })), fresh).decision).toBe('not-stored'));

  const cookie = (line: string) => ({ headers: new Map([['cookie', [line]]]) });
  const bypassing = edgeWithPageRules(pageRule({ ...everything, bypass_cache_on_cookie: 'wp_.*|PHPSESSID=.*' }));
  test.each([
    ['PHPSESSID=1', 'not-stored'],
    ['a=b; wp_settings=1', 'not-stored'],
    ['a=b', 'stored'],
    // Whether the pattern is anchored is not documented.
    ['my_PHPSESSID=1', 'unknown'],
  ])('bypass_cache_on_cookie with %s: %s', (line, decision) =>
    expect(decided(bypassing, fresh, cookie(line)).decision).toBe(decision),
  );
  test('bypass_cache_on_cookie when the cookies are not known', () => {
    const { decision, open } = decided(bypassing, fresh);
    expect(decision).toBe('unknown');
    expect(open[0]?.hint).toContain('--header "cookie: ');
  });
  test('cache_on_cookie wins over bypass_cache_on_cookie', () => {
    const both = edgeWithPageRules(pageRule({ cache_on_cookie: 'shared=.*', bypass_cache_on_cookie: 'session=.*' }));
    expect(decided(both, fresh, cookie('shared=1; session=1')).decision).toBe('stored');
    expect(decided(both, fresh, cookie('session=1')).decision).toBe('not-stored');
    expect(decided(both, fresh, cookie('other=1')).decision).toBe('not-stored');
  });

  test.each([
    [{ '200-299': 60 }, 'stored'],
    [{ '200': 'no-store', '200-299': 60 }, 'not-stored'],
    [{ '200': 'no-cache' }, 'revalidated'],
    [{ '200': -1 }, 'not-stored'],
    [{ '404': 60 }, 'not-stored'],
    [{ 'some codes': 60 }, 'unknown'],
  ])('cache_ttl_by_status %j: %s', (value, decision) =>
    expect(decided(edgeWithPageRules(pageRule({ ...everything, cache_ttl_by_status: value })), secret).decision).toBe(
      decision,
    ),
  );
  test('cache_key_fields keeps users apart', () => {
    const fields = { cookie: { include: ['session'] }, header: {}, query_string: { ignore: false } };
    expect(decided(edgeWithPageRules(pageRule({ ...everything, cache_key_fields: fields })), fresh).keyedBy).toEqual([
      'session (cookie)',
    ]);
  });
  test('cache_deception_armor refuses a page under the name of a file', () => {
    const page = answer(200, 'content-type: text/html');
    expect(decided(edgeWithPageRules(pageRule({ cache_deception_armor: 'on' })), page, css).decision).toBe(
      'not-stored',
    );
    expect(decided(edgeWithPageRules(pageRule({ cache_deception_armor: undefined })), page, css).decision).toBe(
      'not-stored',
    );
    expect(decided(edgeWithPageRules(pageRule({ cache_deception_armor: 'off' })), page, css).decision).toBe('stored');
  });
  test('explicit_cache_control is Origin Cache Control', () => {
    const on = edgeWithPageRules(pageRule({ ...everything, explicit_cache_control: 'on' }));
    const noCache = answer(200, 'cache-control: no-cache');
    expect(decided(onPlan('enterprise', on), noCache).decision).toBe('revalidated');
    expect(decided(onPlan('enterprise', edgeWithPageRules(pageRule(everything))), noCache).decision).toBe('not-stored');
  });
  test.each(['cache_by_device_type', 'disable_security', 'security_level', 'ssl', 'sort_query_string_for_cache'])(
    '%s changes nothing about storing',
    (id) => expect(decided(edgeWithPageRules(pageRule({ ...everything, [id]: 'on' })), fresh).decision).toBe('stored'),
  );

  test('forwarding_url answers in the cache’s stead', () => {
    const forwarding = pageRule({ forwarding_url: { url: 'https://example.com/', status_code: 301 } });
    expect(decided(edgeWithPageRules(forwarding), fresh, css)).toMatchObject({
      decision: 'not-stored',
      decidedBy: { step: 'page-rule' },
    });
  });
  test('always_use_https redirects http alone', () => {
    const edge = edgeWithPageRules(pageRule({ ...everything, always_use_https: undefined }));
    expect(decided(edge, fresh, { scheme: 'http' }).steps.at(-1)?.effect).toContain('redirects');
    expect(decided(edge, fresh).steps.at(-1)?.effect).not.toContain('redirects');
  });
});

describe('which Page Rule applies', () => {
  const stores = pageRule({ cache_level: 'cache_everything' }, { id: 'all', priority: 1 });
  const bypasses = pageRule({ cache_level: 'bypass' }, { id: 'one', priority: 2, target: 'shop.example.com/dash*' });

  test('only the one with the highest number that matches', () => {
    expect(decided(edgeWithPageRules(stores, bypasses), fresh)).toMatchObject({
      decision: 'not-stored',
      decidedBy: { id: 'one' },
    });
    expect(decided(edgeWithPageRules(stores, bypasses), fresh, { path: '/a' })).toMatchObject({
      decision: 'stored',
      decidedBy: { id: 'all' },
    });
    expect(decided(edgeWithPageRules(stores, { ...bypasses, priority: 0 }), fresh).decision).toBe('stored');
  });
  test('of two with the same priority any, where they differ', () => {
    const equal = { ...bypasses, priority: 1 };
    for (const rules of [
      [stores, equal],
      [equal, stores],
    ]) {
      const { decision, open } = decided(edgeWithPageRules(...rules), fresh);
      expect(decision).toBe('unknown');
      expect(open[0]?.why).toMatch(/"shop.example.com\/\*".*priority 1/);
    }
    expect(decided(edgeWithPageRules(stores, { ...stores, id: 'same' }), fresh).decision).toBe('stored');
    const forwards = pageRule({ forwarding_url: 'https://www.example.com/' });
    for (const rules of [
      [stores, forwards],
      [forwards, stores],
    ])
      expect(decided(edgeWithPageRules(...rules), fresh).decision).toBe('unknown');
    expect(decided(edgeWithPageRules(stores, equal), fresh, { path: '/a' }).decision).toBe('stored');
  });
  test('the one that applies hides all settings of the others', () => {
    const ttlOnly = pageRule({ browser_cache_ttl: 60 }, { priority: 9 });
    expect(decided(edgeWithPageRules(stores, ttlOnly), fresh).decision).toBe('not-stored');
  });
  test('one that is not understood may apply', () => {
    const odd = { ...bypasses, operator: 'contains' };
    expect(decided(edgeWithPageRules(stores, odd), fresh).decision).toBe('unknown');
    expect(decided(edgeWithPageRules(stores, odd), secret).decision).toBe('not-stored');
  });
  test('a Cache Rule overrides it for the settings that it carries', () => {
    const rules = (parameters: Parameters<typeof cacheRule>[0]) =>
      edgeWith({ pageRules: read([bypasses]) }, { http_request_cache_settings: read([cacheRule(parameters)]) });
    expect(decided(rules(kept(60)), secret).decision).toBe('stored');
    expect(decided(rules({ edge_ttl: { mode: 'override_origin', default: 60 } }), secret).decision).toBe('not-stored');
  });
  test('unread Page Rules may do anything but what a Cache Rule settles', () => {
    const unread = { pageRules: denied('Page Rules Read') };
    const rules = (parameters: Parameters<typeof cacheRule>[0]) =>
      edgeWith(unread, { http_request_cache_settings: read([cacheRule(parameters)]) });
    expect(decided(edgeWith(unread), secret)).toMatchObject({
      decision: 'unknown',
      open: [{ hint: expect.stringContaining('Page Rules Read') }],
    });
    expect(decided(rules({ cache: false }), secret).decision).toBe('not-stored');
    expect(decided(rules(kept(60)), secret).decision).toBe('stored');
  });
});
