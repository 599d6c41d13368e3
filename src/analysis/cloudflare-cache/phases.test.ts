import { describe, expect, test } from 'vitest';
import { wholeAnswer } from './origin-answer.ts';
import { answer, cacheRule, decided, edgeWith, edgeWithCacheRules, eligible, kept, read, rule } from './testing.ts';

// Guide section 1.1: the order of the phases, and what each does to the way to the cache.
const fresh = answer(200, 'cache-control: public, max-age=60');
const leaking = { http_request_cache_settings: read([cacheRule(kept(60))]) };
const stepNames = (steps: readonly { readonly step: string }[]) => steps.map(({ step }) => step);

test('the trace is in the order of execution', () => {
  const some = read([rule('log', { headers: { 'set-cookie': { operation: 'remove' } } })]);
  const uri = { path: { value: '/other' } };
  const phases = {
    ...leaking,
    http_request_dynamic_redirect: read([rule('redirect', {}, { expression: 'ip.src eq 192.0.2.1' })]),
    http_request_transform: read([rule('rewrite', { uri })]),
    http_config_settings: read([rule('set_config', { ssl: 'flexible' })]),
    http_request_origin: some,
    http_request_firewall_custom: some,
    http_ratelimit: some,
    http_request_firewall_managed: some,
    http_request_late_transform: some,
    http_response_cache_settings: read([rule('set_cache_tags', {})]),
    http_response_headers_transform: some,
  };
  expect(stepNames(decided(edgeWith({ snippetRules: some }, phases), fresh).steps)).toEqual([
    'proxied',
    'url-normalization',
    'redirect-rule',
    'url-rewrite',
    'configuration-rule',
    'origin-rule',
    'waf-rule',
    'rate-limit',
    'managed-rules',
    'header-transform',
    'file-extension',
    'cache-rule',
    'snippet',
    'cache-response-rule',
    'response-header-transform',
    'authorization',
    'origin',
  ]);
});

describe('URL normalization', () => {
  const forAccount = cacheRule(kept(60), { expression: 'http.request.uri.path eq "/account/x"' });
  const phases = { http_request_cache_settings: read([forAccount]) };

  test('comes before matching, and the trace says what it changed', () => {
    const { decision, steps } = decided(edgeWith({}, phases), fresh, { path: '/a/../%61ccount/x' });
    expect(decision).toBe('stored');
    expect(steps).toContainEqual({
      step: 'url-normalization',
      matched: true,
      effect: 'rules see /account/x instead of /a/../%61ccount/x',
    });
  });
  test.each([
    ['rfc3986', 'incoming', '/account//x', 'not-stored'],
    ['cloudflare', 'incoming', '/account//x', 'stored'],
    ['cloudflare', 'both', '/account\\x', 'stored'],
    ['cloudflare', 'none', '/account//x', 'not-stored'],
    ['rfc3986', 'none', '/a/../account/x', 'not-stored'],
    ['of tomorrow', 'incoming', '/account//x', 'unknown'],
  ])('type %s, scope %s: %s is %s', (type, scope, path, decision) =>
    expect(decided(edgeWith({ normalization: read({ type, scope }) }, phases), fresh, { path }).decision).toBe(
      decision,
    ),
  );
});

describe('URL rewrites', () => {
  const forOther = cacheRule(kept(60), { expression: 'http.request.uri.path eq "/other"' });
  const rewriting = (uri: Parameters<typeof rule>[1]['uri'], expression = 'true') => ({
    http_request_cache_settings: read([forOther]),
    http_request_transform: read([rule('rewrite', { uri: uri ?? null }, { expression })]),
  });

  test('Cache Rules see the path after them, raw fields the one before', () => {
    expect(decided(edgeWith({}, rewriting({ path: { value: '/other' } })), fresh).decision).toBe('stored');
    const raw = cacheRule({ cache: false }, { expression: 'raw.http.request.uri.path eq "/dashboard"' });
    const phases = { ...rewriting({ path: { value: '/other' } }), http_request_cache_settings: read([forOther, raw]) };
    expect(decided(edgeWith({}, phases), fresh).decision).toBe('not-stored');
  });
  test('a computed path', () => {
    const path = { expression: 'concat("/oth", substring(http.request.uri.path, 8, 9), "r")' };
    expect(decided(edgeWith({}, rewriting({ path })), fresh, { path: '/dashboaed' }).decision).toBe('stored');
  });
  test('a path that may be rewritten leaves it open, but not what is the same for both', () => {
    const maybe = rewriting({ path: { value: '/other' } }, 'http.cookie contains "a"');
    expect(decided(edgeWith({}, maybe), fresh)).toMatchObject({
      decision: 'unknown',
      open: [{ hint: expect.stringContaining('cookie') }],
    });
    expect(decided(edgeWith({}, { ...maybe, ...leaking }), fresh).decision).toBe('stored');
  });
  test.each(['to_string(cf.bot_management.score)', 'nothing that can be read ('])(
    'a path computed by %s may be any',
    (expression) => {
      expect(decided(edgeWith({}, rewriting({ path: { expression } })), fresh).decision).toBe('unknown');
      expect(decided(edgeWith({}, { ...rewriting({ path: { expression } }), ...leaking }), fresh).decision).toBe(
        'stored',
      );
    },
  );
  test('a rewritten extension counts', () =>
    expect(decided(edgeWith({}, rewriting({ path: { value: '/a.css' } })), fresh).decision).toBe('stored'));
});

describe('what answers before the cache', () => {
  test('a redirect', () => {
    const phases = { ...leaking, http_request_dynamic_redirect: read([rule('redirect', {}, { id: 'r' })]) };
    expect(decided(edgeWith({}, phases), fresh)).toMatchObject({
      decision: 'not-stored',
      decidedBy: { id: 'r', step: 'redirect-rule' },
    });
  });
  test('a redirect that may match leaves open what would be stored otherwise', () => {
    const redirects = {
      http_request_dynamic_redirect: read([rule('redirect', {}, { expression: 'http.cookie eq ""' })]),
    };
    expect(decided(edgeWith({}, { ...leaking, ...redirects }), fresh).decision).toBe('unknown');
    expect(decided(edgeWith({}, redirects), fresh).decision).toBe('not-stored');
  });
  test.each([
    ['block', 'not-stored'],
    ['managed_challenge', 'stored'],
    ['js_challenge', 'stored'],
    ['challenge', 'stored'],
    ['log', 'stored'],
    ['skip', 'stored'],
  ])('a WAF custom rule that does %s: %s, for whoever passes a challenge reaches the cache', (action, decision) => {
    const phases = { ...leaking, http_request_firewall_custom: read([rule(action, {})]) };
    expect(decided(edgeWith({}, phases), fresh).decision).toBe(decision);
  });
  test('a block that may match lets others through, and one that is skipped lets all', () => {
    const maybe = rule('block', {}, { expression: 'ip.src eq 192.0.2.1' });
    expect(decided(edgeWith({}, { ...leaking, http_request_firewall_custom: read([maybe]) }), fresh).decision).toBe(
      'stored',
    );
    const skipped = read([rule('skip', { ruleset: 'current' }), rule('block', {})]);
    expect(decided(edgeWith({}, { ...leaking, http_request_firewall_custom: skipped }), fresh).decision).toBe('stored');
  });
  test('rate limits and managed rules let through what reaches the cache', () => {
    const phases = {
      ...leaking,
      http_ratelimit: read([rule('block', {})]),
      http_request_firewall_managed: read([rule('execute', { id: 'x' })]),
    };
    expect(decided(edgeWith({}, phases), fresh).decision).toBe('stored');
  });
  test.each([
    ['shop.example.com', true],
    ['shop.example.com/dashboard', true],
    ['*.example.com/dash*', true],
    ['shop.example.com/admin', false],
    ['shop.example.com/dash', false],
  ])('Access over %s: shown (%s), and whoever it lets in reaches the cache', (domain, isShown) => {
    const app = { id: 'a', name: 'Staff', kind: 'self_hosted', domains: [domain], decisions: ['allow'], open: false };
    const { decision, steps } = decided(edgeWith({ accessApps: read([app]) }, leaking), fresh);
    expect([decision, stepNames(steps).includes('access')]).toEqual(['stored', isShown]);
  });
});

test('a header that a rule may change on the way is not known any more', () => {
  const byHeader = cacheRule({ cache: false }, { expression: 'http.request.headers["x-a"][0] eq "1"' });
  const changing = read([rule('rewrite', { headers: { 'X-A': { operation: 'remove' } } })]);
  const phases = { http_request_cache_settings: read([cacheRule(eligible), byHeader]) };
  const headers = new Map([['x-a', ['1']]]);
  expect(decided(edgeWith({}, phases), fresh, { headers }).decision).toBe('not-stored');
  expect(decided(edgeWith({}, { ...phases, http_request_late_transform: changing }), fresh, { headers }).decision).toBe(
    'unknown',
  );
});

test('hostile names and headers come out short and harmless', () => {
  const name = `\u001b[31m# evil\n${'x'.repeat(60_000)}`;
  const edge = edgeWithCacheRules(cacheRule(kept(60), { name, expression: `${' '.repeat(5_000)}true` }));
  const decision = decided(edge, wholeAnswer(200, [['cache-control', 'x'.repeat(60_000)]]));
  expect(JSON.stringify(decision).length).toBeLessThan(5_000);
  expect(decision.decision).toBe('unknown');
  expect([...decision.steps.map(({ effect }) => effect), ...decision.open.map(({ why }) => why)].join()).not.toContain(
    '\u001b',
  );
});
