import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Report } from '../core/report.ts';
import { harborZone } from '../demo/account/cloudflare.ts';
import { startCloudflareSimulator } from '../demo/cloudflare/simulator.ts';
import type { CloudflareState, Json, StoredPageRule, StoredRule, StoredZone } from '../demo/cloudflare/state.ts';
import { allText, canary, formats, searchFor } from './testing-canaries.ts';
import { openShop, type Shop } from './testing-shop.ts';

// The built product starts several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const canaries = {
  token: canary('Token'),
  header: canary('Header'),
  cookie: canary('Cookie'),
  query: canary('Query'),
  key: ['sk', 'live', canary('Key')].join('_'),
  transform: canary('Transform'),
  target: canary('Target'),
  redirect: canary('Redirect'),
  rewrite: canary('Rewrite'),
  text: canary('Text'),
  userCookie: canary('UserCookie'),
  userMarker: canary('UserMarker'),
} as const;

const leaksIn = searchFor(Object.values(canaries));

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ repaired: false });
});
afterAll(() => shop[Symbol.asyncDispose]());

// One of each place of a zone where people put what nobody else may know, all of them deciding about the private paths.
function plantedZone(): CloudflareState {
  const harbor = harborZone({ repaired: false });
  const rule = (id: string, action: string, expression: string, parameters?: Json): StoredRule => ({
    id: `canary-${id}`,
    description: `Rule ${id} ${canaries.key}`,
    action,
    expression,
    ...(parameters === undefined ? {} : { parameters }),
  });
  const header = `http.host eq "shop.example.com" and not any(http.request.headers["x-origin-secret"][*] eq "${canaries.header}")`;
  const cookie = `http.cookie contains "staff=${canaries.cookie}"`;
  const query = `http.request.uri.args["token"][0] eq "${canaries.query}" or starts_with(http.request.uri.path, "/account")`;
  const target = { value: `https://shop.example.com/in?token=${canaries.redirect}` };
  const secretHeader = { 'x-origin-secret': { operation: 'set', value: canaries.transform } };
  const planted: StoredZone['phases'] = {
    http_request_firewall_custom: [rule('waf', 'block', header), rule('staff', 'skip', cookie, { ruleset: 'current' })],
    http_request_cache_settings: [
      rule('cache', 'set_cache_settings', query, { cache: true }),
      rule('cache-cookie', 'set_cache_settings', `not ${cookie}`, { cache: true }),
    ],
    http_request_dynamic_redirect: [rule('redirect', 'redirect', 'true', { from_value: { target_url: target } })],
    http_request_transform: [
      rule('rewrite', 'rewrite', 'true', { uri: { query: { value: `token=${canaries.rewrite}` } } }),
    ],
    http_request_late_transform: [rule('late', 'rewrite', 'true', { headers: secretHeader })],
  };
  const pageRule: StoredPageRule = {
    id: 'canary-page',
    status: 'active',
    priority: 9,
    target: `shop.example.com/*?token=${canaries.target}*`,
    actions: [{ id: 'cache_level', value: 'cache_everything' }],
  };
  const text = { id: 'canary-text', name: 'example.com', type: 'TXT', content: `"verify=${canaries.text}"` };
  const zones = harbor.zones.map((zone) => ({
    ...zone,
    phases: { ...zone.phases, ...planted },
    pageRules: [...zone.pageRules, pageRule],
    records: [...zone.records, { ...text, proxied: false, ttl: 1 }],
  }));
  return { ...harbor, zones, tokens: harbor.tokens.map((token) => ({ ...token, value: canaries.token })) };
}

test('no secret of a zone or of a test user is in any output, run or saved fact, and judging those again comes to the same outcomes', async () => {
  const account = await shop.open();
  await using cloudflare = await edgeOf(plantedZone());
  const out = join(shop.folder, 'edge');
  const config = join(shop.folder, 'edge.jsonc');
  const given = JSON.parse(await readFile(account.configFile, 'utf8'));
  const user = { headers: { cookie: 'env:CANARY_COOKIE' }, markers: ['env:CANARY_MARKER'] };
  const endpoints = { ...given.endpoints, cloudflare: cloudflare.url };
  await writeFile(config, JSON.stringify({ ...given, endpoints, users: { a: user } }));
  const env = {
    CLOUDFLARE_API_TOKEN: canaries.token,
    CANARY_COOKIE: `session=${canaries.userCookie}`,
    CANARY_MARKER: canaries.userMarker,
  };
  const outputs = formats.flatMap((format) => ['-o', `${format}=${join(out, format)}`]);
  const facts = join(out, 'facts');

  const ran = await account.run(['audit', '--config', config, '--verbose', ...outputs, '--save', facts], { env });
  expect(ran.code).toBe(1);
  expect(leaksIn(`${ran.stdout}\n${ran.stderr}`)).toEqual([]);
  // The audit did come across them: it shows the rules, with the secrets taken out of them.
  const edge = await readFile(join(facts, 'cloudflare.edge.json'), 'utf8');
  expect(edge).toContain(String.raw`[\"x-origin-secret\"][*] eq \"•••\"`);
  expect(edge).toContain('shop.example.com/*?token=•••*');
  expect(edge).toContain('token=•••');

  const again = await account.run(['audit', '--config', config, '--from', facts, '-o', 'json'], { env });
  expect(leaksIn(`${again.stdout}\n${again.stderr}`)).toEqual([]);
  const outcomes = (text: string): unknown =>
    (JSON.parse(text) as Report).results.map(({ check, outcome }) => [check, outcome]);
  expect(outcomes(again.stdout)).toEqual(outcomes(await readFile(join(out, 'json'), 'utf8')));
  const explain = ['explain', '--path', '/account?token=x', '--config', config];
  const explained = await account.run(explain, { env });
  expect(leaksIn(`${explained.stdout}\n${explained.stderr}`)).toEqual([]);
  for (const folder of [join(shop.directory, '.launch-ready'), out]) expect(leaksIn(await allText(folder))).toEqual([]);
});

async function edgeOf(zone: CloudflareState) {
  const { url, close } = await startCloudflareSimulator({ state: zone });
  return { url, [Symbol.asyncDispose]: () => close() };
}
