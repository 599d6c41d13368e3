import { challengeObstacles } from '../../src/analysis/edge-guards/certificate-challenge.ts';
import { inZone, joinMissing } from '../../src/analysis/edge-guards/in-zone.ts';
import { matcherOf } from '../../src/analysis/edge-guards/match.ts';
import { obstacleFinding } from '../../src/analysis/edge-guards/obstacle-finding.ts';
import { hostAtEdge, isVercels, originsOf, passesBy } from '../../src/analysis/edge-guards/records.ts';
import { atCloudflare, ruleName, showRule } from '../../src/analysis/edge-guards/words.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/**
 * Vercel can prove the domain to its certificate authority through the edge. “Always Use HTTPS” is no obstacle: Cloudflare leaves the
 * challenge's path alone, and the authority follows redirects to https.
 */
export const certificateChallenge = defineCheck({
  meta: {
    id: 'edge/certificate-challenge',
    title: 'Vercel’s certificate challenge gets through Cloudflare',
    why: 'Behind the proxy Vercel renews its certificate by an answer below /.well-known/acme-challenge/. When the edge answers there in its place, the certificate runs out, and with Full (strict) the site is down.',
    fix: 'Add and not starts_with(http.request.uri.path, "/.well-known/acme-challenge/") to the expression of the rule: Rules → Redirect Rules, or Security → WAF → Custom rules. For Access add an application for that path with a Bypass policy for Everyone.',
    severity: 'medium',
    refs: [
      'https://vercel.com/docs/domains/working-with-ssl',
      'https://letsencrypt.org/docs/challenge-types/#http-01-challenge',
    ],
    messages: {
      redirect: '{rule} redirects the certificate challenge of {what} elsewhere.',
      rule: 'The WAF rule {rule} answers the certificate challenge of {what} with {action}.',
      access: 'The Access application {rule} stands before the certificate challenge of {what}.',
    },
  },
  needs: { zone: cloudflareZone, edge: optional(cloudflareEdge) },
  evaluate: ({ zone, edge }) =>
    inZone(zone, { edge }, ({ edge }) => {
      const { host, records, phases, pageRules, accessApps } = edge;
      if (passesBy(hostAtEdge(edge, host)))
        return pass(`${host} is not proxied: the challenge goes straight to Vercel`);
      if (records.state !== 'ok') return blocked(records);
      const origins = originsOf(host, records.value);
      if (origins.length > 0 && !origins.some(isVercels))
        return pass(`${host} is fetched from ${listOf(origins)}, not from Vercel`);
      const matcher = matcherOf(edge);
      const { redirects, stop, closed, open } = challengeObstacles(edge, matcher);
      const findings = [
        ...redirects.map((rule) => ({
          key: 'redirect' as const,
          data: { rule: ruleName(rule), what: host },
          at: atCloudflare('redirect rule', rule.id),
          evidence: showRule(rule),
        })),
        ...(stop === undefined ? [] : [obstacleFinding({ kind: 'rule', rule: stop }, host, edge.zone.id)]),
        ...(closed === undefined ? [] : [obstacleFinding({ kind: 'access', by: closed }, host, edge.zone.id)]),
      ];
      const asked = [phases.http_request_dynamic_redirect, phases.http_request_firewall_custom, pageRules, accessApps];
      const missing = joinMissing(asked);
      if (missing !== undefined) return failOr(findings, blocked(missing));
      const hint =
        'keep the path /.well-known/acme-challenge/ out of the rule, or attest that it lets the challenge through';
      if (open.length > 0 && matcher.unread !== undefined) return failOr(findings, blocked(matcher.unread));
      if (open.length > 0) return failOr(findings, unknown(listOf(open, 3), hint));
      return failOr(findings, pass('no redirect, WAF rule or Access application answers /.well-known/acme-challenge/'));
    }),
});
