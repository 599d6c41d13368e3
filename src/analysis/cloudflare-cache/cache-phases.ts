import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { someSeconds } from './cache-control.ts';
import { asParameters, changesOfCacheRule } from './cache-rules.ts';
import { type CompiledRule, type EdgeWorld, matchedStep, openOf } from './compiled-rule.ts';
import { isCachedByDefault } from './default-extensions.ts';
import { eligibleUnder } from './page-rules.ts';
import { matchesIn, type Phase, phaseSteps } from './phase.ts';
import { either, only } from './possible.ts';
import type { DecidingRule, Open } from './question.ts';
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
  const open = [...world.urlOpen, ...missing].map((one) => () => one);
  const eligible = either(
    cases.map((one) => only(one)),
    open,
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
  const open = () => ({
    why: `whether Origin Cache Control is on is not known on the plan ${quoted(plan)}`,
    hint: 'Zone Read shows the plan',
  });
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

/** The rules of a phase, each with what it changes when it matches, or why they could not be had. */
export type ChangingPhase =
  | {
      readonly state: 'read';
      readonly rules: readonly CompiledRule[];
      readonly changes: ReadonlyMap<CompiledRule, Ready>;
    }
  | Extract<Phase, { state: 'unread' }>;

type Ready = { readonly changes: Changes; readonly words: string };

/**
 * Cache Rules, read once for many requests. Each that matches applies, and the last word on each setting stands.
 * https://developers.cloudflare.com/cache/how-to/cache-rules/order/
 */
export function cacheRulesOf(phase: Phase): ChangingPhase {
  return withChanges(phase, changesOfCacheRule);
}

/** Cache Response Rules, which are asked about the origin's answer too. https://developers.cloudflare.com/cache/how-to/cache-response-rules/ */
export function responseRulesOf(phase: Phase): ChangingPhase {
  return withChanges(phase, changesOfResponseRule);
}

/**
 * Response header rules that take `Set-Cookie` away before the answer is stored. What they do to other headers does not change how
 * the answer is cached. https://developers.cloudflare.com/rules/transform/response-header-modification/
 */
export function cookieRulesOf(phase: Phase): ChangingPhase {
  if (phase.state === 'unread') return phase;
  const rules = phase.rules.filter(({ rule }) => takesCookies(rule));
  return withChanges({ state: 'read', rules }, () => takesCookiesAway);
}

/** The settings after Cache Rules; unread ones change nothing here, whoever asks has to know. */
export function underCacheRules(
  phase: ChangingPhase,
  world: EdgeWorld,
  edge: CloudflareEdge,
  before: Possibilities,
): Ruled {
  if (phase.state !== 'read') return { possible: before, steps: [unreadStep('cacheRules', phase.missing)] };
  const { possible, steps } = ruled(phase, world, before);
  return { possible: { ...possible, originControl: switchedOn(edge.zone.plan, possible.originControl) }, steps };
}

/** Origin Cache Control after rules: only Enterprise can switch it off, whatever its rules say. */
function switchedOn(plan: string, after: Possibilities['originControl']): Possibilities['originControl'] {
  const mayBeOff = after.options.some(({ value }) => !value);
  const byPlan = controlByPlan(plan);
  if (plan === 'enterprise' || !mayBeOff) return after;
  return byPlan.options.length === 1 ? byPlan : either([after, byPlan], []);
}

/** The settings after Cache Response Rules. */
export function underResponseRules(phase: ChangingPhase, world: EdgeWorld, before: Possibilities): Ruled {
  if (phase.state === 'read') return ruled(phase, world, before);
  const open = (): Open => unreadOpen('responseRules', phase.missing);
  const cases = anyResponseRule.map((settings) => afterRule(before, { settings, words: [] }, true, unseenRule, open));
  return { possible: eitherCase([before, ...cases], [open]), steps: [unreadStep('responseRules', phase.missing)] };
}

/** The settings after response header rules. */
export function underCookieRules(phase: ChangingPhase, world: EdgeWorld, before: Possibilities): Ruled {
  if (phase.state === 'read') return ruled(phase, world, before);
  const open = (): Open => unreadOpen('responseHeaders', phase.missing);
  const possible = afterRule(before, takesCookiesAway, 'unknown', unseenRule, open);
  return { possible, steps: [unreadStep('responseHeaders', phase.missing)] };
}

const takesCookiesAway: Changes = {
  settings: { stripsCookies: () => [true] },
  words: ['takes Set-Cookie away before storing'],
};

function takesCookies({ parameters }: CloudflareRule): boolean {
  return Object.entries(asParameters(parameters.headers)).some(
    ([name, change]) => name.toLowerCase() === 'set-cookie' && asParameters(change).operation === 'remove',
  );
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
      { ...was, 'no-store': 'removed', private: 'removed', 'no-cache': 'removed', 's-maxage': { set: someSeconds } },
    ],
    originControl: () => [true],
    stripsCookies: () => [true],
  },
];

function withChanges(phase: Phase, changesOf: (rule: CloudflareRule) => Changes): ChangingPhase {
  if (phase.state === 'unread') return phase;
  const ready = phase.rules.map((rule) => {
    const changes = changesOf(rule.rule);
    const words = shortened(changes.words.join(', '), 300) || 'changes nothing about storing';
    return [rule, { changes, words }] as const;
  });
  return { ...phase, changes: new Map(ready) };
}

function ruled(
  { rules, changes }: Extract<ChangingPhase, { state: 'read' }>,
  world: EdgeWorld,
  before: Possibilities,
): Ruled {
  const steps = new Map<CompiledRule, CacheStep>();
  let possible = before;
  for (const { rule, matched } of matchesIn(rules, world)) {
    const ready = changes.get(rule);
    if (ready === undefined) continue;
    possible = afterRule(possible, ready.changes, matched, rule.as, () => openOf(rule, world));
    steps.set(rule, matchedStep(rule, matched, world, ready.words));
  }
  return { possible, steps: phaseSteps(rules, steps) };
}
