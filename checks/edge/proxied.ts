import { inZone } from '../../src/analysis/edge-guards/in-zone.ts';
import { type HostAtEdge, hostAtEdge, showRecord } from '../../src/analysis/edge-guards/records.ts';
import { atCloudflare } from '../../src/analysis/edge-guards/words.ts';
import { isBelow } from '../../src/analysis/host-names/below.ts';
import { type CloudflareEdge, cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { type SiteHost, siteHosts } from '../../src/artifacts/site/hosts.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown, type Verdict } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { listOf } from '../../src/core/text.ts';

/** Production's records at Cloudflare are proxied. */
export const proxied = defineCheck({
  meta: {
    id: 'edge/proxied',
    title: 'Production is proxied by Cloudflare',
    why: 'A record that is DNS only sends visitors and attackers straight to the origin: no firewall, no bot protection, no DDoS shield and no rule of the zone stands between.',
    fix: 'Cloudflare dashboard → the zone → DNS → Records → edit the record → Proxy status: Proxied, after SSL/TLS is set to Full (strict). If Cloudflare is meant for DNS alone, accept the finding with that reason.',
    severity: 'high',
    refs: ['https://developers.cloudflare.com/dns/proxy-status/'],
    messages: {
      'dns-only': '{host} is DNS only: its visitors pass Cloudflare by.',
      off: '{host} is not proxied: {why}.',
    },
  },
  needs: { zone: cloudflareZone, edge: optional(cloudflareEdge), hosts: optional(siteHosts) },
  evaluate: ({ zone, edge, hosts }) =>
    inZone(zone, { edge }, ({ edge }) => {
      const canonical = { host: edge.host, role: 'canonical' } as const;
      const known = valueIn(hosts)?.production ?? [];
      const others = known.filter(({ host }) => host !== edge.host && isBelow(host, edge.zone.name));
      const seen = [canonical, ...others].map((one) => ({ ...one, standing: hostAtEdge(edge, one.host) }));
      const findings = seen.flatMap(({ host, role, standing }) => findingOf(edge, host, role, standing));
      return failOr(findings, otherwise(edge.host, seen));
    }),
});

function findingOf(
  { zone }: CloudflareEdge,
  host: string,
  role: SiteHost['role'],
  standing: HostAtEdge,
): readonly FindingOf<'dns-only' | 'off'>[] {
  if (standing.state === 'off') {
    // One finding for the zone: every host of it is in the same place.
    if (role !== 'canonical') return [];
    return [
      { key: 'off', data: { host, why: standing.why }, at: atCloudflare('zone', zone.id), evidence: standing.why },
    ];
  }
  if (standing.state !== 'dns-only') return [];
  const [first] = standing.records;
  const at = { kind: 'dns', name: host, type: first?.type ?? 'A' } as const;
  const finding = { key: 'dns-only', data: { host }, at, evidence: listOf(standing.records.map(showRecord)) } as const;
  // The apex or `www` beside the canonical host usually only redirects.
  return [role === 'sibling' ? { ...finding, severity: 'medium' } : finding];
}

type Seen = { readonly host: string; readonly role: SiteHost['role']; readonly standing: HostAtEdge };

function otherwise(canonical: string, seen: readonly Seen[]): Verdict<never> {
  const unread = seen
    .map(({ standing }) => standing)
    .find(({ state }) => state === 'unavailable' || state === 'failed');
  if (unread?.state === 'unavailable' || unread?.state === 'failed') return blocked(unread);
  // A guessed sibling, or an alias whose records lie elsewhere, is no question of this zone.
  const own = seen.find(({ host }) => host === canonical)?.standing;
  if (own?.state === 'unknown') {
    return unknown(own.because, 'look up which record or load balancer answers for it, and attest that it is proxied');
  }
  return pass(listOf(seen.flatMap(({ standing }) => ('records' in standing ? standing.records.map(showRecord) : []))));
}
