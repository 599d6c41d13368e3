import { describe, expect, test } from 'vitest';
import { cloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { FoundZone } from '../../artifacts/cloudflare/zone.ts';
import { cloudflarePhases, cloudflareSettings } from '../../core/doors/cloudflare.ts';
import { ProviderFault } from '../../core/fault.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherCloudflareEdge } from './edge.ts';
import { denied, type FakeZone, fakeCloudflare, notFound, zone } from './testing.ts';

async function gather(said: FakeZone, of: FoundZone = zone) {
  const asked: string[] = [];
  const hidden: string[] = [];
  const { context } = fakeWorld({ cloudflare: fakeCloudflare(said, asked) });
  const io = { ...context.io, hide: (value: string) => hidden.push(value) };
  const edge = cloudflareEdge.parse(await gatherCloudflareEdge.gather({ ...context, io }, { zone: of }));
  return { edge, asked, hidden };
}

const rule = (id: string, more: object = {}) => ({
  id,
  ref: id,
  version: '1',
  enabled: true,
  description: `Rule ${id}`,
  expression: 'true',
  action: 'set_cache_settings',
  action_parameters: { cache: true },
  last_updated: '2026-11-01T00:00:00Z',
  ...more,
});
const ruleset = (...rules: readonly object[]) => ({ id: 'rs1', kind: 'zone', version: '3', rules });
const cacheRules = (...rules: readonly object[]): FakeZone => ({
  phases: { http_request_cache_settings: ruleset(...rules) },
});

describe('the rules of the edge', () => {
  test('a zone with nothing has empty phases: a 404 is no rules, and no list is asked for', async () => {
    const { edge, asked } = await gather({});
    for (const phase of cloudflarePhases) expect(edge.phases[phase]).toEqual({ state: 'ok', value: [] });
    expect(edge).toMatchObject({
      host: 'shop.example.com',
      zone: { id: '023e105f4ecef8ad9ca31a8372d0c353', name: 'example.com', status: 'active', plan: 'pro' },
      developmentMode: { state: 'ok', value: 'off' },
      cacheLevel: { state: 'ok', value: 'aggressive' },
      normalization: { state: 'ok', value: { type: 'cloudflare', scope: 'incoming' } },
      snippetRules: { state: 'ok', value: [] },
      lists: { state: 'ok', value: [] },
    });
    expect(asked).not.toContain('lists');
    expect(asked).toHaveLength(cloudflarePhases.length + 8);
  });

  test.each([
    [7_200, 'on'],
    [0, 'off'],
    [-86_400, 'off'],
  ])(
    'development mode is taken from the zone where its setting may not be read: %d seconds left is %s',
    async (developmentMode, value) => {
      const said: FakeZone = { settings: { development_mode: new ProviderFault('500', 'again') } };
      const { edge } = await gather(said, { ...zone, developmentMode });
      expect(edge.developmentMode).toEqual({ state: 'ok', value });
    },
  );

  test('200 rules come in order, switched-off ones too, each with the name that people gave it', async () => {
    const rules = Array.from({ length: 200 }, (_none, at) => rule(`r${at}`, { enabled: at % 2 === 0 }));
    const { edge } = await gather(cacheRules(...rules));
    const read = edge.phases.http_request_cache_settings;
    expect(read.state === 'ok' && read.value.map(({ id, name, enabled }) => [id, name, enabled])).toEqual(
      rules.map(({ id }, at) => [id, `Rule ${id}`, at % 2 === 0]),
    );
  });

  test.each<[string, object, object]>([
    ['without a description, by its ref', { description: '', ref: 'mine' }, { name: 'mine' }],
    ['without either, by its id', { description: null, ref: undefined }, { name: 'r1' }],
    ['without an id', { id: undefined, ref: undefined, description: undefined }, { id: 'rule-1', name: 'rule 1' }],
    ['that does not say whether it is on, as on', { enabled: undefined }, { enabled: true }],
    ['with 4,096 characters', { expression: 'a'.repeat(4096) }, { expression: 'a'.repeat(4096) }],
    ['that does not parse, as it stands', { expression: 'http.host eq (' }, { expression: 'http.host eq (' }],
    ['without parameters', { action_parameters: undefined }, { parameters: {} }],
    [
      'with fields of the Enterprise plan and of tomorrow, as they came',
      {
        action_parameters: { cache_reserve: { eligible: true }, tomorrow: [null, { a: 1 }] },
        logging: { enabled: true },
      },
      { parameters: { cache_reserve: { eligible: true }, tomorrow: [null, { a: 1 }] } },
    ],
  ])('a rule %s', async (_what, more, kept) => {
    const { edge } = await gather(cacheRules(rule('r1', more)));
    expect(edge.phases.http_request_cache_settings).toMatchObject({ state: 'ok', value: [kept] });
  });

  test('values of headers that rules set are dropped, also where an expression makes them', async () => {
    const headers = {
      'X-Origin-Secret': { operation: 'set', value: 'canary-1' },
      'X-Other': { operation: 'set', expression: 'concat("canary-2", http.host)' },
      cookie: { operation: 'remove' },
      odd: 'canary-3',
    };
    const transform = rule('t1', { action: 'rewrite', action_parameters: { headers, uri: { path: { value: '/x' } } } });
    const { edge } = await gather({ phases: { http_request_late_transform: ruleset(transform) } });
    expect(JSON.stringify(edge)).not.toContain('canary');
    expect(edge.phases.http_request_late_transform).toMatchObject({
      value: [
        {
          parameters: {
            uri: { path: { value: '/x' } },
            headers: {
              'X-Origin-Secret': { operation: 'set' },
              'X-Other': { operation: 'set' },
              cookie: { operation: 'remove' },
              odd: {},
            },
          },
        },
      ],
    });
  });

  test('a shared secret in an expression is hidden from whatever is shown, and evaluated all the same', async () => {
    const secret = 'f3b1c9d8e7a64f52b0c1d2e3f4a5b6c7';
    const expression = `any(http.request.headers["x-secret"][*] eq "${secret}")`;
    const { edge, hidden } = await gather(cacheRules(rule('r1', { expression })));
    expect(hidden).toEqual([secret]);
    expect(edge.phases.http_request_cache_settings).toMatchObject({ value: [{ expression }] });
  });

  test('secrets in names and addresses of rules are hidden; what does not look like one stays readable', async () => {
    const key = ['sk', 'live', 'abcdefgh12345678'].join('_');
    const redirect = rule('r1', {
      description: `For ${key}`,
      action: 'redirect',
      action_parameters: {
        from_value: {
          target_url: { value: 'https://shop.example.com/in?token=redirect-canary&utm_source=newsletter' },
        },
      },
    });
    const rewrite = rule('t1', {
      action: 'rewrite',
      action_parameters: { uri: { query: { value: 'key=rewrite-canary' } } },
    });
    const cached = rule('c1', {
      action_parameters: {
        cache: true,
        cache_key: { custom_key: { header: { contains: { 'x-shop-key': ['cache-canary'] } } } },
      },
    });
    const { edge, hidden } = await gather({
      phases: {
        http_request_dynamic_redirect: ruleset(redirect),
        http_request_transform: ruleset(rewrite),
        http_request_cache_settings: ruleset(cached),
      },
      pageRules: [
        {
          id: 'p1',
          status: 'active',
          priority: 1,
          targets: [
            { target: 'url', constraint: { operator: 'matches', value: 'shop.example.com/x*?token=page-canary*' } },
          ],
          actions: [{ id: 'forwarding_url', value: { url: 'https://a:forward-canary@b.example/', status_code: 301 } }],
        },
      ],
    });
    expect(hidden.toSorted()).toEqual(
      [key, 'cache-canary', 'forward-canary', 'page-canary', 'redirect-canary', 'rewrite-canary'].toSorted(),
    );
    // Decisions rest on them.
    expect(edge.pageRules).toMatchObject({ value: [{ target: 'shop.example.com/x*?token=page-canary*' }] });
    expect(JSON.stringify(edge.phases.http_request_transform)).toContain('key=rewrite-canary');
  });

  test.each([
    ['no ruleset', {}],
    ['text', 'rules'],
    ['a rule without an expression', ruleset(rule('r1', { expression: undefined }))],
    ['a rule without an action', ruleset(rule('r1', { action: 7 }))],
    ['parameters that are none', ruleset(rule('r1', { action_parameters: 'all' }))],
    ['another phase', { ...ruleset(), phase: 'http_ratelimit' }],
  ])('%s fails this phase alone, and is never an empty one', async (_what, result) => {
    const { edge } = await gather({ phases: { http_request_cache_settings: result } });
    expect(edge.phases.http_request_cache_settings).toMatchObject({ state: 'failed' });
    expect(edge.phases.http_ratelimit.state).toBe('ok');
  });
});

describe('what could not be read', () => {
  test('hides nothing else', async () => {
    const { edge } = await gather({
      phases: { http_request_cache_settings: denied('Cache Rules Read') },
      pageRules: denied('Page Rules Read'),
      settings: { development_mode: new ProviderFault('500', 'again') },
      accessApps: denied('Access: Apps and Policies Read'),
    });
    expect(edge.phases.http_request_cache_settings).toMatchObject({
      state: 'unavailable',
      reason: 'denied',
      hint: expect.stringContaining('"Cache Rules Read" on the zone example.com'),
    });
    expect(edge.pageRules).toMatchObject({ state: 'unavailable', hint: expect.stringContaining('Page Rules Read') });
    expect(edge.developmentMode).toMatchObject({ state: 'failed', fault: { message: '500', hint: 'again' } });
    expect(edge.accessApps.state).toBe('unavailable');
    expect([edge.records.state, edge.workerRoutes.state, edge.cacheLevel.state]).toEqual(['ok', 'ok', 'ok']);
  });

  test('may be everything: the fact is there and says so for each part', async () => {
    const no = denied('X Read');
    const all = <K extends string>(names: readonly K[]) => Object.fromEntries(names.map((name) => [name, no]));
    const { edge } = await gather({
      phases: all(cloudflarePhases),
      settings: all(cloudflareSettings),
      ...all(['pageRules', 'records', 'workerRoutes', 'snippetRules', 'urlNormalization', 'accessApps', 'lists']),
    });
    const { host: _host, zone: _zone, phases, lists, ...rest } = edge;
    const states = [...Object.values(phases), ...Object.values(rest)].map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['unavailable']));
    expect(lists).toEqual({ state: 'ok', value: [] });
  });

  // A 404 says "none" of phases and snippet rules alone.
  test.each(['pageRules', 'records', 'workerRoutes', 'accessApps', 'urlNormalization'] as const)(
    'a 404 of %s is no empty answer',
    async (call) => {
      const { edge } = await gather({ [call]: notFound() });
      expect(edge[call === 'urlNormalization' ? 'normalization' : call]).toMatchObject({ state: 'unavailable' });
    },
  );

  test('a mistake of our own is no answer of Cloudflare', async () => {
    await expect(gather({ records: new TypeError('a bug') })).rejects.toThrow('a bug');
  });

  test('a zone that production is not in is nothing to read, in the words that say why', async () => {
    const { context } = fakeWorld({ cloudflare: {} });
    const absent = { state: 'absent', host: 'shop.example.com', because: 'seen in DNS: not at Cloudflare' } as const;
    await expect(gatherCloudflareEdge.gather(context, { zone: absent })).rejects.toMatchObject({
      reason: 'not-configured',
      hint: 'seen in DNS: not at Cloudflare',
    });
  });
});
