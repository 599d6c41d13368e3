import { afterEach, describe, expect, it } from 'vitest';
import { cloudflareIds, harborZone } from '../account/cloudflare.ts';
import { challengePage, cloudflareError, denied, redirectTo, refusedWith200, tooManyRequests } from './faults.ts';
import { type PermissionGroup, permissionGroups } from './permission-groups.ts';
import { type CloudflareSimulatorOptions, startCloudflareSimulator } from './simulator.ts';
import type { CloudflareState, CloudflareToken } from './state.ts';

const state = harborZone({ repaired: false });
const zone = `/zones/${cloudflareIds.zone}`;
const account = `/accounts/${cloudflareIds.account}`;
const cacheRules = `${zone}/rulesets/phases/http_request_cache_settings/entrypoint`;
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const simulator of open.splice(0)) await simulator.close();
});

/** The state with its one token changed. */
function withToken(more: Partial<CloudflareToken>): CloudflareState {
  return { ...state, tokens: state.tokens.map((token) => ({ ...token, ...more })) };
}

async function start(options: Partial<CloudflareSimulatorOptions> = {}) {
  const simulator = await startCloudflareSimulator({ state, ...options });
  open.push(simulator);
  const bearer = `Bearer ${state.tokens[0]?.value}`;
  const get = async (path: string, headers: Record<string, string> = { authorization: bearer }, method = 'GET') => {
    const response = await fetch(`${simulator.url}${path}`, { method, headers, redirect: 'manual' });
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body, code: body?.errors?.[0]?.code };
  };
  return { ...simulator, get };
}

describe('who may ask', () => {
  it.each([
    ['no credential', {}, 400, 9106],
    ['no bearer', { authorization: 'Basic bWFyYQ==' }, 400, 6003],
    ['a bearer that is no token', { authorization: 'Bearer "quoted"' }, 400, 6003],
    ['a key beside the token', { authorization: 'Bearer x', 'x-auth-key': 'a', 'x-auth-email': 'b' }, 400, 6003],
    ['a token that nobody has', { authorization: `Bearer ${'n'.repeat(40)}` }, 403, 9109],
  ] as const)('refuses %s and shows nothing', async (_what, headers, status, code) => {
    const { get } = await start();
    for (const path of ['/zones', cacheRules]) {
      const answer = await get(path, headers);
      expect([answer.status, answer.code, answer.body.success, answer.body.result]).toEqual([
        status,
        code,
        false,
        null,
      ]);
    }
  });

  it.each(['expired', 'disabled'] as const)(
    'tells an %s token so when it asks about itself, and refuses it elsewhere',
    async (status) => {
      const { get } = await start({ state: withToken({ status, expiresOn: '2026-11-01T00:00:00Z' }) });
      expect((await get('/user/tokens/verify')).body.result).toMatchObject({
        status,
        expires_on: '2026-11-01T00:00:00Z',
      });
      for (const path of ['/zones', cacheRules]) expect(await get(path)).toMatchObject({ status: 403, code: 9109 });
    },
  );

  it("verifies a user's token and an account's each in its own place", async () => {
    const users = await start();
    expect((await users.get('/user/tokens/verify')).body.result.status).toBe('active');
    expect((await users.get(`${account}/tokens/verify`)).code).toBe(1000);
    const accounts = await start({ state: withToken({ owner: 'account' }) });
    expect((await accounts.get('/user/tokens/verify')).code).toBe(1000);
    expect((await accounts.get(`${account}/tokens/verify`)).body.result.status).toBe('active');
    expect((await users.get('/user/tokens/verify', { authorization: `Bearer ${'n'.repeat(40)}` })).code).toBe(1000);
  });

  it("refuses Page Rules to an account's token, and nothing else", async () => {
    const { get } = await start({ state: withToken({ owner: 'account' }) });
    expect(await get(`${zone}/pagerules`)).toMatchObject({ status: 400, code: 1011 });
    expect((await get(cacheRules)).status).toBe(200);
  });

  it.each<readonly [PermissionGroup, string, number]>([
    ['Cache Rules Read', cacheRules, 10_000],
    ['Zone WAF Read', `${zone}/rulesets/phases/http_ratelimit/entrypoint`, 10_000],
    ['Zone Settings Read', `${zone}/settings/ssl`, 9109],
    ['Page Rules Read', `${zone}/pagerules`, 9109],
    ['DNS Read', `${zone}/dns_records`, 10_000],
    ['Bot Management Read', `${zone}/bot_management`, 10_000],
    ['Access: Apps and Policies Read', `${zone}/access/apps`, 10_000],
    ['Account Filter Lists Read', `${account}/rules/lists`, 10_000],
    ['Zone Read', '/zones?name=example.com', 0],
  ])('answers 403 to a token without %s, and only there', async (group, path, code) => {
    const { get } = await start({ state: withToken({ groups: permissionGroups.filter((one) => one !== group) }) });
    expect(await get(path)).toMatchObject({ status: 403, code });
    expect((await get(`${zone}/healthchecks`)).status).toBe(200);
  });

  it('hides a zone from a token of other zones', async () => {
    const { get } = await start({ state: withToken({ zones: ['f'.repeat(32)] }) });
    expect((await get('/zones?name=example.com')).body.result).toEqual([]);
    expect(await get(cacheRules)).toMatchObject({ status: 403, code: 10_000 });
  });
});

describe('what it answers', () => {
  it('finds the zone by its exact name', async () => {
    const { get } = await start();
    const { body } = await get('/zones?name=example.com');
    expect(body).toMatchObject({ success: true, errors: [], result_info: { total_count: 1, total_pages: 1 } });
    expect(body.result).toMatchObject([{ id: cloudflareIds.zone, status: 'active', plan: { legacy_id: 'pro' } }]);
    expect((await get('/zones?name=shop.example.com')).body.result).toEqual([]);
  });

  it('says 10003 for a phase without rules, and 7003 for what is not there', async () => {
    const { get } = await start();
    const missing = '/zones/0123456789abcdef0123456789abcdef/dnssec';
    const strange = ['/', '/nothing', missing, '/zones/..%2f/dnssec', `${zone}/settings/constructor`, `${zone}/%zz`];
    for (const path of strange) expect([path, (await get(path)).code]).toEqual([path, 7003]);
    const phase = await get(`${zone}/rulesets/phases/http_request_transform/entrypoint`);
    expect([phase.status, phase.code]).toEqual([404, 10_003]);
  });

  it('lists only Page Rules of the wanted status, the strongest first', async () => {
    const { get } = await start();
    const all = await get(`${zone}/pagerules`);
    expect(all.body.result.map((rule: { priority: number }) => rule.priority)).toEqual([2, 1]);
    const { body } = await get(`${zone}/pagerules?status=active&order=priority&direction=desc`);
    expect(body.result).toMatchObject([{ status: 'active', targets: [{ constraint: { operator: 'matches' } }] }]);
  });

  it('lists certificate packs that are not active only when all are asked for', async () => {
    const { get } = await start();
    const statuses = async (path: string) =>
      (await get(path)).body.result.map((pack: { status: string }) => pack.status);
    expect(await statuses(`${zone}/ssl/certificate_packs`)).toEqual(['active']);
    expect(await statuses(`${zone}/ssl/certificate_packs?status=all`)).toEqual(['validation_timed_out', 'active']);
  });

  it('refuses a page out of its range', async () => {
    const { get } = await start();
    for (const path of ['/zones?per_page=51', '/zones?page=0', `${zone}/dns_records?per_page=0`]) {
      expect([path, (await get(path)).status]).toEqual([path, 400]);
    }
  });

  it('refuses to write, and remembers that it was asked to', async () => {
    const { get, requests } = await start();
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await get(cacheRules, { authorization: 'x' }, method);
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
    expect(requests().map(({ method }) => method)).toEqual(['POST', 'PUT', 'PATCH', 'DELETE']);
    expect(requests()[0]?.path).toBe(`/client/v4${cacheRules}`);
  });

  it('marks each answer with a ray of its own', async () => {
    const { get } = await start();
    const rays = [await get('/zones'), await get('/zones')].map(({ headers }) => headers.get('cf-ray'));
    expect(new Set(rays).size).toBe(2);
    for (const ray of rays) expect(ray).toMatch(/^[0-9a-f]{16}-FRA$/);
  });
});

describe('limits, changes and faults', () => {
  it('counts down and answers 429 past the limit, with the wait', async () => {
    const { get } = await start({ rateLimit: { total: 1, windowMs: 60_000 } });
    const first = await get('/zones');
    expect([first.headers.get('ratelimit'), first.headers.get('ratelimit-policy')]).toEqual([
      '"default";r=0;t=60',
      '"default";q=1;w=60',
    ]);
    const second = await get('/zones');
    expect([second.status, second.code]).toEqual([429, 971]);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('answers from the new state after a change', async () => {
    const { get, change } = await start();
    change({ ...state, zones: [] });
    expect((await get('/zones')).body.result).toEqual([]);
  });

  it("fails one route in Cloudflare's own words and leaves the others alone", async () => {
    const { get, fail } = await start();
    const failing = async (fault: ReturnType<typeof denied>) => {
      fail([{ route: 'phase/http_request_cache_settings', fault }]);
      return get(cacheRules);
    };
    expect(await failing(denied())).toMatchObject({ status: 403, code: 10_000 });
    expect(await failing(cloudflareError(500, 10_001, 'internal'))).toMatchObject({ status: 500, code: 10_001 });
    expect(await failing(refusedWith200(10_000, 'no'))).toMatchObject({ status: 200, code: 10_000 });
    expect((await failing(tooManyRequests('3'))).headers.get('retry-after')).toBe('3');
    expect((await failing(challengePage())).headers.get('cf-mitigated')).toBe('challenge');
    expect((await failing(redirectTo('http://127.0.0.1:9/'))).headers.get('location')).toBe('http://127.0.0.1:9/');
    expect((await failing({ kind: 'html' })).text).toMatch(/^<!doctype/);
    expect((await get(`${zone}/settings/ssl`)).status).toBe(200);
    fail([{ route: 'setting/ssl', fault: denied(), times: 1 }]);
    expect((await get(`${zone}/settings/ssl`)).status).toBe(403);
    expect((await get(`${zone}/settings/ssl`)).status).toBe(200);
  });
});
