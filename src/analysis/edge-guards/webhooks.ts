import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { BotSettings, CloudflareGuards } from '../../artifacts/cloudflare/guards.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import { type ClosedBy, closedBy } from './access.ts';
import { type CustomRules, customRulesOn } from './custom-rules.ts';
import type { EdgeQuestion, Matcher } from './match.ts';
import { type GivenValue, settingAt } from './settings.ts';
import { showRule } from './words.ts';

/** What turns machines away. */
export type Obstacle =
  | { readonly kind: 'rule'; readonly rule: CloudflareRule }
  | { readonly kind: 'under-attack'; readonly given: GivenValue }
  | { readonly kind: 'fight-mode' }
  | { readonly kind: 'super-bot-fight-mode'; readonly setting: string; readonly action: string }
  | { readonly kind: 'access'; readonly by: ClosedBy };

/** What is known of a machine's way to a path: what stops it, and in words what may. */
export type MachinePath = { readonly obstacles: readonly Obstacle[]; readonly open: readonly string[] };

// A provider's delivery: no cookies, from no page, as Stripe names itself. https://docs.stripe.com/webhooks
const delivery: KnownHeaders = new Map([
  ['cookie', []],
  ['referer', []],
  ['content-type', ['application/json; charset=utf-8']],
  ['user-agent', ['Stripe/1.0 (+https://stripe.com/docs/webhooks)']],
]);

/**
 * What stands before a POST to a webhook: WAF custom rules in their order, the security level, bot modes, and Access. What could not
 * be read adds nothing. https://developers.cloudflare.com/waf/feature-interoperability/
 */
export function deliveryTo(
  path: string,
  matcher: Matcher,
  edge: CloudflareEdge,
  bots: CloudflareGuards['bots'],
  securityLevel: Read<string>,
): MachinePath {
  const question = { method: 'POST', path, headers: delivery };
  const rules = customRulesOn(edge.phases.http_request_firewall_custom, matcher, question);
  const application = edge.accessApps.state === 'ok' ? closedBy(edge.accessApps.value, edge.host, path) : undefined;
  return parted([
    ...(rules.stop === undefined ? [] : [{ kind: 'rule', rule: rules.stop } as const]),
    ...rules.perhaps.map(({ rule, why }) => `${showRule(rule)} may stop it${why === undefined ? '' : ` (${why})`}`),
    ...attackAt(question, matcher, edge, securityLevel, rules),
    ...(bots.state === 'ok' ? botsAt(bots.value, rules) : []),
    ...(application === undefined ? [] : [{ kind: 'access', by: application } as const]),
  ]);
}

/** What stands before any machine at the front page: the modes that hold for the whole host. */
export function machinesOn(
  matcher: Matcher,
  edge: CloudflareEdge,
  bots: CloudflareGuards['bots'],
  securityLevel: Read<string>,
): MachinePath {
  const question = { method: 'GET', path: '/' };
  const rules = customRulesOn(edge.phases.http_request_firewall_custom, matcher, question);
  return parted([
    ...attackAt(question, matcher, edge, securityLevel, rules),
    ...(bots.state === 'ok' ? botsAt(bots.value, rules) : []),
  ]);
}

function parted(ways: readonly (Obstacle | string)[]): MachinePath {
  return {
    obstacles: ways.filter((way) => typeof way !== 'string'),
    open: ways.filter((way) => typeof way === 'string'),
  };
}

function attackAt(
  question: EdgeQuestion,
  matcher: Matcher,
  edge: CloudflareEdge,
  level: Read<string>,
  rules: CustomRules,
): readonly (Obstacle | string)[] {
  const values = settingAt('security_level', level, edge, matcher, question);
  const given = values.find(({ value }) => value === 'under_attack');
  if (given === undefined) return [];
  if (values.length === 1) return unlessSkipped({ kind: 'under-attack', given }, 'securityLevel', rules);
  return [`“I’m Under Attack” may hold there (by the ${given.by}${given.why === undefined ? '' : `: ${given.why}`})`];
}

// A delivery comes from a program: unless Cloudflare has verified its sender, both modes may stop it.
function botsAt(bots: BotSettings, rules: CustomRules): readonly (Obstacle | string)[] {
  const { fightMode, definitelyAutomated, likelyAutomated, verifiedBots } = bots;
  const strict = [
    ['Definitely automated', definitelyAutomated],
    ['Likely automated', likelyAutomated],
    ['Verified bots', verifiedBots],
  ] as const;
  return [
    // No rule skips Bot Fight Mode. https://developers.cloudflare.com/bots/get-started/bot-fight-mode/
    ...(fightMode === true ? [{ kind: 'fight-mode' } as const] : []),
    ...strict.flatMap(([setting, action]) =>
      action === undefined || action === 'allow'
        ? []
        : unlessSkipped({ kind: 'super-bot-fight-mode', setting, action }, 'http_request_sbfm', rules),
    ),
  ];
}

function unlessSkipped(obstacle: Obstacle, what: string, { skips }: CustomRules): readonly (Obstacle | string)[] {
  const { skipped, rule } = skips(what);
  if (skipped === true) return [];
  if (skipped === false) return [obstacle];
  const by = rule === undefined ? 'a custom rule, none of which was read,' : showRule(rule);
  return [`whether ${by} lets it past ${what} is not known`];
}
