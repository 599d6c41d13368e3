import { describe, expect, test } from 'vitest';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { answer, cacheRule, decided, denied, edgeWith, eligible, kept, onPlan, read, rule } from './testing.ts';

// Guide section 1.3, Cache Response Rules; https://developers.cloudflare.com/cache/how-to/cache-response-rules/
type Parameters = CloudflareRule['parameters'];

function under(first: Parameters, ...rules: readonly CloudflareRule[]) {
  return edgeWith(
    {},
    { http_request_cache_settings: read([cacheRule(first)]), http_response_cache_settings: read(rules) },
  );
}

const control = (parameters: Parameters, changes: Partial<CloudflareRule> = {}) =>
  rule('set_cache_control', parameters, { id: 'response', ...changes });
const set = { operation: 'set' };

describe('set_cache_control', () => {
  test.each<[change: Parameters, said: string, decision: string]>([
    [{ 'no-store': set }, 'public, max-age=60', 'not-stored'],
    [{ 'no-store': { operation: 'remove' } }, 'no-store, max-age=60', 'stored'],
    [{ private: set }, 'public, max-age=60', 'not-stored'],
    [{ private: { operation: 'set', qualifiers: ['x-name'] } }, 'public, max-age=60', 'stored'],
    [{ private: { operation: 'remove' } }, 'private, max-age=60', 'stored'],
    [{ 'no-cache': set }, 'public, max-age=60', 'revalidated'],
    [{ 'max-age': { operation: 'set', value: 0 } }, 'max-age=60', 'revalidated'],
    [{ 's-maxage': { operation: 'set', value: 60, cloudflare_only: true } }, 'max-age=0', 'stored'],
    [{ 'stale-if-error': { operation: 'set', value: 60 } }, 'no-store', 'not-stored'],
    [{ immutable: set }, 'private', 'not-stored'],
  ])('%j on "%s": %s', (change, said, decision) =>
    expect(decided(under(eligible, control(change)), answer(200, `cache-control: ${said}`)).decision).toBe(decision),
  );

  test('cannot make anything eligible', () => {
    const edge = edgeWith({}, { http_response_cache_settings: read([control({ public: set })]) });
    expect(decided(edge, answer(200)).decision).toBe('not-stored');
  });
  test('beats an Edge TTL that ignores the origin: the example of the documentation', () => {
    const edge = under(kept(7_200), control({ 's-maxage': { operation: 'set', value: 3_600, cloudflare_only: true } }));
    expect(decided(edge, answer(200, 'cache-control: s-maxage=600'))).toMatchObject({
      decision: 'stored',
      ttl: 3_600,
      decidedBy: { step: 'cache-response-rule' },
    });
    expect(decided(under(kept(7_200), control({ 'no-store': set })), answer(200)).decision).toBe('not-stored');
  });
  // Which of them wins is documented only where both set the same thing: a directive of the rule beside a word of the origin's own is not.
  test.each<[change: Parameters, said: string]>([
    [{ 'max-age': { operation: 'set', value: 60 } }, 'cache-control: no-store'],
    [{ 's-maxage': { operation: 'set', value: 60 } }, 'cache-control: private'],
    [{ 's-maxage': { operation: 'set', value: 60 } }, 'set-cookie: a=b'],
    [{ 'no-cache': set }, 'cache-control: max-age=60'],
    [{ private: { operation: 'set', qualifiers: ['x-name'] } }, 'cache-control: no-store'],
  ])('%j under a fixed Edge TTL does not make "%s" keep the answer out for sure', (change, said) => {
    const { decision, open } = decided(under(kept(60), control(change)), answer(200, said));
    expect(decision).toBe('unknown');
    expect(open).not.toEqual([]);
  });
  test.each<Parameters>([{ 'no-store': set }, { private: set }])('%j under a fixed Edge TTL forbids to store', (one) =>
    expect(decided(under(kept(60), control(one)), answer(200, 'cache-control: public')).decision).toBe('not-stored'),
  );
  test('leaves that TTL alone when it sets nothing of the kind', () =>
    expect(decided(under(kept(60), control({ immutable: set })), answer(200, 'cache-control: private'))).toMatchObject({
      decision: 'stored',
      ttl: 60,
    }));
  test('set directives come before the headers for CDNs', () => {
    const edge = under(eligible, control({ 'no-store': set }));
    expect(decided(edge, answer(200, 'cdn-cache-control: max-age=60')).decision).toBe('not-stored');
  });
  test('forces Origin Cache Control on', () => {
    const noCache = answer(200, 'cache-control: no-cache');
    const edge = onPlan('enterprise', under(eligible, rule('set_cache_tags', { operation: 'add', values: ['a'] })));
    expect(decided(edge, noCache).decision).toBe('revalidated');
    expect(decided(onPlan('enterprise', under(eligible)), noCache).decision).toBe('not-stored');
  });
  test('the last rule that matches wins, directive by directive', () => {
    const edge = under(eligible, control({ 'no-store': set }), control({ 'no-store': { operation: 'remove' } }));
    expect(decided(edge, answer(200)).decision).toBe('stored');
  });
  test('looks at the answer', () => {
    const pages = control(
      { 'no-store': set },
      { expression: 'any(http.response.headers["content-type"][*] contains "html")' },
    );
    const edge = under(eligible, pages);
    expect(decided(edge, answer(200, 'content-type: text/html')).decision).toBe('not-stored');
    expect(decided(edge, answer(200, 'content-type: text/css')).decision).toBe('stored');
    const unknownType = new Map([...answer(200).headers].filter(([name]) => name !== 'content-type'));
    expect(decided(edge, { status: 200, headers: unknownType })).toMatchObject({
      decision: 'unknown',
      open: [{ hint: expect.stringContaining('--origin-header') }],
    });
    const codes = control({ 'no-store': set }, { expression: 'http.response.code eq 200' });
    expect(decided(under(eligible, codes), answer(404)).decision).toBe('stored');
  });
});

describe('set_cache_settings', () => {
  const withCookie = answer(200, 'set-cookie: a=b');
  const strips = rule('set_cache_settings', { strip_set_cookie: true });

  test('strip_set_cookie stores what a cookie would keep out', () => {
    expect(decided(under(eligible, strips), withCookie)).toMatchObject({ decision: 'stored', cookies: 'stripped' });
    expect(decided(under(eligible), withCookie)).toMatchObject({ decision: 'not-stored', cookies: 'not-stored' });
  });
  test('strip_set_cookie works on what is not cached, too', () =>
    expect(decided(under({ cache: false }, strips), withCookie)).toMatchObject({
      decision: 'not-stored',
      cookies: 'stripped',
    }));
  test('strip_set_cookie: false gives no cookie back that a response header rule takes away', () => {
    const removes = rule('rewrite', { headers: { 'set-cookie': { operation: 'remove' } } });
    const stays = under(eligible, rule('set_cache_settings', { strip_set_cookie: false }));
    const phases = { ...stays.phases, http_response_headers_transform: read([removes]) };
    expect(decided({ ...stays, phases }, withCookie).cookies).toBe('stripped');
  });
  test.each([{ strip_set_cookie: false }, { strip_etags: true }, { strip_last_modified: true }])(
    '%j does not',
    (parameters) =>
      expect(decided(under(eligible, rule('set_cache_settings', parameters)), withCookie).decision).toBe('not-stored'),
  );
});

describe('what else there may be', () => {
  test('set_cache_tags decides nothing about storing', () =>
    expect(decided(under(eligible, rule('set_cache_tags', {})), answer(200)).decision).toBe('stored'));
  test('an action that is not understood may forbid', () =>
    expect(decided(under(eligible, rule('of_tomorrow', {})), answer(200)).decision).toBe('unknown'));
  test('unread rules may do either, to what is eligible', () => {
    const unread = (parameters: Parameters) =>
      edgeWith(
        {},
        {
          http_request_cache_settings: read([cacheRule(parameters)]),
          http_response_cache_settings: denied('Cache Rules Read'),
        },
      );
    for (const origin of [answer(200), answer(200, 'cache-control: no-store')])
      expect(decided(unread(eligible), origin)).toMatchObject({
        decision: 'unknown',
        open: [{ hint: 'give the token Cache Rules Read' }],
      });
    expect(decided(unread({ cache: false }), answer(200)).decision).toBe('not-stored');
  });
  test('a response header rule that removes Set-Cookie, and one that sets Cache-Control, which changes nothing', () => {
    const headers = (name: string, change: Parameters) => rule('rewrite', { headers: { [name]: change } });
    const edge = (...rules: readonly CloudflareRule[]) =>
      edgeWith(
        {},
        { http_request_cache_settings: read([cacheRule(eligible)]), http_response_headers_transform: read(rules) },
      );
    expect(decided(edge(headers('Set-Cookie', { operation: 'remove' })), answer(200, 'set-cookie: a=b')).decision).toBe(
      'stored',
    );
    const setsControl = edge(headers('cache-control', { operation: 'set', value: 'no-store' }));
    expect(decided(setsControl, answer(200)).decision).toBe('stored');
  });
});
