import { inZone } from '../../src/analysis/edge-guards/in-zone.ts';
import { type JudgeValue, settingVerdict } from '../../src/analysis/edge-guards/setting-verdict.ts';
import { settingOnHost } from '../../src/analysis/edge-guards/settings.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareSettings } from '../../src/artifacts/cloudflare/settings.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { repositoryRoutes } from '../../src/artifacts/repository/routes.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';

/** “I’m Under Attack” is not left on. */
export const underAttack = defineCheck({
  meta: {
    id: 'edge/under-attack',
    title: '“I’m Under Attack” mode is off',
    why: 'It shows every visitor a waiting page first, and turns away whatever is no browser: webhooks, monitors, apps and link previews.',
    fix: 'Cloudflare dashboard → the zone → Security → Settings → Security level: choose Medium. For a Configuration Rule: Rules → Overview → the rule → Security Level. Leave it on during an attack only.',
    severity: 'medium',
    refs: ['https://developers.cloudflare.com/fundamentals/reference/under-attack-mode/'],
    messages: { on: '“I’m Under Attack” mode is on for {where}.' },
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
      const found = settingOnHost('security_level', settings.security_level, edge, paths);
      return settingVerdict(edge, 'security_level', found, judge);
    }),
});

const judge: JudgeValue<'on'> = (value) => (value === 'under_attack' ? { key: 'on' } : undefined);
