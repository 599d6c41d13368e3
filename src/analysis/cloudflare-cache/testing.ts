import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflarePageRule, CloudflareRecord, CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { cloudflarePhases } from '../../core/doors/cloudflare.ts';
import { compileEdge } from './compile-edge.ts';
import { type OriginAnswer, wholeAnswer } from './origin-answer.ts';
import type { VisitorRequest } from './question.ts';

/** An answer that was read. */
export function read<V>(value: V) {
  return { state: 'ok', value } as const;
}

/** An answer that a token may not read. */
export function denied(permission: string) {
  return { state: 'unavailable', reason: 'denied', hint: `give the token ${permission}` } as const;
}

/** An edge in front of shop.example.com without any rule, on the plan Pro, except for what is given. */
export function edgeWith(
  changes: Partial<CloudflareEdge> = {},
  phases: Partial<CloudflareEdge['phases']> = {},
): CloudflareEdge {
  const none = Object.fromEntries(
    cloudflarePhases.map((phase) => [phase, read([])]),
  ) as unknown as CloudflareEdge['phases'];
  return {
    host: 'shop.example.com',
    zone: { id: 'zone', name: 'example.com', status: 'active', paused: false, plan: 'pro' },
    records: read([record()]),
    normalization: read({ type: 'rfc3986', scope: 'incoming' }),
    developmentMode: read('off'),
    cacheLevel: read('aggressive'),
    pageRules: read([]),
    workerRoutes: read([]),
    snippetRules: read([]),
    accessApps: read([]),
    lists: read([]),
    ...changes,
    phases: { ...none, ...phases },
  };
}

/** The proxied record of shop.example.com, except for what is given. */
export function record(changes: Partial<CloudflareRecord> = {}): CloudflareRecord {
  return {
    id: 'record',
    name: 'shop.example.com',
    type: 'A',
    content: '203.0.113.7',
    proxied: true,
    ttl: 1,
    ...changes,
  };
}

/** A rule of a phase that matches everything, except for what is given. */
export function rule(
  action: string,
  parameters: CloudflareRule['parameters'],
  changes: Partial<CloudflareRule> = {},
): CloudflareRule {
  return { id: 'rule', name: 'a rule', expression: 'true', action, enabled: true, parameters, ...changes };
}

/** A Cache Rule. */
export function cacheRule(
  parameters: CloudflareRule['parameters'],
  changes: Partial<CloudflareRule> = {},
): CloudflareRule {
  return rule('set_cache_settings', parameters, changes);
}

/** The parameters of the dashboard's "Eligible for cache". */
export const eligible = { cache: true } as const;

/** The same with "Ignore cache-control header and use this TTL". */
export function kept(seconds: number) {
  return { cache: true, edge_ttl: { mode: 'override_origin', default: seconds } } as const;
}

/** An edge with these Cache Rules. */
export function edgeWithCacheRules(...rules: readonly CloudflareRule[]): CloudflareEdge {
  return edgeWith({}, { http_request_cache_settings: read(rules) });
}

/** A Page Rule for everything below shop.example.com. */
export function pageRule(
  actions: Readonly<Record<string, CloudflarePageRule['actions'][number]['value']>>,
  changes: Partial<CloudflarePageRule> = {},
): CloudflarePageRule {
  const listed = Object.entries(actions).map(([id, value]) => (value === undefined ? { id } : { id, value }));
  return { id: 'page', priority: 1, target: 'shop.example.com/*', operator: 'matches', actions: listed, ...changes };
}

/** An edge with these Page Rules. */
export function edgeWithPageRules(...rules: readonly CloudflarePageRule[]): CloudflareEdge {
  return edgeWith({ pageRules: read(rules) });
}

/** The same edge on another plan. */
export function onPlan(plan: string, edge: CloudflareEdge): CloudflareEdge {
  return { ...edge, zone: { ...edge.zone, plan } };
}

/** A browser's GET of /dashboard whose cookies are not known, except for what is given. */
export function visit(changes: Partial<VisitorRequest> = {}): VisitorRequest {
  return {
    method: 'GET',
    scheme: 'https',
    host: 'shop.example.com',
    path: '/dashboard',
    query: '',
    headers: new Map(),
    ...changes,
  };
}

/** An origin's answer, seen whole: `answer(200, 'cache-control: private')`. */
export function answer(status: number, ...lines: readonly string[]): OriginAnswer {
  return wholeAnswer(
    status,
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const),
  );
}

/** The decision about a visit under an edge's rules. */
export function decided(
  edge: CloudflareEdge,
  origin: OriginAnswer,
  request: Partial<VisitorRequest> = {},
  now?: number,
) {
  return compileEdge(edge, now)({ request: visit(request), origin });
}
