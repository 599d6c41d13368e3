import * as z from 'zod';
import type { CloudflareDoor, CloudflarePhase } from '../../core/doors/cloudflare.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { neutraliseLine } from '../../core/text.ts';
import { ask, type CloudflareAccess } from './ask.ts';
import { checkedId, checkedZoneName } from './checked.ts';
import type { Query, Question } from './question.ts';
import type { CloudflareClient } from './sdk.ts';

export type { CloudflareAccess } from './ask.ts';

type Ask = (owner: string, signal: AbortSignal) => Promise<ProviderAnswer>;
type Send<Owner> = (
  client: CloudflareClient,
  owner: Owner,
  options: { readonly query: Query },
) => ReturnType<Question['send']>;

/** What a phase holds, and the permission group that reads it. https://developers.cloudflare.com/fundamentals/api/reference/permissions/ */
const phases: Readonly<Record<CloudflarePhase, Pick<Question, 'what' | 'permission'>>> = {
  http_request_sanitize: { what: 'the URL normalization rules', permission: 'Sanitize Read' },
  http_request_dynamic_redirect: { what: 'the Redirect Rules', permission: 'Single Redirect Read' },
  http_request_transform: { what: 'the URL Rewrite Rules', permission: 'Transform Rules Read' },
  http_config_settings: { what: 'the Configuration Rules', permission: 'Config Rules Read' },
  http_request_origin: { what: 'the Origin Rules', permission: 'Origin Rules Read' },
  http_request_firewall_custom: { what: 'the custom WAF rules', permission: 'Zone WAF Read' },
  http_ratelimit: { what: 'the rate limiting rules', permission: 'Zone WAF Read' },
  http_request_firewall_managed: { what: 'the managed WAF rules', permission: 'Zone WAF Read' },
  http_request_late_transform: { what: 'the request header rules', permission: 'Transform Rules Read' },
  http_request_cache_settings: { what: 'the Cache Rules', permission: 'Cache Rules Read' },
  http_response_cache_settings: { what: 'the Cache Response Rules', permission: 'Cache Rules Read' },
  http_response_headers_transform: { what: 'the response header rules', permission: 'Transform Rules Read' },
};

/** Cloudflare's API as gatherers see it. The SDK is loaded by the first call that needs it. */
export function createCloudflareDoor(access: CloudflareAccess): CloudflareDoor {
  const names = new Map<string, string>();

  /** A question about one zone, sent by a resource of the SDK. */
  const ofZone =
    (what: string, permission: string, send: Send<{ readonly zone_id: string }>, query: Query = {}): Ask =>
    async (zone, signal) => {
      const id = { zone_id: checkedId(zone, 'id of the zone') };
      const asked = { what, of: `the zone ${names.get(zone) ?? zone}`, permission, query };
      return await ask(access, { ...asked, send: (client, options) => send(client, id, options) }, signal);
    };

  const ofAccount =
    (what: string, send: Send<{ readonly account_id: string }>, query: Query = {}): Ask =>
    async (account, signal) => {
      const id = { account_id: checkedId(account, 'id of the account') };
      const asked = { what, of: 'the account', permission: 'Account Filter Lists Read', query };
      return await ask(access, { ...asked, send: (client, options) => send(client, id, options) }, signal);
    };

  return {
    async zones(name, signal) {
      const query = { name: checkedZoneName(name), per_page: 50 };
      const asked = { what: 'the properties', of: `the zone ${name}`, permission: 'Zone Read', query };
      const answer = await ask(access, { ...asked, send: (client, options) => client.zones.list({}, options) }, signal);
      for (const [id, said] of namesIn(answer)) names.set(id, neutraliseLine(access.mask(said), 100));
      return answer;
    },
    setting: (zone, setting, signal) =>
      ofZone(`the setting ${setting}`, 'Zone Settings Read', (client, id, options) =>
        client.zones.settings.get(setting, id, options),
      )(zone, signal),
    phase: (zone, phase, signal) =>
      ofZone(phases[phase].what, phases[phase].permission, (client, id, options) =>
        client.rulesets.phases.get(phase, id, options),
      )(zone, signal),
    pageRules: ofZone(
      'the Page Rules',
      'Page Rules Read',
      (client, id, options) => client.pageRules.list(id, options),
      { status: 'active', order: 'priority', direction: 'desc' },
    ),
    records: ofZone('the DNS records', 'DNS Read', (client, id, options) => client.dns.records.list(id, options), {
      per_page: 1000,
    }),
    workerRoutes: ofZone('the Worker routes', 'Workers Routes Read', (client, id, options) =>
      client.workers.routes.list(id, options),
    ),
    snippetRules: ofZone('the snippet rules', 'Snippets Read', (client, id, options) =>
      client.snippets.rules.list(id, options),
    ),
    urlNormalization: ofZone('the URL normalization', 'Sanitize Read', (client, id, options) =>
      client.urlNormalization.get(id, options),
    ),
    botManagement: ofZone('the bot settings', 'Bot Management Read', (client, id, options) =>
      client.botManagement.get(id, options),
    ),
    accessApps: ofZone(
      'the Access applications',
      'Access: Apps and Policies Read',
      (client, id, options) => client.zeroTrust.access.applications.list(id, options),
      { per_page: 50 },
    ),
    dnssec: ofZone('the DNSSEC state', 'DNS Read', (client, id, options) => client.dns.dnssec.get(id, options)),
    certificatePacks: ofZone(
      'the edge certificates',
      'SSL and Certificates Read',
      (client, id, options) => client.ssl.certificatePacks.list(id, options),
      { status: 'all', per_page: 50 },
    ),
    healthChecks: ofZone(
      'the health checks',
      'Health Checks Read',
      (client, id, options) => client.healthchecks.list(id, options),
      { per_page: 50 },
    ),
    lists: ofAccount('the lists', (client, id, options) => client.rules.lists.list(id, options)),
    listItems: async (account, list, signal) => {
      const listId = checkedId(list, 'id of a list');
      const items = ofAccount(
        'the items of a list',
        (client, id, options) => client.rules.lists.items.list(listId, id, options),
        { per_page: 500 },
      );
      return await items(account, signal);
    },
  };
}

const rows = z.object({ result: z.array(z.object({ id: z.string(), name: z.string() })) });

// Only for words: who asks by id is told the name that people know.
function namesIn({ pages }: ProviderAnswer): readonly (readonly [id: string, name: string])[] {
  return pages.flatMap((page) => rows.safeParse(page).data?.result.map(({ id, name }) => [id, name] as const) ?? []);
}
