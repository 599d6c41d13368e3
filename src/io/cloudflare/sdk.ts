/**
 * The part of the SDK that is used, in one chunk of the bundle: it is loaded once, before the first request. The package
 * root would bring every product of Cloudflare.
 */
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
import { BaseRoutes } from 'cloudflare/resources/workers/routes';
import { BaseApplications } from 'cloudflare/resources/zero-trust/access/applications/applications';
import { BaseSettings } from 'cloudflare/resources/zones/settings';
import { BaseZones } from 'cloudflare/resources/zones/zones';
import { createClient } from 'cloudflare/tree-shakable';
import type { Fetch } from '../http/call.ts';

/** A client that knows the resources which are read, and nothing else. */
export type CloudflareClient = ReturnType<typeof createCloudflareClient>;

/**
 * A client with one token at one address, whatever `CLOUDFLARE_*` the environment holds: its values are the SDK's defaults for
 * everything that is not given. It never retries and never logs; both are `fetch`'s business.
 */
export function createCloudflareClient(options: {
  readonly apiToken: string;
  readonly baseURL: string;
  readonly fetch: Fetch;
}) {
  const client = createClient({
    ...options,
    resources: [
      BaseApplications,
      BaseBotManagement,
      BaseCertificatePacks,
      BaseDNSSECResource,
      BaseHealthchecks,
      BaseItems,
      BaseLists,
      BasePageRules,
      BasePhases,
      BaseRecords,
      BaseRoutes,
      BaseRules,
      BaseSettings,
      BaseURLNormalization,
      BaseZones,
    ],
    apiKey: null,
    apiEmail: null,
    userServiceKey: null,
    maxRetries: 0,
    logLevel: 'off',
  });
  // CLOUDFLARE_CUSTOM_HEADERS is added to every client, and a line of it that is no header makes each request throw.
  Object.assign(client, { _options: {} });
  return client;
}
