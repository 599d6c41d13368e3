import { describe, expect, test } from 'vitest';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import {
  answer,
  cacheRule,
  decided,
  denied,
  edgeWith,
  edgeWithCacheRules,
  eligible,
  kept,
  read,
  rule,
} from './testing.ts';

const fresh = answer(200, 'cache-control: public, max-age=60');

describe('a Cache Rule that may match', () => {
  const withCookie = (parameters: CloudflareRule['parameters']) =>
    cacheRule(parameters, { id: 'cookie', name: 'Signed in', expression: 'http.cookie contains "session="' });
  const bypassing = edgeWithCacheRules(cacheRule(kept(60)), withCookie({ cache: false }));

  test('leaves the decision open and says what would settle it', () => {
    const { decision, decidedBy, open } = decided(bypassing, fresh);
    expect([decision, decidedBy]).toEqual(['unknown', undefined]);
    expect(open).toEqual([
      {
        why: expect.stringContaining('"Signed in"'),
        hint: expect.stringContaining('--header "cookie: '),
        asks: ['cookie'],
      },
    ]);
  });
  test('is settled by a cookie, or by its absence', () => {
    expect(decided(bypassing, fresh, { headers: new Map([['cookie', ['session=1']]]) }).decision).toBe('not-stored');
    expect(decided(bypassing, fresh, { headers: new Map([['cookie', []]]) }).decision).toBe('stored');
  });
  test('does not matter when a later rule has the last word, or all cases come out the same', () => {
    expect(decided(edgeWithCacheRules(withCookie({ cache: false }), cacheRule(kept(60))), fresh).decision).toBe(
      'stored',
    );
    expect(decided(edgeWithCacheRules(cacheRule(kept(60)), withCookie(kept(90))), fresh)).toMatchObject({
      decision: 'stored',
    });
    expect(decided(edgeWithCacheRules(withCookie(eligible)), answer(200, 'cache-control: no-store')).decision).toBe(
      'not-stored',
    );
  });
  test('two hundred of them end in a decision', () => {
    const many = Array.from({ length: 200 }, (_, nth) => withCookie(kept(nth + 30)));
    expect(
      decided(edgeWithCacheRules(cacheRule(eligible), ...many), answer(200, 'cache-control: private')).decision,
    ).toBe('unknown');
    expect(decided(edgeWithCacheRules(cacheRule(eligible), ...many), fresh).decision).toBe('stored');
  });
  test('so many that not all cases can be gone through are unknown', () => {
    const directives = ['max-age', 's-maxage', 'stale-if-error', 'stale-while-revalidate'];
    const many = Array.from({ length: 80 }, (_, nth) => {
      const change = { operation: 'set', value: nth };
      return rule(
        'set_cache_control',
        { [directives[nth % 4] ?? '']: change },
        { expression: 'http.cookie contains "a"' },
      );
    });
    const rewrites = many.map((one, nth) => ({
      ...one,
      parameters: { uri: { path: { value: `/${nth}` } } },
      action: 'rewrite',
    }));
    const phases = { http_request_cache_settings: read([cacheRule(eligible)]) };
    expect(decided(edgeWith({}, { ...phases, http_response_cache_settings: read(many) }), fresh).decision).toBe(
      'unknown',
    );
    expect(decided(edgeWith({}, { ...phases, http_request_transform: read(rewrites) }), fresh).decision).toBe('stored');
  });
  test('a rule that cannot be read is unknown with its position, never left out', () => {
    const broken = cacheRule({ cache: false }, { name: 'Broken', expression: 'http.host eq "a" nd ssl' });
    const { decision, steps, open } = decided(edgeWithCacheRules(cacheRule(kept(60)), broken), fresh);
    expect(decision).toBe('unknown');
    const effect = expect.stringMatching(/^cannot be read at character 18: .*; may apply: bypasses the cache$/);
    expect(steps).toContainEqual(expect.objectContaining({ step: 'cache-rule', matched: 'unknown', effect }));
    expect(open[0]?.why).toMatch(/"Broken" cannot be read at character 18/);
  });
  test('a rule that cannot be read is said even where the decision stands without it', () => {
    const broken = cacheRule({ cache: false }, { name: 'Broken', expression: 'http.host eq "a" nd ssl' });
    expect(decided(edgeWithCacheRules(broken, cacheRule(kept(60))), fresh)).toMatchObject({
      decision: 'stored',
      open: [{ why: expect.stringContaining('"Broken" cannot be read at character 18') }],
    });
  });
  test('every rule that tells outcomes apart is named, however many there are', () => {
    const named = Array.from({ length: 30 }, (_, nth) => ({ ...withCookie({ cache: false }), name: `rule ${nth}` }));
    const { open } = decided(edgeWithCacheRules(cacheRule(kept(60)), ...named), fresh);
    expect(open.map(({ why }) => /rule \d+/.exec(why)?.[0])).toEqual(named.map(({ name }) => name));
  });
  test('the step of a rule that may match says why that is not known', () => {
    const effectOf = (expression: string, lists: CloudflareEdge['lists'] = read([])) => {
      const rules = read([cacheRule(kept(60)), cacheRule({ cache: false }, { expression })]);
      const { steps } = decided(edgeWith({ lists }, { http_request_cache_settings: rules }), fresh);
      return steps.find(({ matched, step }) => step === 'cache-rule' && matched === 'unknown')?.effect;
    };
    expect(effectOf('http.cookie contains "a"')).toBe(
      'asks for the cookie header, which is not known; may apply: bypasses the cache',
    );
    expect(effectOf('http.host in $hosts', denied('Account Filter Lists Read'))).toBe(
      'list $hosts was not read (give the token Account Filter Lists Read); may apply: bypasses the cache',
    );
    expect(effectOf('ip.src.country eq "DE"')).toBe(
      'asks for ip.src.country, which no request tells; may apply: bypasses the cache',
    );
  });
  test('a rule about cookies and the visitor’s address names both, to people and to programs', () => {
    const expression = `http.cookie contains "${'a'.repeat(2_000)}" and ip.src in {203.0.113.0/24}`;
    const { open } = decided(
      edgeWithCacheRules(cacheRule(kept(60)), cacheRule({ cache: false }, { expression })),
      fresh,
    );
    expect(open).toMatchObject([{ why: expect.stringContaining('ip.src'), asks: ['cookie', 'other'] }]);
  });
  test.each([
    ['http.cookie contains "a" and http.request.uri.query contains "b"', ['cookie', 'other']],
    ['http.cookie contains "a" and any(http.request.headers["x-a"][*] eq "b")', ['cookie', 'header']],
    ['http.cookie contains "a" and http.request.uri.path contains "dash" and ssl', ['cookie']],
    ['ip.src in $office', ['list', 'other']],
  ])('%s asks for %j', (expression, asks) => {
    const edge = edgeWithCacheRules(cacheRule(kept(60)), cacheRule({ cache: false }, { expression }));
    expect(decided(edge, fresh, { query: 'b' }).open).toMatchObject([{ asks }]);
  });
  test('a list that cannot be read is named with the permission', () => {
    const listed = cacheRule({ cache: false }, { expression: 'ip.src in $office' });
    const hint = 'give the token Account Filter Lists Read';
    const lists = { state: 'unavailable', reason: 'denied', hint } as const;
    const edge = edgeWith({ lists }, { http_request_cache_settings: read([cacheRule(kept(60)), listed]) });
    expect(decided(edge, fresh)).toMatchObject({
      decision: 'unknown',
      open: [{ hint: expect.stringContaining(hint) }],
    });
  });
});
