// Test support: a Cloudflare in which a zone has nothing, but for what a test says.
import type { FoundZone } from '../../artifacts/cloudflare/zone.ts';
import type { CloudflareDoor, CloudflarePhase, CloudflareSetting } from '../../core/doors/cloudflare.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';

/** The zone of the tests. */
export const zone: FoundZone = {
  state: 'found',
  host: 'shop.example.com',
  id: '023e105f4ecef8ad9ca31a8372d0c353',
  name: 'example.com',
  status: 'active',
  paused: false,
  plan: 'pro',
  kind: 'full',
  account: { id: '01a7362d577a6c3019a474fd6f485823', name: 'Harbor Goods' },
};

/** An answer of pages with these results, as Cloudflare wraps them. */
export function pagesOf(...results: readonly unknown[]): ProviderAnswer {
  return { pages: results.map((result) => ({ result, success: true, errors: [], messages: [] })), drift: [] };
}

/** What the door throws for a missing permission. */
export function denied(permission: string): UnavailableError {
  return new UnavailableError('denied', `it needs the permission "${permission}" on the zone example.com`);
}

/** What the door throws for a 404. */
export function notFound(): UnavailableError {
  return new UnavailableError('not-found', 'Cloudflare does not find it');
}

/** What a test says of one answer: its result, or the error that comes instead. */
export type Said = unknown;

/** By the door's calls; phases and settings by their names. What is not said is empty. */
export type FakeZone = {
  readonly phases?: { readonly [Phase in CloudflarePhase]?: Said };
  readonly settings?: { readonly [Setting in CloudflareSetting]?: Said };
  readonly items?: Readonly<Record<string, Said>>;
} & { readonly [Call in keyof CloudflareDoor]?: Said };

const plainSettings: Readonly<Record<CloudflareSetting, unknown>> = {
  ssl: 'strict',
  min_tls_version: '1.2',
  tls_1_3: 'on',
  always_use_https: 'on',
  automatic_https_rewrites: 'on',
  security_header: { strict_transport_security: { enabled: false } },
  security_level: 'medium',
  development_mode: 'off',
  cache_level: 'aggressive',
  browser_cache_ttl: 14_400,
  always_online: 'off',
};

/** The door to it. `asked` grows by the calls, phases and settings with their names. */
export function fakeCloudflare(said: FakeZone, asked: string[] = []): CloudflareDoor {
  const answer = async (call: string, given: Said, otherwise: Said): Promise<ProviderAnswer> => {
    asked.push(call);
    const result = given === undefined ? otherwise : given;
    if (result instanceof Error) throw result;
    return pagesOf(result);
  };
  const all = (call: keyof CloudflareDoor, otherwise: Said) => () => answer(call, said[call], otherwise);
  return {
    zones: (name) => answer(`zones ${name}`, said.zones, []),
    setting: (_zone, setting) => {
      const value = said.settings?.[setting] ?? plainSettings[setting];
      return answer(`setting ${setting}`, value instanceof Error ? value : { id: setting, value, editable: true }, {});
    },
    phase: (_zone, phase) => answer(`phase ${phase}`, said.phases?.[phase], notFound()),
    pageRules: all('pageRules', []),
    records: all('records', []),
    workerRoutes: all('workerRoutes', []),
    snippetRules: all('snippetRules', null),
    urlNormalization: all('urlNormalization', { type: 'cloudflare', scope: 'incoming' }),
    botManagement: all('botManagement', { fight_mode: false }),
    accessApps: all('accessApps', []),
    dnssec: all('dnssec', { status: 'active' }),
    certificatePacks: all('certificatePacks', []),
    healthChecks: all('healthChecks', []),
    lists: all('lists', []),
    listItems: (_account, list) => answer(`items ${list}`, said.items?.[list], []),
  };
}
