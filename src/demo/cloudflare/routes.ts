import type { Asked } from '../http/answer.ts';
import { type PermissionGroup, phaseGroups } from './permission-groups.ts';

/** The routes that the simulator knows, by the names that faults use. */
export type CloudflareRoute =
  | 'user-token'
  | 'account-token'
  | 'zones'
  | 'zone'
  | `setting/${string}`
  | `phase/${string}`
  | 'page-rules'
  | 'records'
  | 'worker-routes'
  | 'snippet-rules'
  | 'url-normalization'
  | 'bots'
  | 'applications'
  | 'dnssec'
  | 'certificate-packs'
  | 'health-checks'
  | 'lists'
  | 'list-items';

type Kind = CloudflareRoute | 'setting' | 'phase';

type Route = {
  readonly kind: Kind;
  /** `*` stands for one segment; the first is the zone's or the account's id. */
  readonly path: string;
  /** Absent where every token may ask. Those of phases differ from phase to phase. */
  readonly group?: PermissionGroup;
  /** The oldest endpoints refuse in words of their own. */
  readonly wording?: 'old';
};

/** Where the API begins below its host. */
export const apiRoot = '/client/v4';

const routes: readonly Route[] = [
  { kind: 'user-token', path: '/user/tokens/verify' },
  { kind: 'account-token', path: '/accounts/*/tokens/verify' },
  { kind: 'zones', path: '/zones' },
  { kind: 'zone', path: '/zones/*', group: 'Zone Read' },
  { kind: 'setting', path: '/zones/*/settings/*', group: 'Zone Settings Read', wording: 'old' },
  { kind: 'phase', path: '/zones/*/rulesets/phases/*/entrypoint' },
  { kind: 'page-rules', path: '/zones/*/pagerules', group: 'Page Rules Read', wording: 'old' },
  { kind: 'records', path: '/zones/*/dns_records', group: 'DNS Read' },
  { kind: 'worker-routes', path: '/zones/*/workers/routes', group: 'Workers Routes Read' },
  // The permission table has no row for snippets; the name follows its others.
  { kind: 'snippet-rules', path: '/zones/*/snippets/snippet_rules', group: 'Snippets Read' },
  { kind: 'url-normalization', path: '/zones/*/url_normalization', group: 'Sanitize Read' },
  { kind: 'bots', path: '/zones/*/bot_management', group: 'Bot Management Read' },
  { kind: 'applications', path: '/zones/*/access/apps', group: 'Access: Apps and Policies Read' },
  { kind: 'dnssec', path: '/zones/*/dnssec', group: 'DNS Read' },
  { kind: 'certificate-packs', path: '/zones/*/ssl/certificate_packs', group: 'SSL and Certificates Read' },
  { kind: 'health-checks', path: '/zones/*/healthchecks', group: 'Health Checks Read' },
  { kind: 'lists', path: '/accounts/*/rules/lists', group: 'Account Filter Lists Read' },
  { kind: 'list-items', path: '/accounts/*/rules/lists/*/items', group: 'Account Filter Lists Read' },
];

/** A route with the ids and names in its address, and the permission that it takes. */
export type FoundRoute = {
  readonly kind: Kind;
  /** The zone's or the account's id; empty where there is none. */
  readonly id: string;
  /** The setting, the phase or the list. */
  readonly name: string;
  readonly group: PermissionGroup | undefined;
  readonly wording: 'old' | 'usual';
};

/** Which route a request means, whatever its method and whoever asks. */
export function findRoute({ url }: Asked): FoundRoute | undefined {
  if (!url.pathname.startsWith(`${apiRoot}/`)) return undefined;
  const path = url.pathname.slice(apiRoot.length);
  for (const route of routes) {
    const names = namesIn(route.path, path);
    if (names === undefined) continue;
    const [id = '', name = ''] = names;
    const group = route.kind === 'phase' ? phaseGroups.get(name) : route.group;
    return { kind: route.kind, id, name, group, wording: route.wording ?? 'usual' };
  }
  return undefined;
}

/** The name by which faults mean a request: `setting/ssl`, `phase/http_ratelimit`, `records`. */
export function routeOf(asked: Asked): CloudflareRoute | undefined {
  const found = findRoute(asked);
  if (found === undefined) return undefined;
  if (found.kind === 'setting' || found.kind === 'phase') return `${found.kind}/${found.name}`;
  return found.kind;
}

// Ids and names are of plain characters: whatever else stands in their place leads nowhere.
function namesIn(pattern: string, path: string): readonly string[] | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const isMet = wanted.every((part, index) => {
    const text = given[index] ?? '';
    return part === '*' ? /^\w{1,64}$/.test(text) : part === text;
  });
  return isMet ? given.filter((_, index) => wanted[index] === '*') : undefined;
}
