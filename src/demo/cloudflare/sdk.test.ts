import { BaseTokens as AccountTokens } from 'cloudflare/resources/accounts/tokens/tokens';
import { BaseBotManagement } from 'cloudflare/resources/bot-management/bot-management';
import { BaseDNSSECResource } from 'cloudflare/resources/dns/dnssec/dnssec';
import { BaseRecords } from 'cloudflare/resources/dns/records';
import { BaseHealthchecks } from 'cloudflare/resources/healthchecks/healthchecks';
import { BasePageRules } from 'cloudflare/resources/page-rules/page-rules';
import { BaseItems } from 'cloudflare/resources/rules/lists/items';
import { BaseLists } from 'cloudflare/resources/rules/lists/lists';
import { BasePhases } from 'cloudflare/resources/rulesets/phases/phases';
import { BaseRules } from 'cloudflare/resources/snippets/rules';
import { BaseCertificatePacks } from 'cloudflare/resources/ssl/certificate-packs/certificate-packs';
import { BaseURLNormalization } from 'cloudflare/resources/url-normalization/url-normalization';
import { BaseTokens } from 'cloudflare/resources/user/tokens/tokens';
import { BaseRoutes } from 'cloudflare/resources/workers/routes';
import { BaseApplications } from 'cloudflare/resources/zero-trust/access/applications/applications';
import { BaseSettings } from 'cloudflare/resources/zones/settings';
import { BaseZones } from 'cloudflare/resources/zones/zones';
import { createClient } from 'cloudflare/tree-shakable';
import { afterEach, describe, expect, it } from 'vitest';
import { cloudflareIds, harborZone } from '../account/cloudflare.ts';
import { hexDigits } from '../deterministic.ts';
import { phaseGroups } from './permission-groups.ts';
import { type CloudflareSimulator, startCloudflareSimulator } from './simulator.ts';
import type { CloudflareState, StoredZone } from './state.ts';

const open: CloudflareSimulator[] = [];

afterEach(async () => {
  for (const simulator of open.splice(0)) await simulator.close();
});

async function clientFor(state: CloudflareState) {
  const simulator = await startCloudflareSimulator({ state });
  open.push(simulator);
  const resources = [
    ...[BaseZones, BaseSettings, BasePhases, BasePageRules, BaseRecords, BaseDNSSECResource, BaseRoutes, BaseRules],
    ...[BaseURLNormalization, BaseBotManagement, BaseApplications, BaseCertificatePacks, BaseHealthchecks],
    ...[BaseLists, BaseItems, BaseTokens, AccountTokens],
  ] as const;
  const apiToken = state.tokens[0]?.value ?? '';
  const nobody = { apiKey: null, apiEmail: null, userServiceKey: null };
  return createClient({ resources, apiToken, ...nobody, baseURL: simulator.url, maxRetries: 0 });
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const at = { zone_id: cloudflareIds.zone };
const account = { account_id: cloudflareIds.account };

describe.each([false, true])('the real SDK against the zone (repaired: %s)', (repaired) => {
  const state = harborZone({ repaired });
  const [zone] = state.zones as readonly [StoredZone];

  it('finds the zone, and what its token is', async () => {
    const client = await clientFor(state);
    expect(await all(client.zones.list({ name: 'example.com' }))).toMatchObject([
      { id: zone.id, account: { id: cloudflareIds.account }, paused: false, type: 'full' },
    ]);
    expect((await client.zones.get(at)).name).toBe('example.com');
    expect((await client.user.tokens.verify()).status).toBe('active');
    await expect(client.accounts.tokens.verify(account)).rejects.toMatchObject({ status: 401 });
  });

  it('reads every setting with its value', async () => {
    const client = await clientFor(state);
    for (const [id, value] of Object.entries(zone.settings)) {
      expect(await client.zones.settings.get(id, at)).toMatchObject({ id, value, editable: true });
    }
  });

  it('reads the rules of every phase, and 404 where there are none', async () => {
    const client = await clientFor(state);
    const seen: string[] = [];
    for (const phase of phaseGroups.keys()) {
      const rules = zone.phases[phase];
      const asked = client.rulesets.phases.get(phase as 'http_ratelimit', at);
      if (rules === undefined) {
        await expect(asked).rejects.toMatchObject({ status: 404, errors: [{ code: 10_003 }] });
        continue;
      }
      seen.push(phase);
      const found = await asked;
      expect(found).toMatchObject({ kind: 'zone', phase });
      expect(found.rules.map(({ id, enabled, version }) => [id, enabled, version])).toEqual(
        rules.map(({ id }) => [id, true, '1']),
      );
    }
    expect(seen).toEqual(expect.arrayContaining(Object.keys(zone.phases)));
  });

  it('reads everything else of the zone, page by page', async () => {
    const client = await clientFor(state);
    const { records, applications, certificatePacks } = zone;
    expect((await all(client.dns.records.list({ ...at, per_page: 5 }))).map(({ id }) => id)).toEqual(
      records.map(({ id }) => id),
    );
    expect(await client.pageRules.list(at)).toHaveLength(zone.pageRules.length);
    expect(await all(client.workers.routes.list(at))).toEqual([]);
    expect(await all(client.snippets.rules.list(at))).toEqual([]);
    expect(await client.urlNormalization.get(at)).toEqual(zone.normalization);
    expect(await client.botManagement.get(at)).toEqual(zone.bots);
    expect(await all(client.zeroTrust.access.applications.list(at))).toMatchObject(
      applications.map(({ id, name, domains: [domain] }) => ({ id, name, domain, type: 'self_hosted' })),
    );
    expect((await client.dns.dnssec.get(at)).status).toBe(zone.security.status);
    expect(await all(client.ssl.certificatePacks.list({ ...at, status: 'all' }))).toHaveLength(certificatePacks.length);
    expect(await all(client.healthchecks.list(at))).toMatchObject([{ name: 'shop-home', type: 'HTTPS' }]);
  });

  it('reads the lists of the account', async () => {
    const client = await clientFor(state);
    const [list] = await all(client.rules.lists.list(account));
    expect(list).toMatchObject({ name: 'office', kind: 'ip', num_items: 3 });
    const items = await all(client.rules.lists.items.list(list?.id ?? '', { ...account, per_page: 2 }));
    expect(items.map((item) => ('ip' in item ? item.ip : ''))).toEqual(state.lists[0]?.items);
  });
});

describe('what other zones have', () => {
  const state = harborZone({ repaired: false });
  const [zone] = state.zones as readonly [StoredZone];
  const id = (label: string) => hexDigits(`test ${label}`, 32);

  it('is read too: Workers, snippets, lists of names and of networks, rules switched off', async () => {
    const lists = [
      { id: id('names'), name: 'names', kind: 'hostname', items: ['a.example', '*.b.example'] },
      { id: id('networks'), name: 'networks', kind: 'asn', items: ['64496'] },
    ] as const;
    const rule = { id: id('rule'), description: 'off', expression: 'true', action: 'block', enabled: false };
    const other: StoredZone = {
      ...zone,
      workerRoutes: [
        { id: id('on'), pattern: 'example.com/api/*', script: 'api' },
        { id: id('off'), pattern: '*' },
      ],
      snippetRules: [{ id: id('snippet'), snippet: 'greet', description: '', expression: 'true', enabled: true }],
      phases: { http_request_firewall_custom: [rule] },
    };
    const client = await clientFor({ ...state, zones: [other], lists });
    expect(await all(client.workers.routes.list(at))).toMatchObject([{ script: 'api' }, { pattern: '*' }]);
    expect(await all(client.snippets.rules.list(at))).toMatchObject([{ snippet_name: 'greet', enabled: true }]);
    const phase = await client.rulesets.phases.get('http_request_firewall_custom', at);
    expect(phase.rules).toMatchObject([{ enabled: false }]);
    expect(await all(client.rules.lists.items.list(id('names'), account))).toMatchObject([
      { hostname: { url_hostname: 'a.example' } },
      { hostname: { url_hostname: '*.b.example' } },
    ]);
    expect(await all(client.rules.lists.items.list(id('networks'), account))).toMatchObject([{ asn: 64_496 }]);
  });

  it('may be hundreds of zones: each is listed once', async () => {
    const zones = Array.from({ length: 130 }, (_, index) => ({ ...zone, id: id(`zone ${index}`) }));
    const client = await clientFor({ ...state, zones });
    const found = await all(client.zones.list({ per_page: 50 }));
    expect(new Set(found.map((one) => one.id)).size).toBe(130);
  });
});
