import { distinct } from '../../src/analysis/edge-guards/distinct.ts';
import { inZone, joinMissing } from '../../src/analysis/edge-guards/in-zone.ts';
import { matcherOf } from '../../src/analysis/edge-guards/match.ts';
import { obstacleFinding } from '../../src/analysis/edge-guards/obstacle-finding.ts';
import { hostAtEdge, passesBy } from '../../src/analysis/edge-guards/records.ts';
import { deliveryTo, machinesOn } from '../../src/analysis/edge-guards/webhooks.ts';
import { cloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import { cloudflareGuards } from '../../src/artifacts/cloudflare/guards.ts';
import { cloudflareSettings } from '../../src/artifacts/cloudflare/settings.ts';
import { cloudflareZone } from '../../src/artifacts/cloudflare/zone.ts';
import { webhookPaths } from '../../src/artifacts/repository/webhook-paths.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Deliveries of webhooks get through the edge. */
export const botFightWebhooks = defineCheck({
  meta: {
    id: 'edge/bot-fight-webhooks',
    title: 'Webhooks and monitors get through Cloudflare’s bot protection',
    why: 'A payment provider’s delivery is a machine: challenged, it is lost, and the customer has paid for nothing; a monitor reports an outage that is none.',
    fix: 'Security → WAF → Custom rules, first place: http.request.uri.path eq "<the webhook path>" → Skip: all remaining custom rules, all Super Bot Fight Mode rules, Security Level. Bot Fight Mode cannot be skipped: turn it off under Security → Settings, or allow the provider’s addresses under Security → WAF → Tools. Let Access bypass the path.',
    severity: 'high',
    refs: [
      'https://developers.cloudflare.com/bots/get-started/bot-fight-mode/',
      'https://developers.cloudflare.com/waf/custom-rules/skip/options/',
      'https://docs.stripe.com/webhooks',
    ],
    messages: {
      'fight-mode': 'Bot Fight Mode challenges {what}, and no rule can except it.',
      'super-bot-fight-mode': 'Super Bot Fight Mode answers {what} with {action} ({setting}).',
      'under-attack': '“I’m Under Attack” mode challenges {what}.',
      rule: 'The WAF rule {rule} answers {what} with {action}.',
      access: 'The Access application {rule} stands before {what}.',
    },
  },
  needs: {
    zone: cloudflareZone,
    edge: optional(cloudflareEdge),
    guards: optional(cloudflareGuards),
    settings: optional(cloudflareSettings),
    webhooks: webhookPaths,
  },
  evaluate: ({ zone, edge, guards, settings, webhooks }) =>
    inZone(zone, { edge, guards, settings }, ({ edge, guards, settings }) => {
      const standing = hostAtEdge(edge, edge.host);
      if (passesBy(standing)) return pass(`${edge.host} is not proxied: no delivery meets the edge`);
      const paths = webhooks.map(({ path }) => path);
      const matcher = matcherOf(edge);
      const read = [matcher, edge, guards.bots, settings.security_level] as const;
      // Without a webhook the modes still count, for the sake of monitors.
      const isDelivery = paths.length > 0;
      const ways = isDelivery ? paths.map((path) => deliveryTo(path, ...read)) : [machinesOn(...read)];
      const what = isDelivery ? `POST ${listOf(paths, 3)}` : 'uptime monitors';
      const severity = isDelivery ? {} : ({ severity: 'medium' } as const);
      const obstacles = ways.flatMap((way) => way.obstacles);
      const findings = distinct(obstacles.map((one) => ({ ...obstacleFinding(one, what, edge.zone.id), ...severity })));
      const { phases, accessApps, pageRules } = edge;
      const modes = [guards.bots, settings.security_level, phases.http_config_settings, pageRules];
      const missing = joinMissing([...modes, ...(isDelivery ? [phases.http_request_firewall_custom, accessApps] : [])]);
      if (missing !== undefined) return failOr(findings, blocked(missing));
      const open = [...new Set(ways.flatMap((way) => way.open))];
      if (open.length > 0 && matcher.unread !== undefined) return failOr(findings, blocked(matcher.unread));
      if (open.length > 0) return failOr(findings, unknown(`${what}: ${listOf(open, 3)}`, hint));
      const looked = isDelivery
        ? 'bot mode, challenge, block or Access application'
        : 'bot mode (no webhook path is known)';
      return failOr(findings, pass(`${what}: no ${looked} in the way`));
    }),
});

const hint =
  'send a test event to the path and attest that it arrived, or let the path alone skip the rule, as the first of the custom rules';
