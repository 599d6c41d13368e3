import { describe, expect, test } from 'vitest';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { answer, cacheRule, decided, edgeWithCacheRules, eligible, kept, onPlan } from './testing.ts';

const fresh = answer(200, 'cache-control: public, max-age=60');
const css = { path: '/account/x.css' };

function under(...parameters: readonly CloudflareRule['parameters'][]) {
  return edgeWithCacheRules(...parameters.map((one, nth) => cacheRule(one, { id: `r${nth}`, name: `rule ${nth}` })));
}

describe('action_parameters of Cache Rules (guide section 1.3)', () => {
  test('cache: true makes everything eligible', () =>
    expect(decided(under(eligible), fresh)).toMatchObject({
      decision: 'stored',
      decidedBy: { id: 'r0', step: 'cache-rule' },
    }));
  test('cache: false bypasses', () =>
    expect(decided(under({ cache: false }), fresh, css)).toMatchObject({
      decision: 'not-stored',
      decidedBy: { id: 'r0' },
    }));
  test('without cache the eligibility stays as it is', () => {
    const ttl = under({ edge_ttl: { mode: 'override_origin', default: 60 } });
    expect(decided(ttl, answer(200, 'cache-control: private')).decision).toBe('not-stored');
    expect(decided(ttl, answer(200, 'cache-control: private'), css).decision).toBe('stored');
  });
  test('cache of another type than documented may be either', () =>
    expect(decided(under({ cache: 'yes' }), fresh).decision).toBe('unknown'));

  test.each([
    ['respect_origin', 'not-stored'],
    ['bypass_by_default', 'not-stored'],
    ['override_origin', 'stored'],
    ['a mode of tomorrow', 'unknown'],
  ])('edge_ttl.mode %s on a private answer: %s', (mode, decision) =>
    expect(
      decided(under({ cache: true, edge_ttl: { mode, default: 60 } }), answer(200, 'cache-control: private')).decision,
    ).toBe(decision),
  );
  test('edge_ttl.default is the time', () => expect(decided(under(kept(7_200)), fresh).ttl).toBe(7_200));
  test('edge_ttl.default 0 is asked about each time', () =>
    expect(decided(under(kept(0)), fresh).decision).toBe('revalidated'));
  test('override_origin without a time is stored for a time that is not known', () => {
    const { decision, ttl } = decided(under({ cache: true, edge_ttl: { mode: 'override_origin' } }), fresh);
    expect([decision, ttl]).toEqual(['stored', undefined]);
  });

  test.each([
    ['status_code', { status_code: 200, value: 60 }, 200, 'stored'],
    ['status_code of another answer', { status_code: 404, value: 60 }, 200, 'not-stored'],
    ['status_code_range', { status_code_range: { from: 200, to: 299 }, value: 60 }, 201, 'stored'],
    ['status_code_range without from', { status_code_range: { to: 299 }, value: 60 }, 201, 'stored'],
    ['status_code_range without to', { status_code_range: { from: 500 }, value: 60 }, 503, 'stored'],
    ['value -1 (no-store)', { status_code: 200, value: -1 }, 200, 'not-stored'],
    ['value 0 (no-cache)', { status_code: 200, value: 0 }, 200, 'revalidated'],
    ['an entry that is not understood', { status_code: 'ok', value: 60 }, 200, 'unknown'],
  ])('status_code_ttl: %s', (_, entry, status, decision) => {
    const rules = under({ cache: true, edge_ttl: { mode: 'respect_origin', status_code_ttl: [entry] } });
    expect(decided(rules, answer(status, 'cache-control: private')).decision).toBe(decision);
  });
  test('status_code_ttl: a code alone wins over a range, and any hit over override_origin', () => {
    const status_code_ttl = [
      { status_code_range: { from: 200, to: 299 }, value: 60 },
      { status_code: 200, value: -1 },
    ];
    const rules = under({ cache: true, edge_ttl: { mode: 'override_origin', default: 60, status_code_ttl } });
    expect(decided(rules, fresh).decision).toBe('not-stored');
    expect(decided(rules, answer(201)).decision).toBe('stored');
  });
  test('status_code_ttl and a status that is not known', () => {
    const rules = under({
      cache: true,
      edge_ttl: { mode: 'respect_origin', status_code_ttl: [{ status_code: 418, value: -1 }] },
    });
    expect(decided(rules, { status: undefined, headers: fresh.headers }).decision).toBe('unknown');
  });
  test('status_code_ttl of an earlier rule beside an edge_ttl without: whether it stays is not documented', () => {
    const byStatus = { mode: 'respect_origin', status_code_ttl: [{ status_code: 200, value: 60 }] };
    const rules = under({ cache: true, edge_ttl: byStatus }, { edge_ttl: { mode: 'respect_origin' } });
    expect(decided(rules, answer(200, 'cache-control: private')).decision).toBe('unknown');
    expect(decided(rules, fresh).decision).toBe('stored');
  });

  test.each(['respect_origin', 'bypass_by_default', 'override_origin', 'bypass'])(
    'browser_ttl %s says nothing of the edge',
    (mode) => {
      const { decision, steps } = decided(under({ cache: true, browser_ttl: { mode, default: 60 } }), fresh);
      expect(decision).toBe('stored');
      expect(steps.find(({ step }) => step === 'cache-rule')?.effect).toContain('browsers');
    },
  );

  test('cache_key.custom_key.cookie.include and header.include keep users apart', () => {
    const custom_key = { cookie: { include: ['session'] }, header: { include: ['Authorization'] } };
    expect(decided(under({ cache: true, cache_key: { custom_key } }), fresh)).toMatchObject({
      decision: 'stored',
      keyedBy: ['Authorization (header)', 'session (cookie)'],
    });
  });
  test.each([
    ['check_presence', { cookie: { check_presence: ['session'] }, header: { check_presence: ['x'] } }],
    ['header.contains and exclude_origin', { header: { contains: { accept: ['image/webp'] }, exclude_origin: true } }],
    ['query_string.include ["*"]', { query_string: { include: ['*'] } }],
    ['query_string.include {all}', { query_string: { include: { all: true } } }],
    ['query_string.exclude {list}', { query_string: { exclude: { list: ['utm_source'] } } }],
    ['user', { user: { device_type: true, geo: true, lang: true } }],
    ['host', { host: { resolved: true } }],
  ])('custom_key %s tells nobody apart', (_, custom_key) =>
    expect(decided(under({ cache: true, cache_key: { custom_key } }), fresh).keyedBy).toEqual([]),
  );
  test('a key counts only when it holds in any case: a later key without cookies may take it away', () => {
    const keyed = { cache: true, cache_key: { custom_key: { cookie: { include: ['session'] } } } };
    expect(decided(under(keyed, { cache_key: { ignore_query_strings_order: true } }), fresh).keyedBy).toEqual([]);
    expect(decided(under(keyed, { cache_key: { custom_key: {} } }), fresh).keyedBy).toEqual([]);
    const maybe = cacheRule(keyed, { expression: 'ip.src eq 192.0.2.1' });
    expect(decided(edgeWithCacheRules(cacheRule(eligible), maybe), fresh).keyedBy).toEqual([]);
  });

  // https://developers.cloudflare.com/cache/concepts/cache-control/#enable-origin-cache-control
  test.each([
    ['enterprise', 'not-stored'],
    ['business', 'revalidated'],
    ['pro', 'revalidated'],
    ['free', 'revalidated'],
    ['', 'unknown'],
  ])('origin_cache_control: false counts on Enterprise alone; on the plan "%s": %s', (plan, decision) => {
    const edge = onPlan(plan, under({ cache: true, origin_cache_control: false }));
    expect(decided(edge, answer(200, 'cache-control: no-cache')).decision).toBe(decision);
  });
  test('vary: a header that bypasses, and others', () => {
    const vary = { default: { action: 'bypass' }, headers: { accept: { action: 'normalize' } } };
    const rules = under({ cache: true, vary });
    expect(decided(rules, answer(200, 'vary: Accept')).decision).toBe('stored');
    expect(decided(rules, answer(200, 'vary: Accept, Cookie')).decision).toBe('not-stored');
  });
  test('vary: what the origin varies on keeps answers apart', () => {
    const rules = under({ cache: true, vary: { default: { action: 'passthrough' }, headers: {} } });
    expect(decided(rules, answer(200, 'vary: Cookie')).keyedBy).toEqual(['cookie (header)']);
    expect(decided(under(eligible), answer(200, 'vary: Cookie')).keyedBy).toEqual([]);
  });
  test.each([
    ['cache_reserve', { eligible: true, minimum_file_size: 1 }],
    ['additional_cacheable_ports', [8_443]],
    ['origin_error_page_passthru', true],
    ['read_timeout', 900],
    ['respect_strong_etags', true],
    ['serve_stale', { disable_stale_while_updating: true }],
    ['origin_range_requests', { mode: 'on' }],
    ['shared_dictionary', { match_pattern: '/*' }],
    ['cache_key', { cache_by_device_type: true, ignore_query_strings_order: true }],
  ])('%s changes nothing about storing', (name, value) => {
    expect(decided(under({ cache: true, [name]: value }), fresh).decision).toBe('stored');
    expect(decided(under({ [name]: value }), fresh).decision).toBe('not-stored');
  });
  test('an action that is not understood may do anything', () => {
    const executed = { ...cacheRule({ id: 'x' }), action: 'execute' };
    expect(decided(edgeWithCacheRules(executed), fresh).decision).toBe('unknown');
  });
});

describe('Cache Deception Armor', () => {
  const armored = under({ cache: true, cache_key: { cache_deception_armor: true } });
  const page = (...lines: readonly string[]) => answer(200, 'content-type: text/html; charset=utf-8', ...lines);

  test('refuses a page under the name of a file', () =>
    expect(decided(armored, page(), css)).toMatchObject({ decision: 'not-stored', decidedBy: { id: 'r0' } }));
  test('allows what the extension says, and application/octet-stream', () => {
    expect(decided(armored, answer(200, 'content-type: text/css'), css).decision).toBe('stored');
    expect(decided(armored, answer(200, 'content-type: application/octet-stream'), css).decision).toBe('stored');
    expect(decided(armored, answer(200, 'content-type: image/webp'), { path: '/a.jpg' }).decision).toBe('stored');
  });
  test('has nothing to compare with at a path without extension', () =>
    expect(decided(armored, page()).decision).toBe('stored'));
  test('is defeated by an Edge TTL that ignores the origin', () =>
    expect(decided(under(kept(60), { cache_key: { cache_deception_armor: true } }), page(), css).decision).toBe(
      'stored',
    ));
  test('may be defeated by Cache-Control of the origin', () =>
    expect(decided(armored, page('cache-control: public, max-age=60'), css).decision).toBe('unknown'));
  test('is not known to hold without a Content-Type', () => {
    const { headers } = page();
    const unknownType = new Map([...headers].filter(([name]) => name !== 'content-type'));
    expect(decided(armored, { status: 200, headers: unknownType }, css).decision).toBe('unknown');
  });
});

describe('the order of Cache Rules', () => {
  test('the last match wins, setting by setting', () => {
    expect(decided(under(eligible, { cache: false }), fresh)).toMatchObject({
      decision: 'not-stored',
      decidedBy: { id: 'r1' },
    });
    expect(decided(under({ cache: false }, eligible), fresh)).toMatchObject({
      decision: 'stored',
      decidedBy: { id: 'r1' },
    });
    const eachItsOwn = under(eligible, { edge_ttl: { mode: 'override_origin', default: 60 } });
    expect(decided(eachItsOwn, answer(200, 'cache-control: no-store'))).toMatchObject({
      decision: 'stored',
      ttl: 60,
      decidedBy: { id: 'r1' },
    });
  });
  test('a disabled rule does not count', () =>
    expect(decided(edgeWithCacheRules(cacheRule(eligible, { enabled: false })), fresh).decision).toBe('not-stored'));
  test('a rule that does not match is in the trace', () => {
    const other = cacheRule(eligible, { expression: 'http.host eq "other.example.com"' });
    const { decision, steps } = decided(edgeWithCacheRules(other), fresh);
    expect(decision).toBe('not-stored');
    expect(steps).toContainEqual(
      expect.objectContaining({
        step: 'cache-rule',
        matched: false,
        rule: expect.objectContaining({ name: 'a rule' }),
      }),
    );
  });
  test('every rule has its own step, however many there are', () => {
    const others = Array.from({ length: 200 }, () =>
      cacheRule(eligible, { expression: 'http.host eq "other.example.com"' }),
    );
    const { steps } = decided(edgeWithCacheRules(...others, cacheRule(eligible)), fresh);
    expect(steps.filter(({ step }) => step === 'cache-rule').map(({ effect }) => effect)).toEqual([
      ...others.map(() => 'does not match'),
      'eligible for cache (Cache Everything)',
    ]);
  });
});
