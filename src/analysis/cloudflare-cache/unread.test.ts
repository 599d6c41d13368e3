import { describe, expect, test } from 'vitest';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { answer, cacheRule, decided, denied, edgeWith, kept, read } from './testing.ts';
import { unreadAnswers } from './unread.ts';

const missing = denied('Some Permission');
const stored = { http_request_cache_settings: read([cacheRule(kept(60))]) };
const bypassed = { http_request_cache_settings: read([cacheRule({ cache: false })]) };
const phase = (name: keyof CloudflareEdge['phases']) => ({ phases: { [name]: missing } });

type Unread = Partial<Omit<CloudflareEdge, 'phases'>> & { readonly phases?: Partial<CloudflareEdge['phases']> };

// The table of `unread.ts`: what the decision is about a path that Cache Rules store, and about one that they bypass.
const rows: readonly (readonly [name: string, unread: Unread, ofStored: string, ofBypassed: string])[] = [
  ['records', { records: missing }, 'unknown', 'not-stored'],
  ['developmentMode', { developmentMode: missing }, 'stored', 'not-stored'],
  ['normalization', { normalization: missing }, 'stored', 'not-stored'],
  ['cacheLevel', { cacheLevel: missing }, 'stored', 'not-stored'],
  ['pageRules', { pageRules: missing }, 'stored', 'not-stored'],
  ['workers', { workerRoutes: missing }, 'unknown', 'unknown'],
  ['snippets', { snippetRules: missing }, 'unknown', 'unknown'],
  ['access', { accessApps: missing }, 'stored', 'not-stored'],
  ['lists', { lists: missing }, 'stored', 'not-stored'],
  ['normalization rules', phase('http_request_sanitize'), 'stored', 'not-stored'],
  ['redirects', phase('http_request_dynamic_redirect'), 'unknown', 'not-stored'],
  ['rewrites', phase('http_request_transform'), 'stored', 'not-stored'],
  ['configuration', phase('http_config_settings'), 'stored', 'not-stored'],
  ['origins', phase('http_request_origin'), 'stored', 'not-stored'],
  ['waf', phase('http_request_firewall_custom'), 'stored', 'not-stored'],
  ['rateLimits', phase('http_ratelimit'), 'stored', 'not-stored'],
  ['managed', phase('http_request_firewall_managed'), 'stored', 'not-stored'],
  ['headers', phase('http_request_late_transform'), 'unknown', 'not-stored'],
  ['cacheRules', phase('http_request_cache_settings'), 'unknown', 'unknown'],
  ['responseRules', phase('http_response_cache_settings'), 'unknown', 'not-stored'],
  ['responseHeaders', phase('http_response_headers_transform'), 'stored', 'not-stored'],
];

describe.each(rows)('%s unread', (name, { phases = {}, ...settings }, ofStored, ofBypassed) => {
  test.each([
    [stored, ofStored],
    [bypassed, ofBypassed],
  ])('%#: %j', (rules, decision) => {
    const result = decided(edgeWith(settings, { ...rules, ...phases }), answer(200));
    expect(result.decision, name).toBe(decision);
    if (decision === 'unknown') expect(result.open.map(({ hint }) => hint).join()).toContain('Some Permission');
  });
});

test('the table says of each what it could do, and each is tested', () => {
  const expected = {
    nothing: ['stored', 'not-stored'],
    'kept-out': ['unknown', 'not-stored'],
    anything: ['unknown', 'unknown'],
    settings: [expect.anything(), 'not-stored'],
  };
  const found = new Map(rows.map(([name, , ...decisions]) => [name, decisions]));
  for (const [name, { could }] of Object.entries(unreadAnswers)) expect(found.get(name), name).toEqual(expected[could]);
});

describe('what is unread matters where it may tell', () => {
  test('a rewrite phase leaves open what rules ask of the path', () => {
    const byPath = cacheRule(kept(60), { expression: 'starts_with(http.request.uri.path, "/dash")' });
    const edge = edgeWith({}, { http_request_cache_settings: read([byPath]), http_request_transform: missing });
    const { decision, open } = decided(edge, answer(200));
    expect(decision).toBe('unknown');
    expect(new Set(open.map(({ hint }) => hint))).toEqual(new Set(['give the token Some Permission']));
  });
  test('normalization leaves open what it would change', () => {
    const byPath = cacheRule(kept(60), { expression: 'http.request.uri.path eq "/b"' });
    const edge = edgeWith({ normalization: missing }, { http_request_cache_settings: read([byPath]) });
    expect(decided(edge, answer(200), { path: '/a/../b' }).decision).toBe('unknown');
    expect(decided(edge, answer(200), { path: '/b' }).decision).toBe('stored');
    const rulesUnread = edgeWith({}, { http_request_cache_settings: read([byPath]), http_request_sanitize: missing });
    expect(decided(rulesUnread, answer(200), { path: '/a/../b' })).toMatchObject({
      decision: 'unknown',
      open: [{ hint: 'give the token Some Permission' }],
    });
  });
  test('the cache level leaves open an address with a query', () => {
    const edge = edgeWith({ cacheLevel: missing });
    expect(decided(edge, answer(200), { path: '/a.css', query: 'a' }).decision).toBe('unknown');
    expect(decided(edge, answer(200), { path: '/a.css' }).decision).toBe('stored');
  });
  test('request header rules leave open what rules ask of a given header', () => {
    const byHeader = cacheRule({ cache: false }, { expression: 'http.cookie contains "a"' });
    const edge = edgeWith(
      {},
      { http_request_cache_settings: read([cacheRule(kept(60)), byHeader]), http_request_late_transform: missing },
    );
    const headers = new Map([['cookie', ['a=1']]]);
    const { decision, open } = decided(edge, answer(200), { headers });
    expect(decision).toBe('unknown');
    expect(new Set(open.map(({ hint }) => hint))).toEqual(new Set(['give the token Some Permission']));
  });
  test('a DNS-only host needs nothing else', () => {
    const { records } = edgeWith();
    const dnsOnly = records.state === 'ok' ? read(records.value.map((one) => ({ ...one, proxied: false }))) : records;
    const edge = edgeWith({ records: dnsOnly, workerRoutes: missing }, { http_request_cache_settings: missing });
    expect(decided(edge, answer(200)).decision).toBe('not-stored');
  });
  test('a plan that is not known leaves Origin Cache Control open', () => {
    const { zone } = edgeWith();
    const edge = edgeWith(
      { zone: { ...zone, plan: '' } },
      { http_request_cache_settings: read([cacheRule({ cache: true })]) },
    );
    expect(decided(edge, answer(200, 'cache-control: no-cache')).decision).toBe('unknown');
    expect(decided(edge, answer(200, 'cache-control: private')).decision).toBe('not-stored');
  });
});
