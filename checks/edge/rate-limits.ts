import { inZone, joinMissing } from '../../src/analysis/edge-guards/in-zone.ts';
import { matcherOf } from '../../src/analysis/edge-guards/match.ts';
import { type RateCover, rateCover } from '../../src/analysis/edge-guards/rate-limits.ts';
import { type SensitiveRoute, sensitiveRoutes } from '../../src/analysis/edge-guards/sensitive-routes.ts';
import { atCloudflare, ruleName, showRule } from '../../src/analysis/edge-guards/words.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { repositoryRoutes } from '../../src/artifacts/repository/routes.ts';
import { webhookPaths } from '../../src/artifacts/repository/webhook-paths.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Rate limits stand before the routes that are asked in floods. */
export const rateLimits = defineCheck({
  meta: {
    id: 'edge/rate-limits',
    title: 'Sign-in, webhook and AI routes are rate limited at the edge',
    why: 'Without a limit passwords are tried by the thousand, forged events keep the functions busy, and every call of a model is paid for.',
    fix: 'Cloudflare dashboard → the zone → Security → WAF → Rate limiting rules → Create rule: an expression such as http.request.uri.path eq "/sign-in" and http.request.method eq "POST", counted by IP address, with a limit that people never reach; for a webhook one far above the provider’s bursts.',
    severity: 'medium',
    refs: ['https://developers.cloudflare.com/waf/rate-limiting-rules/'],
    messages: {
      unlimited: 'No rate limiting rule counts requests to {what} routes: {paths}.',
      skipped: 'A rule lets requests to {what} routes past every rate limit: {paths}.',
    },
  },
  needs: {
    zone: cloudflareZone,
    edge: optional(cloudflareEdge),
    routes: repositoryRoutes,
    webhooks: webhookPaths,
  },
  evaluate: ({ zone, edge, routes, webhooks }) =>
    inZone(zone, { edge }, ({ edge }) => {
      const sensitive = sensitiveRoutes(routes, webhooks);
      if (sensitive.length === 0) {
        if (routes.length > 0) return pass(`${count(routes.length, 'route')}, and none for sign-in, webhooks or AI`);
        const because = 'no route of the application was found in this directory';
        return unknown(because, 'run the audit in the repository of the application');
      }
      const { http_ratelimit: limits, http_request_firewall_custom: custom } = edge.phases;
      if (limits.state !== 'ok') return blocked(limits);
      const matcher = matcherOf(edge);
      const seen = sensitive.map((route) => ({ ...route, cover: rateCover(edge, matcher, route.path) }));
      const kinds = Map.groupBy(seen, ({ what, cover }) => `${what} ${cover.state}`);
      const findings = [...kinds.values()].flatMap((alike) => findingOf(edge.host, edge.zone.id, alike));
      const missing = joinMissing([custom]);
      if (missing !== undefined) return failOr(findings, blocked(missing));
      const open = seen.find(({ cover }) => cover.state === 'unknown');
      if (open?.cover.state === 'unknown') {
        if (matcher.unread !== undefined) return failOr(findings, blocked(matcher.unread));
        const { by, why = 'whether its expression matches depends on the visitor' } = open.cover;
        const because = `POST ${open.path} by ${showRule(by)}: ${why}`;
        return failOr(findings, unknown(because, 'read the rule, and attest that it limits such requests'));
      }
      return failOr(findings, pass(listOf(seen.map(({ path, cover }) => `${path}${byOf(cover)}`))));
    }),
});

type Seen = SensitiveRoute & { readonly cover: RateCover };

function findingOf(host: string, zone: string, alike: readonly Seen[]): readonly FindingOf<'unlimited' | 'skipped'>[] {
  const [{ what, cover } = {}] = alike;
  if (what === undefined || cover === undefined || cover.state === 'covered' || cover.state === 'unknown') return [];
  const paths = alike.map(({ path }) => path);
  const places = paths.slice(0, 25).map((path) => ({ kind: 'url', url: `https://${host}${path}` }) as const);
  const finding = {
    data: { what, paths: listOf(paths, 3) },
    at: atCloudflare(`rate limits for ${what}`, zone),
    places,
  };
  const evidence = `POST ${listOf(paths, 10)}${byOf(cover)}`;
  return [{ ...finding, key: cover.state === 'skipped' ? 'skipped' : 'unlimited', evidence }];
}

function byOf(cover: RateCover): string {
  return 'by' in cover ? ` by ${ruleName(cover.by)}` : ': no rule';
}
