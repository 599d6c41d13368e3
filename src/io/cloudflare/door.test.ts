import { describe, expect, test } from 'vitest';
import { type CloudflareDoor, cloudflarePhases, cloudflareSettings } from '../../core/doors/cloudflare.ts';
import { ProviderFault } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { sendJson } from '../http/testing-server.ts';
import { account, canary, never, openDoor, sendError, sendResult, thrownBy, zone } from './testing-door.ts';

type Call = (door: CloudflareDoor) => Promise<ProviderAnswer>;

const ofZone = `/client/v4/zones/${zone}`;
const asked: readonly [path: string, call: Call][] = [
  ['/client/v4/zones?name=example.com&per_page=50', (door) => door.zones('example.com', never())],
  ...cloudflareSettings.map((setting): [string, Call] => [
    `${ofZone}/settings/${setting}`,
    (door) => door.setting(zone, setting, never()),
  ]),
  ...cloudflarePhases.map((phase): [string, Call] => [
    `${ofZone}/rulesets/phases/${phase}/entrypoint`,
    (door) => door.phase(zone, phase, never()),
  ]),
  [`${ofZone}/pagerules?status=active&order=priority&direction=desc`, (door) => door.pageRules(zone, never())],
  [`${ofZone}/dns_records?per_page=1000`, (door) => door.records(zone, never())],
  [`${ofZone}/workers/routes`, (door) => door.workerRoutes(zone, never())],
  [`${ofZone}/snippets/snippet_rules`, (door) => door.snippetRules(zone, never())],
  [`${ofZone}/url_normalization`, (door) => door.urlNormalization(zone, never())],
  [`${ofZone}/bot_management`, (door) => door.botManagement(zone, never())],
  [`${ofZone}/access/apps?per_page=50`, (door) => door.accessApps(zone, never())],
  [`${ofZone}/dnssec`, (door) => door.dnssec(zone, never())],
  [`${ofZone}/ssl/certificate_packs?status=all&per_page=50`, (door) => door.certificatePacks(zone, never())],
  [`${ofZone}/healthchecks?per_page=50`, (door) => door.healthChecks(zone, never())],
  [`/client/v4/accounts/${account}/rules/lists`, (door) => door.lists(account, never())],
  [
    `/client/v4/accounts/${account}/rules/lists/2c0fc9fa937b11eaa1b71c4d701ab86e/items?per_page=500`,
    (door) => door.listItems(account, '2c0fc9fa937b11eaa1b71c4d701ab86e', never()),
  ],
];

describe('asking', () => {
  test.each(asked)('%s is one GET with the token, and its envelope comes back untouched', async (path, call) => {
    const body = { result: { anything: ['key', null] }, success: true, errors: [], messages: [], odd: 1 };
    await using cloudflare = await openDoor((_request, response) => sendJson(response, 200, body));
    expect(await call(cloudflare.door)).toEqual({ pages: [body], drift: [] });
    expect(cloudflare.server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${path}`]);
    expect(cloudflare.server.seen[0]?.headers.authorization).toBe(`Bearer ${canary}`);
  });

  test('tokens of an account are asked the same way: nothing below /user or /accounts is called beside lists', async () => {
    const paths = asked.map(([path]) => path).filter((path) => !path.includes('/rules/lists'));
    expect(paths.filter((path) => /\/(?:user|accounts)\b/.test(path))).toEqual([]);
  });

  test.each(['', undefined])('without a token (%j) nothing is sent, and the hint names the variable', async (token) => {
    await using cloudflare = await openDoor((_request, response) => sendResult(response, []), token ?? '');
    const error = await thrownBy(cloudflare.door.records(zone, never()));
    expect(error).toMatchObject({ reason: 'no-credential' });
    expect(error.message).toContain('CLOUDFLARE_API_TOKEN');
    expect(error.message).toContain('https://dash.cloudflare.com/profile/api-tokens');
    expect(cloudflare.server.seen).toEqual([]);
  });

  test.each([`${canary}\n`, `${canary}\r\nx-evil: 1`, `${canary} `, `${canary}é`])(
    'a token that no header can hold is told without being quoted: %j',
    async (token) => {
      await using cloudflare = await openDoor((_request, response) => sendResult(response, []), token);
      const error = await thrownBy(cloudflare.door.records(zone, never()));
      expect(error).toMatchObject({ reason: 'no-credential' });
      expect(error.message).not.toContain('canary');
      expect(cloudflare.server.seen).toEqual([]);
    },
  );

  test.each(['..', '.', '', 'a/b', '../../user/tokens', 'a?x=1', 'a\nb', 'a%2fb'])(
    'the id %j is refused',
    async (id) => {
      await using cloudflare = await openDoor((_request, response) => sendResult(response, []));
      for (const call of [
        cloudflare.door.records(id, never()),
        cloudflare.door.phase(id, 'http_request_cache_settings', never()),
        cloudflare.door.lists(id, never()),
        cloudflare.door.listItems(account, id, never()),
      ]) {
        expect(await thrownBy(call)).toBeInstanceOf(ProviderFault);
      }
      expect(cloudflare.server.seen).toEqual([]);
    },
  );

  test.each(['contains:example', 'example.com,other.com', '', 'a b.com', 'com', `${'a.'.repeat(200)}com`])(
    'the zone name %j is refused: it would ask for other zones',
    async (name) => {
      await using cloudflare = await openDoor((_request, response) => sendResult(response, []));
      expect(await thrownBy(cloudflare.door.zones(name, never()))).toMatchObject({ reason: 'not-configured' });
      expect(cloudflare.server.seen).toEqual([]);
    },
  );

  test('the name of a zone that was found stands in later hints, made harmless', async () => {
    await using cloudflare = await openDoor((request, response) => {
      if (request.url?.includes('zones?') === true)
        return sendResult(response, [{ id: zone, name: 'example.com\u001b' }]);
      sendError(response, 403, 10000, 'Authentication error');
    });
    expect((await thrownBy(cloudflare.door.pageRules(zone, never()))).message).toContain(`on the zone ${zone}`);
    await cloudflare.door.zones('example.com', never());
    const { message } = await thrownBy(cloudflare.door.pageRules(zone, never()));
    expect(message).toContain('"Page Rules Read" on the zone example.com (');
  });
});
