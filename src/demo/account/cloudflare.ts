import { permissionGroups } from '../cloudflare/permission-groups.ts';
import type { CloudflareState, CloudflareToken, StoredZone } from '../cloudflare/state.ts';
import { hexDigits, letters } from '../deterministic.ts';
import { cloudflareServers } from '../dns/harbor-zones.ts';
import { zoneKey } from '../dns/zone-keys.ts';
import { harborApplications, harborBots, harborCertificatePacks, harborHealthChecks } from './cloudflare-guards.ts';
import { harborStoredRecords } from './cloudflare-records.ts';
import { harborPageRules, harborPhases } from './cloudflare-rules.ts';
import { harborSettings } from './cloudflare-settings.ts';
import { firstLaunchAt, openedAt, repairedAt } from './times.ts';

/** The ids of Harbor Goods at Cloudflare. */
export const cloudflareIds = {
  account: hexDigits('harbor cloudflare account', 32),
  zone: hexDigits('harbor cloudflare zone', 32),
} as const;

/** Harbor Goods' account at Cloudflare: the zone `example.com`, and a token of a person that may read all of it. */
export function harborZone(options: { readonly repaired: boolean }): CloudflareState {
  return {
    account: { id: cloudflareIds.account, name: 'Harbor Goods' },
    tokens: [token()],
    zones: [shopZone(options)],
    lists: [
      {
        id: hexDigits('harbor list office', 32),
        name: 'office',
        kind: 'ip',
        items: ['203.0.113.200', '198.51.100.64/28', '2001:db8:77::/48'],
      },
    ],
  };
}

/** The token that the person of the practice launch exports as `CLOUDFLARE_API_TOKEN`. */
export function cloudflareToken(): string {
  // https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/
  return ['cfut', `${letters('cloudflare token', 40)}${hexDigits('cloudflare token', 8)}`].join('_');
}

function token(): CloudflareToken {
  return {
    id: hexDigits('harbor cloudflare token', 32),
    value: cloudflareToken(),
    owner: 'user',
    status: 'active',
    groups: permissionGroups,
  };
}

function shopZone(options: { readonly repaired: boolean }): StoredZone {
  const { publicKey, keyTag, digest } = zoneKey;
  return {
    id: cloudflareIds.zone,
    name: 'example.com',
    status: 'active',
    paused: false,
    kind: 'full',
    plan: 'pro',
    nameServers: cloudflareServers,
    openedAt,
    changedAt: options.repaired ? repairedAt : firstLaunchAt,
    settings: harborSettings(options),
    records: harborStoredRecords(options),
    phases: harborPhases(options),
    pageRules: harborPageRules(options),
    workerRoutes: [],
    snippetRules: [],
    normalization: { type: 'cloudflare', scope: 'incoming' },
    bots: harborBots(options),
    applications: harborApplications(options),
    security: options.repaired ? { status: 'active', keyTag, digest, publicKey } : { status: 'disabled' },
    certificatePacks: harborCertificatePacks(options),
    healthChecks: harborHealthChecks(options),
  };
}
