import { describe, expect, it } from 'vitest';
import { edgeOf, record, rule } from '../../../checks/edge/testing.ts';
import { standingOf } from '../../analysis/cache-paths/standing.ts';
import { cacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherCacheVerdicts } from './verdicts.ts';

const host = 'shop.example.com';
const missing = { state: 'unavailable', reason: 'not-allowed', hint: 'allow probes with --probe' } as const;
const ok = <V>(value: V) => ({ state: 'ok', value, ms: 1 }) as const;

function pathOf(path: string, kind: PrivatePath['kind'] = 'page', why = 'reads the session'): PrivatePath {
  return {
    path,
    route: path,
    kind,
    file: `app${path}/${kind}.tsx`,
    from: 'code',
    why,
    rendered: 'request',
    asks: true,
  };
}

function cacheRule(name: string, expression: string, parameters: CloudflareRule['parameters']): CloudflareRule {
  return rule(name, expression, { action: 'set_cache_settings', parameters });
}

const override = { cache: true, edge_ttl: { mode: 'override_origin', default: 7200 } };
const everything = cacheRule('Cache Everything [Template]', 'true', override);
const bypass = cacheRule('Never store the account', 'starts_with(http.request.uri.path, "/account")', { cache: false });

function withRules(...rules: readonly CloudflareRule[]): CloudflareEdge {
  return edgeOf({ phases: { http_request_cache_settings: { state: 'ok', value: rules } } });
}

type Bag = Parameters<typeof gatherCacheVerdicts.gather>[1];

async function gather(
  edge: CloudflareEdge,
  paths: readonly PrivatePath[] = [pathOf('/account')],
  more: Partial<Bag> = {},
) {
  const { context, notes } = fakeWorld({});
  const value = await gatherCacheVerdicts.gather(context, {
    edge,
    paths: { paths, public: [], unread: [] },
    answers: missing,
    proof: missing,
    routes: ok([]),
    ...more,
  });
  const told = Object.fromEntries(value.verdicts.map((verdict) => [verdict.path, standingOf(verdict)]));
  return { value, told, notes };
}

function proofOf(path: string, warmed: CachingAnswer): Partial<Bag> {
  const proof = {
    path,
    variant: 'page',
    url: `https://${host}${path}`,
    warmed,
    control: 1,
    markers: 'configured',
    readers: [],
  } as const;
  return { proof: ok({ host, proofs: [proof], readers: [], left: [], unfinished: [] }) };
}

const dynamic: CachingAnswer = {
  state: 'answered',
  status: 200,
  headers: [['cf-cache-status', 'DYNAMIC']],
  cookies: [],
  turnedAway: false,
};

describe('cache/verdicts', () => {
  it('are fine without rules, a leak under a rule over everything, and fine again under a later bypass', async () => {
    const variants = [
      '/account',
      '/account/launch-ready.css',
      '/account%2flaunch-ready.css',
      '/account;launch-ready.css',
    ];
    const all = (standing: string) => Object.fromEntries(variants.map((path) => [path, standing]));
    expect((await gather(withRules())).told).toEqual(all('fine'));
    expect((await gather(withRules(everything))).told).toEqual(all('stored'));
    expect((await gather(withRules(everything, bypass))).told).toEqual(all('fine'));
  });

  it('name the rule that decides, and are a fact that can be saved', async () => {
    const { value } = await gather(withRules(everything));
    expect(value.verdicts[0]).toMatchObject({
      path: '/account',
      basis: 'next',
      regardless: true,
      result: {
        decision: 'stored',
        cookies: 'stripped',
        decidedBy: { name: 'Cache Everything [Template]', expression: 'true' },
      },
    });
    expect(cacheVerdicts.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  });

  it('take Next.js’s defaults where a rule leaves it to the origin: a page forbids storing, a handler does not', async () => {
    const edge = withRules(cacheRule('Faster', 'true', { cache: true, edge_ttl: { mode: 'respect_origin' } }));
    const { told, value } = await gather(edge, [pathOf('/account'), pathOf('/api/me', 'handler')]);
    expect(told).toMatchObject({ '/account': 'fine', '/api/me': 'stored', '/api/me/launch-ready.css': 'fine' });
    expect(value.verdicts.find(({ path }) => path === '/api/me')?.regardless).toBe(false);
  });

  it('find a handler’s variant where a route takes it: a style sheet is cached by default', async () => {
    const routes = ok([
      { path: '/api/[...rest]', kind: 'handler', file: 'app/api/[...rest]/route.ts', fixed: false } as const,
    ]);
    expect((await gather(withRules(), [pathOf('/api/me', 'handler')], { routes })).told).toMatchObject({
      '/api/me': 'fine',
      '/api/me/launch-ready.css': 'stored',
    });
  });

  it('do not know a rule that asks for cookies, until a test user’s own answer was seen', async () => {
    const guests = cacheRule('Guests', 'not http.cookie contains "session"', override);
    expect((await gather(withRules(guests))).told['/account']).toBe('open');
    const seen = await gather(withRules(guests), [pathOf('/account')], proofOf('/account', dynamic));
    expect(seen.told['/account']).toBe('fine');
    expect(seen.value.verdicts[0]?.result.steps.at(-1)).toMatchObject({ step: 'observed' });
  });

  it('are settled so for a Page Rule that bypasses the cache on a cookie, too', async () => {
    const actions = [
      { id: 'cache_level', value: 'cache_everything' },
      { id: 'edge_cache_ttl', value: 7200 },
      { id: 'bypass_cache_on_cookie', value: 'session=.*' },
    ];
    const page = { id: 'p1', priority: 1, target: `${host}/*`, operator: 'matches', actions };
    const edge = edgeOf({ pageRules: { state: 'ok', value: [page] } });
    expect((await gather(edge)).told['/account']).toBe('open');
    expect((await gather(edge, [pathOf('/account')], proofOf('/account', dynamic))).told['/account']).toBe('fine');
  });

  it('are not settled by an answer to an address that other visitors do not have', async () => {
    const office = cacheRule('Office', 'not http.cookie contains "session" and ip.src ne 192.0.2.1', override);
    const seen = await gather(withRules(office), [pathOf('/account')], proofOf('/account', dynamic));
    expect(seen.told['/account']).toBe('open');
  });

  it.each([
    ['a Worker', edgeOf({ workerRoutes: { state: 'ok', value: [{ id: 'w', pattern: `${host}/*`, script: 'edge' }] } })],
    ['a rule that cannot be read', withRules(cacheRule('Broken', 'http.host eq', { cache: true }))],
    ['a list that cannot be read', withRules(cacheRule('Listed', 'ip.src in $office', override))],
    [
      'unread Cache Rules',
      edgeOf({
        phases: { http_request_cache_settings: { state: 'unavailable', reason: 'denied', hint: 'Cache Rules Read' } },
      }),
    ],
  ])('are not settled by one answer behind %s', async (_what, edge) => {
    expect((await gather(edge, [pathOf('/account')], proofOf('/account', dynamic))).told['/account']).toBe('open');
  });

  it('take development mode as off: it ends by itself', async () => {
    const edge = { ...withRules(everything), developmentMode: { state: 'ok', value: 'on' } } as const;
    const { told, notes } = await gather(edge);
    expect(told['/account']).toBe('stored');
    expect(notes).toEqual([expect.stringContaining('development mode')]);
  });

  it('are not stored where the host passes the edge by', async () => {
    const edge = {
      ...withRules(everything),
      records: { state: 'ok', value: [record(host, '203.0.113.7', { proxied: false })] },
    } as const;
    expect((await gather(edge)).told['/account']).toBe('fine');
  });

  it('look at the sign-in page and the root, too, where there is a sign-in', async () => {
    const routes = ok([{ path: '/sign-in', kind: 'page', file: 'app/sign-in/page.tsx', fixed: true } as const]);
    const { value } = await gather(withRules(everything), [], { routes });
    expect(value.entrances).toMatchObject([
      { path: '/', result: { decision: 'stored', cookies: 'stripped' } },
      { path: '/sign-in', result: { decision: 'stored', cookies: 'stripped' } },
    ]);
    expect((await gather(withRules(everything), [])).value.entrances).toEqual([]);
  });

  it('are a thousand at most, and what is left is counted', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => pathOf(`/account/${index}`));
    const { value } = await gather(withRules(), many);
    expect(value.verdicts).toHaveLength(4000);
    expect(value.left).toBe(200);
  });

  it('stay a fact of a few megabytes under two hundred rules of 4,000 characters', async () => {
    const long = Array.from({ length: 200 }, (_, index) =>
      cacheRule(`r${index}`, `http.request.uri.path ne "/${index}" or http.host eq "${'x'.repeat(3900)}"`, {
        cache: true,
      }),
    );
    const paths = Array.from({ length: 100 }, (_, index) => pathOf(`/account/${index}`));
    const { value } = await gather(withRules(...long, everything), paths);
    expect(JSON.stringify(value).length).toBeLessThan(5_000_000);
    expect(value.verdicts[0]?.result.decidedBy?.id).toBe(everything.id);
  });
});
