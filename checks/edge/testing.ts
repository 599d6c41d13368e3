import type { AccessApplication, CloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import type { CloudflareGuards } from '../../src/artifacts/cloudflare/guards.ts';
import type { CloudflareRecord, CloudflareRule } from '../../src/artifacts/cloudflare/rule.ts';
import type { CloudflareSettings } from '../../src/artifacts/cloudflare/settings.ts';
import type { CloudflareZone, FoundZone } from '../../src/artifacts/cloudflare/zone.ts';
import type { Verdict } from '../../src/core/check.ts';
import { type CloudflarePhase, cloudflarePhases } from '../../src/core/doors/cloudflare.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import type { Gathered } from '../../src/core/gathered.ts';

// Facts for the tests of this folder and of its neighbours: no check imports this file.

/** The host that the facts speak of. */
export const host = 'shop.example.com';

/** An answer that came. */
export function ok<V>(value: V) {
  return { state: 'ok', value, ms: 1 } as const;
}

/** An answer that the token may not read, by the permission's name. */
export function denied(permission: string) {
  return { state: 'unavailable', reason: 'denied', hint: `give the token ${permission}` } as const;
}

/** The zone of the host. */
export function zoneOf(more: Partial<FoundZone> = {}): CloudflareZone {
  return {
    state: 'found',
    host,
    id: 'z1',
    name: 'example.com',
    status: 'active',
    paused: false,
    plan: 'pro',
    kind: 'full',
    account: { id: 'a1', name: 'Harbor Goods' },
    ...more,
  };
}

/** A launch without Cloudflare. */
export const noZone: CloudflareZone = {
  state: 'absent',
  host,
  because: 'shop.example.com A 76.76.21.21 (Vercel); its name servers are not Cloudflare’s',
};

/** A record of the zone, proxied unless said. */
export function record(name: string, content: string, more: Partial<CloudflareRecord> = {}): CloudflareRecord {
  const type = /^[\d.]+$/.test(content) ? 'A' : 'CNAME';
  return { id: `r-${name}-${content}`, name, type, content, proxied: true, ttl: 1, ...more };
}

/** An enabled rule; its action is `block` unless said. */
export function rule(name: string, expression: string, more: Partial<CloudflareRule> = {}): CloudflareRule {
  return { id: `id-${name}`, name, expression, action: 'block', enabled: true, parameters: {}, ...more };
}

/** A self-hosted Access application that lets some people in. */
export function application(name: string, ...domains: readonly string[]): AccessApplication {
  return { id: `id-${name}`, name, kind: 'self_hosted', domains, decisions: ['allow'], open: false };
}

type EdgeParts = Partial<Omit<CloudflareEdge, 'phases'>> & {
  readonly phases?: Partial<Record<CloudflarePhase, CloudflareEdge['phases'][CloudflarePhase]>>;
};

/** An edge with a proxied shop at Vercel and no rule at all. */
export function edgeOf({ phases, ...more }: EdgeParts = {}): CloudflareEdge {
  const none = Object.fromEntries(cloudflarePhases.map((phase) => [phase, { state: 'ok', value: [] }]));
  return {
    host,
    zone: { id: 'z1', name: 'example.com', status: 'active', paused: false, plan: 'pro' },
    records: { state: 'ok', value: [record(host, 'cname.vercel-dns.com')] },
    normalization: { state: 'ok', value: { type: 'cloudflare', scope: 'incoming' } },
    developmentMode: { state: 'ok', value: 'off' },
    cacheLevel: { state: 'ok', value: 'aggressive' },
    phases: { ...none, ...phases } as CloudflareEdge['phases'],
    pageRules: { state: 'ok', value: [] },
    workerRoutes: { state: 'ok', value: [] },
    snippetRules: { state: 'ok', value: [] },
    accessApps: { state: 'ok', value: [] },
    lists: { state: 'ok', value: [] },
    ...more,
  };
}

/** Settings in which nothing is wrong. */
export function settingsOf(more: Partial<CloudflareSettings> = {}): CloudflareSettings {
  return {
    ssl: { state: 'ok', value: 'strict' },
    min_tls_version: { state: 'ok', value: '1.2' },
    tls_1_3: { state: 'ok', value: 'on' },
    always_use_https: { state: 'ok', value: 'on' },
    automatic_https_rewrites: { state: 'ok', value: 'on' },
    security_level: { state: 'ok', value: 'medium' },
    development_mode: { state: 'ok', value: 'off' },
    cache_level: { state: 'ok', value: 'aggressive' },
    always_online: { state: 'ok', value: 'off' },
    browser_cache_ttl: { state: 'ok', value: 0 },
    security_header: {
      state: 'ok',
      value: { enabled: true, maxAge: 31_536_000, includeSubdomains: true, preload: false },
    },
    ...more,
  };
}

/** Guards in which nothing is wrong. */
export function guardsOf(more: Partial<CloudflareGuards> = {}): CloudflareGuards {
  return {
    bots: { state: 'ok', value: { fightMode: false } },
    healthChecks: { state: 'ok', value: [] },
    certificatePacks: { state: 'ok', value: [] },
    dnssec: { state: 'ok', value: 'active' },
    ...more,
  };
}

/** Findings of a failure; none for any other outcome. */
export function findingsOf<Key extends string>(verdict: Verdict<Key>): readonly FindingOf<Key>[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** Keys of the findings, in order. */
export function keysOf(verdict: Verdict): readonly string[] {
  return findingsOf(verdict).map(({ key }) => key);
}

/** A fact of several answers of which none came. */
export const nothing: Gathered<never> = { state: 'unavailable', reason: 'timeout', hint: 'run the audit again' };
