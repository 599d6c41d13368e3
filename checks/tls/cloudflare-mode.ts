import { inZone } from '../../src/analysis/edge-guards/in-zone.ts';
import { hostAtEdge, isVercels, originsOf, passesBy } from '../../src/analysis/edge-guards/records.ts';
import { type JudgeValue, settingVerdict } from '../../src/analysis/edge-guards/setting-verdict.ts';
import { settingOnHost } from '../../src/analysis/edge-guards/settings.ts';
import { type CloudflareEdge, cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareSettings } from '../../src/artifacts/cloudflare/settings.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { repositoryRoutes } from '../../src/artifacts/repository/routes.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';

/** Cloudflare encrypts the way to the origin, and verifies whom it talks to. */
export const cloudflareMode = defineCheck({
  meta: {
    id: 'tls/cloudflare-mode',
    title: 'Cloudflare’s encryption mode is Full (strict)',
    why: 'Off and Flexible send passwords and sessions in plain text between Cloudflare and the origin; Full encrypts them for whoever answers, because it accepts any certificate. In front of Vercel, which redirects http to https, Flexible is also a redirect loop.',
    fix: 'Cloudflare dashboard → the zone → SSL/TLS → Overview → Configure → Full (strict). For a rule: Rules → Overview → the Configuration Rule or Page Rule → SSL.',
    severity: 'blocker',
    refs: [
      'https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/',
      'https://developers.cloudflare.com/rules/configuration-rules/settings/#ssl',
    ],
    messages: {
      plain: 'The encryption mode of {where} is {value}: the way to the origin is not encrypted.',
      loop: 'The encryption mode of {where} is {value}: not encrypted, and a redirect loop in front of Vercel.',
      unverified: 'The encryption mode of {where} is {value}: the origin’s certificate is not verified.',
      waiting: 'The encryption mode of {where} is {value}: it takes effect once {host} is proxied.',
    },
  },
  needs: {
    zone: cloudflareZone,
    edge: optional(cloudflareEdge),
    settings: optional(cloudflareSettings),
    routes: optional(repositoryRoutes),
  },
  evaluate: ({ zone, edge, settings, routes }) =>
    inZone(zone, { edge, settings }, ({ edge, settings }) => {
      const paths = (valueIn(routes) ?? []).flatMap(({ path, fixed }) => (fixed ? [path] : []));
      return settingVerdict(edge, 'ssl', settingOnHost('ssl', settings.ssl, edge, paths), judgeFor(edge));
    }),
});

type Key = 'plain' | 'loop' | 'unverified' | 'waiting';

function judgeFor(edge: CloudflareEdge): JudgeValue<Key> {
  const { host, records } = edge;
  const isWaiting = passesBy(hostAtEdge(edge, host));
  const atVercel = records.state === 'ok' && originsOf(host, records.value).some(isVercels);
  return (value) => {
    if (value === 'strict' || value === 'origin_pull') return undefined;
    if (!['off', 'flexible', 'full'].includes(value)) return 'unknown';
    if (isWaiting) return { key: 'waiting', severity: 'medium' };
    if (value === 'full') return { key: 'unverified', severity: 'high' };
    return { key: atVercel ? 'loop' : 'plain' };
  };
}
