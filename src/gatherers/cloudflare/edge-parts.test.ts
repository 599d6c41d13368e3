import { describe, expect, test } from 'vitest';
import { cloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { UnavailableError } from '../../core/fault.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherCloudflareEdge } from './edge.ts';
import { denied, type FakeZone, fakeCloudflare, zone } from './testing.ts';

async function gather(said: FakeZone) {
  const asked: string[] = [];
  const { context } = fakeWorld({ cloudflare: fakeCloudflare(said, asked) });
  return { edge: cloudflareEdge.parse(await gatherCloudflareEdge.gather(context, { zone })), asked };
}

describe('Page Rules', () => {
  const constraint = { operator: 'matches', value: '*example.com/account*' };
  const pageRule = {
    id: 'p1',
    status: 'active',
    priority: 2,
    targets: [{ target: 'url', constraint }],
    actions: [{ id: 'cache_level', value: 'cache_everything' }, { id: 'disable_security' }],
    created_on: '2020-01-01T00:00:00Z',
  };

  test('that are on are read with pattern, priority and actions', async () => {
    const { edge } = await gather({ pageRules: [pageRule, { ...pageRule, id: 'p2', status: 'disabled' }] });
    expect(edge.pageRules).toEqual({
      state: 'ok',
      value: [
        {
          id: 'p1',
          priority: 2,
          target: '*example.com/account*',
          operator: 'matches',
          actions: [{ id: 'cache_level', value: 'cache_everything' }, { id: 'disable_security' }],
        },
      ],
    });
  });

  test.each([
    [[]],
    [
      [
        { target: 'url', constraint },
        { target: 'url', constraint },
      ],
    ],
  ])('with the targets %j cannot be read, and say so', async (targets) => {
    const { edge } = await gather({ pageRules: [{ ...pageRule, targets }] });
    expect(edge.pageRules).toMatchObject({ value: [{ operator: 'unknown' }] });
  });
});

describe('DNS records', () => {
  const record = {
    id: 'd1',
    name: 'Shop.Example.com',
    type: 'CNAME',
    content: 'cname.vercel-dns.com',
    proxied: true,
    ttl: 1,
  };

  test('are read with whether they are proxied, TXT without its content', async () => {
    const { edge } = await gather({ records: [record, { ...record, id: 'd2', type: 'TXT', proxied: undefined }] });
    const kept = { name: 'shop.example.com', content: 'cname.vercel-dns.com', ttl: 1 };
    expect(edge.records).toMatchObject({
      value: [
        { ...kept, proxied: true },
        { ...kept, type: 'TXT', content: '', proxied: false },
      ],
    });
  });

  test.each(['A', 'AAAA', 'CNAME'])(
    'a record %s that does not say it is a fault, never taken as DNS-only',
    async (type) => {
      const { edge } = await gather({ records: [{ ...record, type, proxied: undefined }] });
      expect(edge.records).toMatchObject({ state: 'failed' });
    },
  );
});

describe('Workers and snippets', () => {
  test('a route without a script switches Workers off', async () => {
    const routes = [
      { id: 'w1', pattern: 'example.com/api/*', script: 'edge', request_limit_fail_open: false },
      { id: 'w2', pattern: 'example.com/api/open*', script: null },
    ];
    expect((await gather({ workerRoutes: routes })).edge.workerRoutes).toEqual({
      state: 'ok',
      value: [
        { id: 'w1', pattern: 'example.com/api/*', script: 'edge' },
        { id: 'w2', pattern: 'example.com/api/open*' },
      ],
    });
  });

  test.each([
    ['a list', (rules: readonly object[]) => rules],
    ['an object with rules', (rules: readonly object[]) => ({ rules })],
  ])('snippet rules come as %s', async (_what, wrap) => {
    const rules = [{ id: 's1', expression: 'true', snippet_name: 'greet', description: '', last_updated: 'x' }];
    expect((await gather({ snippetRules: wrap(rules) })).edge.snippetRules).toEqual({
      state: 'ok',
      value: [
        {
          id: 's1',
          name: 'greet',
          expression: 'true',
          action: 'snippet',
          enabled: true,
          parameters: { snippet_name: 'greet' },
        },
      ],
    });
  });

  test('there are no snippet rules where the plan knows no snippets, and it is not known where the token may not look', async () => {
    const plan = new UnavailableError('not-configured', 'the plan does not include them');
    expect((await gather({ snippetRules: plan })).edge.snippetRules).toEqual({ state: 'ok', value: [] });
    expect((await gather({ snippetRules: denied('Snippets Read') })).edge.snippetRules.state).toBe('unavailable');
  });

  test.each([{ snippets: [], rules: 'all' }, [{ id: 's1' }], 'none'])(
    'snippet rules of another shape, %j, are no empty list',
    async (snippetRules) => expect((await gather({ snippetRules })).edge.snippetRules.state).toBe('failed'),
  );
});

describe('Access applications', () => {
  const everyone = [{ everyone: {} }];

  test('are read with their domains and whether everybody gets in', async () => {
    const application = {
      id: 'a1',
      name: 'Staging',
      type: 'self_hosted',
      domain: 'shop.example.com',
      self_hosted_domains: ['Shop.Example.com', 'SHOP.example.com/Admin'],
      destinations: [
        { type: 'public', uri: 'shop.example.com/x' },
        { type: 'private', hostname: 'db.internal' },
      ],
      policies: [
        { decision: 'allow', include: [{ email: { email: 'a@example.com' } }] },
        { decision: 'bypass', include: everyone },
      ],
    };
    expect((await gather({ accessApps: [application] })).edge.accessApps).toEqual({
      state: 'ok',
      value: [
        {
          id: 'a1',
          name: 'Staging',
          kind: 'self_hosted',
          domains: ['shop.example.com', 'shop.example.com/Admin', 'shop.example.com/x'],
          decisions: ['allow', 'bypass'],
          open: true,
        },
      ],
    });
  });

  test.each([
    ['nobody is let in without a sign-in', [{ decision: 'allow', include: everyone }]],
    [
      'a bypass that asks for more',
      [{ decision: 'bypass', include: everyone, require: [{ ip: { ip: '192.0.2.0/24' } }] }],
    ],
    [
      'a bypass that leaves some out',
      [{ decision: 'bypass', include: everyone, exclude: [{ geo: { country_code: 'XX' } }] }],
    ],
    ['a bypass for some', [{ decision: 'bypass', include: [{ ip: { ip: '192.0.2.0/24' } }] }]],
    ['a policy that only its id tells', ['699d98642c564d2e855e9661899b7252']],
    ['no policy', null],
  ])('%s: it is not open', async (_what, policies) => {
    const { edge } = await gather({ accessApps: [{ id: 'a1', domain: 'shop.example.com', policies }] });
    expect(edge.accessApps).toMatchObject({ value: [{ id: 'a1', name: 'a1', open: false }] });
  });

  test('there are none where Access was never switched on', async () => {
    const off = new UnavailableError('not-configured', 'Cloudflare Access is not switched on for this account');
    expect((await gather({ accessApps: off })).edge.accessApps).toEqual({ state: 'ok', value: [] });
  });
});

describe('lists', () => {
  const rules = (...expressions: readonly string[]) => ({
    http_request_firewall_custom: {
      id: 'rs1',
      rules: expressions.map((expression, at) => ({ id: `r${at}`, expression, action: 'block', enabled: true })),
    },
  });
  const list = (name: string, kind: string) => ({ id: `id-${name}`, name, kind, num_items: 1 });

  test('that rules name are read, each once, with items of every kind', async () => {
    const { edge, asked } = await gather({
      phases: rules(
        'ip.src in $office',
        'ip.src in $office and http.host in $hosts',
        'ip.src.asnum in $asns',
        'ip.src in $cf.vpn',
      ),
      lists: [list('office', 'ip'), list('hosts', 'hostname'), list('asns', 'asn'), list('other', 'ip')],
      items: {
        'id-office': [
          { id: 'i', ip: '192.0.2.0/24', comment: 'x' },
          { id: 'j', ip: '2001:db8::1' },
        ],
        'id-hosts': [{ id: 'i', hostname: { url_hostname: '*.example.com' } }],
        'id-asns': [{ id: 'i', asn: 64496 }],
      },
    });
    expect(edge.lists).toEqual({
      state: 'ok',
      value: [
        { name: 'office', kind: 'ip', items: { state: 'ok', value: ['192.0.2.0/24', '2001:db8::1'] } },
        { name: 'hosts', kind: 'hostname', items: { state: 'ok', value: ['*.example.com'] } },
        { name: 'asns', kind: 'asn', items: { state: 'ok', value: ['64496'] } },
      ],
    });
    expect(asked.filter((call) => /^(?:lists|items)/.test(call))).toEqual([
      'lists',
      'items id-office',
      'items id-hosts',
      'items id-asns',
    ]);
  });

  test('that the token may not read are unavailable with the permission', async () => {
    const { edge } = await gather({ phases: rules('ip.src in $office'), lists: denied('Account Filter Lists Read') });
    expect(edge.lists).toMatchObject({
      state: 'unavailable',
      hint: expect.stringContaining('Account Filter Lists Read'),
    });
  });

  test('of which one cannot be read leave the others', async () => {
    const { edge } = await gather({
      phases: rules('ip.src in $a or ip.src in $b or ip.src in $gone'),
      lists: [list('a', 'ip'), list('b', 'ip')],
      items: { 'id-a': denied('Account Filter Lists Read'), 'id-b': [{ ip: '192.0.2.1' }] },
    });
    expect(edge.lists).toMatchObject({
      value: [
        { name: 'a', items: { state: 'unavailable' } },
        { name: 'b', items: { state: 'ok', value: ['192.0.2.1'] } },
        { name: 'gone', items: { state: 'unavailable', reason: 'not-found' } },
      ],
    });
  });
});
