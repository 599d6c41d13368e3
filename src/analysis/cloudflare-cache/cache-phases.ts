import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { changesOfCacheRule } from './cache-rules.ts';
import { type CompiledRule, type EdgeWorld, openOf } from './compiled-rule.ts';
import { isCachedByDefault } from './default-extensions.ts';
import { eligibleUnder } from './page-rules.ts';
import { type Match, matchesIn, type Phase, phaseSteps } from './phase.ts';
import { either, only } from './possible.ts';
import type { DecidingRule } from './question.ts';
import { changesOfResponseRule } from './response-rules.ts';
import { afterRule, type Changes, eitherCase, knownSettings, type Possibilities } from './settings.ts';
import { unreadOpen, unreadStep } from './unread.ts';
import { quoted, shortened } from './words.ts';

/** The settings after some rules, and the steps of those. */
export type Ruled = { readonly possible: Possibilities; readonly steps: readonly CacheStep[] };

/** What holds before any rule: the zone's cache level, file extensions, and Origin Cache Control by the plan. */
export function zoneDefaults(edge: CloudflareEdge, world: EdgeWorld): Ruled {
  const { cacheLevel, zone } = edge;
  const paths = world.requests.map(({ path, query }) => ({ byDefault: isCachedByDefault(path), query }));
  const forms = world.isAnyUrl ? [...paths, ...anyPath] : paths;
  const levels = cacheLevel.state === 'ok' ? [cacheLevel.value] : ['basic', 'aggressive'];
  const cases = forms.flatMap(({ byDefault, query }) =>
    levels.flatMap((level) => eligibleUnder(level, byDefault, query)),
  );
  const missing = cacheLevel.state === 'ok' ? [] : [unreadOpen('cacheLevel', cacheLevel)];
  const eligible = either(
    cases.map((one) => only(one)),
    [...world.urlOpen, ...missing],
  );
  const possible = knownSettings({
    eligible: 'no',
    edgeTtl: { mode: 'respect_origin' },
    statusTtl: [],
    originControl: true,
    armor: false,
    key: [],
    vary: false,
    directives: {},
    stripsCookies: false,
  });
  return {
    possible: { ...possible, eligible, originControl: controlByPlan(zone.plan) },
    steps: [extensionStep(eligible.options.map(({ value }) => value))],
  };
}

/** Origin Cache Control: Free, Pro and Business have it, Enterprise may choose. https://developers.cloudflare.com/cache/concepts/cache-control/#enable-origin-cache-control */
function controlByPlan(plan: string): Possibilities['originControl'] {
  if (plan === 'enterprise') return only(false);
  if (plan === 'free' || plan === 'pro' || plan === 'business') return only(true);
  const open = {
    why: `whether Origin Cache Control is on is not known on the plan ${quoted(plan)}`,
    hint: 'Zone Read shows the plan',
  };
  return either([only(true), only(false)], [open]);
}

const anyPath = [true, false].flatMap((byDefault) => ['', 'q'].map((query) => ({ byDefault, query })));

function extensionStep(eligible: readonly string[]): CacheStep {
  const step = 'file-extension';
  if (eligible.length > 1)
    return { step, matched: 'unknown', effect: 'cached without any rule or not: that is not known' };
  const isEligible = eligible[0] === 'extension';
  const effect = isEligible
    ? 'a file that is cached without any rule'
    : 'not a file that is cached without any rule (pages and JSON are not)';
  return { step, matched: isEligible, effect };
}

/**
 * Every Cache Rule that matches applies, and the last word on each setting stands.
 * https://developers.cloudflare.com/cache/how-to/cache-rules/order/
 */
export function underCacheRules(phase: Phase, world: EdgeWorld, edge: CloudflareEdge, before: Possibilities): Ruled {
  if (phase.state === 'unread') return { possible: before, steps: [unreadStep('cacheRules', phase.missing)] };
  return ruled(phase.rules, world, edge, before, changesOfCacheRule);
}

/** Cache Response Rules, asked about the origin's answer too. https://developers.cloudflare.com/cache/how-to/cache-response-rules/ */
export function underResponseRules(phase: Phase, world: EdgeWorld, edge: CloudflareEdge, before: Possibilities): Ruled {
  if (phase.state === 'read') return ruled(phase.rules, world, edge, before, changesOfResponseRule);
  const open = unreadOpen('responseRules', phase.missing);
  const cases = anyResponseRule.map((settings) => afterRule(before, { settings, words: [] }, true, unseenRule, open));
  return { possible: eitherCase([before, ...cases], [open]), steps: [unreadStep('responseRules', phase.missing)] };
}

/**
 * Response header rules that take `Set-Cookie` away before the answer is stored. What they do to other headers does not change how
 * the answer is cached. https://developers.cloudflare.com/rules/transform/response-header-modification/
 */
export function underHeaderRules(phase: Phase, world: EdgeWorld, edge: CloudflareEdge, before: Possibilities): Ruled {
  const strips: Changes = {
    settings: { stripsCookies: () => [true] },
    words: ['takes Set-Cookie away before storing'],
  };
  if (phase.state === 'unread') {
    const open = unreadOpen('responseHeaders', phase.missing);
    const step = unreadStep('responseHeaders', phase.missing);
    return { possible: afterRule(before, strips, 'unknown', unseenRule, open), steps: [step] };
  }
  const stripping = phase.rules.filter(({ rule }) => takesCookies(rule));
  return ruled(stripping, world, edge, before, () => strips);
}

function takesCookies({ parameters }: CloudflareRule): boolean {
  const { headers } = parameters;
  if (typeof headers !== 'object' || headers === null) return false;
  return Object.entries(headers).some(([name, change]) => {
    const isRemoved =
      typeof change === 'object' && change !== null && 'operation' in change && change.operation === 'remove';
    return name.toLowerCase() === 'set-cookie' && isRemoved;
  });
}

const unseenRule: DecidingRule = {
  step: 'cache-response-rule',
  id: '',
  name: 'a rule that could not be read',
  expression: '',
};

const anyResponseRule: readonly Changes['settings'][] = [
  { directives: (was) => [{ ...was, 'no-store': { set: true } }], originControl: () => [true] },
  {
    directives: (was) => [
      { ...was, 'no-store': 'removed', private: 'removed', 'no-cache': 'removed', 's-maxage': { set: 'some' } },
    ],
    originControl: () => [true],
    stripsCookies: () => [true],
  },
];

function ruled(
  rules: readonly CompiledRule[],
  world: EdgeWorld,
  edge: CloudflareEdge,
  before: Possibilities,
  changesOf: (rule: CloudflareRule) => Changes,
): Ruled {
  const effects = new Map<CompiledRule, { readonly matched: Match['matched']; readonly effect: string }>();
  let possible = before;
  for (const { rule, matched } of matchesIn(rules, world)) {
    const changes = changesOf(rule.rule);
    possible = afterRule(possible, changes, matched, rule.as, openOf(rule, world, edge));
    const what = shortened(changes.words.join(', '), 300) || 'changes nothing about storing';
    effects.set(rule, { matched, effect: matched === true ? what : `may apply: ${what}` });
  }
  return { possible, steps: phaseSteps(rules, effects) };
}
