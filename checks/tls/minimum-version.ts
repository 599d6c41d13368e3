import { inZone, joinMissing } from '../../src/analysis/edge-guards/in-zone.ts';
import { hostAtEdge, passesBy } from '../../src/analysis/edge-guards/records.ts';
import { atCloudflare } from '../../src/analysis/edge-guards/words.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareSettings } from '../../src/artifacts/cloudflare/settings.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { valueIn } from '../../src/core/gathered.ts';

/** Cloudflare refuses versions of TLS that are broken, and speaks the newest one. */
export const minimumVersion = defineCheck({
  meta: {
    id: 'tls/minimum-version',
    title: 'Cloudflare’s minimum TLS version is 1.2 or higher, and TLS 1.3 is on',
    why: 'TLS 1.0 and 1.1 are deprecated: whoever stands between can weaken such a connection, and auditors for payments refuse them. TLS 1.3 is faster and leaves out what was attacked.',
    fix: 'Cloudflare dashboard → the zone → SSL/TLS → Edge Certificates: set Minimum TLS Version to TLS 1.2, and turn TLS 1.3 on.',
    severity: 'high',
    refs: [
      'https://developers.cloudflare.com/ssl/edge-certificates/additional-options/minimum-tls/',
      'https://www.rfc-editor.org/rfc/rfc8996',
    ],
    messages: {
      old: 'The zone {zone} accepts TLS {version}.',
      'without-1-3': 'The zone {zone} does not speak TLS 1.3.',
    },
  },
  needs: { zone: cloudflareZone, edge: optional(cloudflareEdge), settings: optional(cloudflareSettings) },
  evaluate: ({ zone, edge, settings }) =>
    inZone(zone, { settings }, ({ settings }, { id, name }) => {
      const { min_tls_version: least, tls_1_3: newest } = settings;
      const known = valueIn(edge);
      const isWaiting = known !== undefined && passesBy(hostAtEdge(known, known.host));
      const findings = [
        ...(least.state === 'ok' && isOld(least.value) ? [old(least.value, name, id, isWaiting)] : []),
        ...(newest.state === 'ok' && newest.value === 'off' ? [without(name, id)] : []),
      ];
      const missing = joinMissing([least, newest]);
      if (missing !== undefined) return failOr(findings, blocked(missing));
      const words = [least, newest].map((read) => (read.state === 'ok' ? read.value : ''));
      const [version = '', mode = ''] = words;
      const isKnown = /^1\.[0-3]$/.test(version) && ['on', 'off', 'zrt'].includes(mode);
      const seen = `min_tls_version ${version}, tls_1_3 ${mode}`;
      if (!isKnown)
        return failOr(findings, unknown(`${seen}: not known values`, 'look at SSL/TLS → Edge Certificates'));
      return failOr(findings, pass(seen));
    }),
});

type Key = 'old' | 'without-1-3';

// https://www.rfc-editor.org/rfc/rfc8996
function isOld(version: string): boolean {
  return version === '1.0' || version === '1.1';
}

function old(version: string, zone: string, id: string, isWaiting: boolean): FindingOf<Key> {
  const evidence = `min_tls_version: ${version}`;
  const finding = {
    key: 'old',
    data: { zone, version },
    at: atCloudflare('setting min_tls_version', id),
    evidence,
  } as const;
  // Nobody meets the setting before the host is proxied.
  return isWaiting ? { ...finding, severity: 'medium' } : finding;
}

function without(zone: string, id: string): FindingOf<Key> {
  const at = atCloudflare('setting tls_1_3', id);
  return { key: 'without-1-3', data: { zone }, at, evidence: 'tls_1_3: off', severity: 'medium' };
}
