import { distinct } from '../../src/analysis/edge-guards/distinct.ts';
import { inZone, joinMissing } from '../../src/analysis/edge-guards/in-zone.ts';
import { type ManagedCover, managedCover } from '../../src/analysis/edge-guards/managed-rules.ts';
import { matcherOf } from '../../src/analysis/edge-guards/match.ts';
import { atCloudflare, ruleName, showRule } from '../../src/analysis/edge-guards/words.ts';
import { type CloudflareEdge, cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { repositoryRoutes } from '../../src/artifacts/repository/routes.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown, type Verdict } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { valueIn } from '../../src/core/gathered.ts';

/** Cloudflare's managed firewall rules look at production's requests. */
export const waf = defineCheck({
  meta: {
    id: 'edge/waf',
    title: 'Cloudflare’s managed firewall rules look at every request',
    why: 'Published attacks on frameworks and libraries are tried everywhere within hours; the managed rules stop them before the fix is deployed.',
    fix: 'Cloudflare dashboard → the zone → Security → WAF → Managed rules: deploy the Cloudflare Managed Ruleset for all incoming requests with its default actions; narrow a Skip rule to the one path that needs it.',
    severity: 'medium',
    refs: ['https://developers.cloudflare.com/waf/managed-rules/'],
    messages: {
      none: 'No managed rules look at {request}.',
      disabled: '{rule} deploys the managed rules with everything switched off.',
      logged: '{rule} lets the managed rules log what they find, and stop nothing.',
      skipped: '{rule} takes {request} out of the managed rules.',
    },
  },
  needs: { zone: cloudflareZone, edge: optional(cloudflareEdge), routes: optional(repositoryRoutes) },
  evaluate: ({ zone, edge, routes }) =>
    inZone(zone, { edge }, ({ edge }) => {
      const matcher = matcherOf(edge);
      // A webhook verifies who sends, and is often let past on purpose.
      const handlers = (valueIn(routes) ?? []).filter(({ kind, path }) => kind === 'handler' && !/hook/i.test(path));
      const paths = handlers.flatMap(({ path, fixed }) => (fixed ? [path] : [])).slice(0, 100);
      const questions = [{ method: 'GET', path: '/' }, ...paths.map((path) => ({ method: 'POST', path }))];
      const seen = questions.map(({ method, path }) => ({
        ...managedCover(edge, matcher, { method, path }),
        request: `${method} ${edge.host}${path}`,
      }));
      const findings = distinct(seen.flatMap((cover) => findingOf(edge, cover)));
      const { http_request_firewall_managed: managed, http_request_firewall_custom: custom } = edge.phases;
      const missing = joinMissing([managed, custom]);
      if (missing !== undefined) return failOr(managed.state === 'ok' ? findings : [], blocked(missing));
      const open = seen.find(({ state }) => state === 'unknown');
      if (open?.state === 'unknown') {
        if (matcher.unread !== undefined) return failOr(findings, blocked(matcher.unread));
        const because = `${showRule(open.by)}: ${open.why ?? `whether it matches ${open.request} depends on the visitor`}`;
        return failOr(
          findings,
          unknown(because, 'read the rule, and attest that the managed rules look at such requests'),
        );
      }
      if (findings.length === 0 && seen.some(({ state }) => state === 'none')) return withoutRule(edge.zone.plan);
      return failOr(findings, pass(seen.flatMap((cover) => ('by' in cover ? [showRule(cover.by)] : []))[0] ?? ''));
    }),
});

type Seen = ManagedCover & { readonly request: string };
type Key = 'none' | 'disabled' | 'logged' | 'skipped';

function findingOf({ zone }: CloudflareEdge, cover: Seen): readonly FindingOf<Key>[] {
  const { request } = cover;
  if (cover.state === 'covered' || cover.state === 'unknown') return [];
  if (cover.state !== 'none') {
    const at = atCloudflare('WAF rule', cover.by.id);
    return [{ key: cover.state, data: { rule: ruleName(cover.by), request }, at, evidence: showRule(cover.by) }];
  }
  if (zone.plan === 'free' || zone.plan === 'enterprise') return [];
  const evidence = `http_request_firewall_managed: no rule for ${request}`;
  return [{ key: 'none', data: { request }, at: atCloudflare('WAF managed rules', zone.id), evidence }];
}

/** Where the zone's own rules do not tell: on Free they need none, on Enterprise they may stand in the account. */
function withoutRule(plan: string): Verdict<never> {
  if (plan === 'free') return pass('the Free plan: Cloudflare’s free managed ruleset runs without a rule of the zone');
  const because = 'the zone deploys no managed rules for some requests, and those of the account were not read';
  return unknown(because, 'look at the account’s WAF page, and attest that it deploys managed rules for this zone');
}
