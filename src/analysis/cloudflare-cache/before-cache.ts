import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { EdgeRequest } from '../cloudflare-rules/request.ts';
import { applicationOver } from '../edge-guards/access.ts';
import { skipsOf } from '../edge-guards/skips.ts';
import { asParameters } from './cache-rules.ts';
import { type CompiledRule, type EdgeWorld, matchedStep, openOf } from './compiled-rule.ts';
import { type Match, matchesIn, type Phase, phaseSteps, stepsOf } from './phase.ts';
import type { DecidingRule, Open } from './question.ts';
import { type UnreadSource, unreadOpen, unreadStep } from './unread.ts';
import { enumerated, quoted, shortened } from './words.ts';
import { hostName } from './zone-record.ts';

/** What stood between the visitor and the cache. */
export type Passage = {
  readonly steps: readonly CacheStep[];
  /** The rule that answers everybody in the cache's stead. */
  readonly stoppedBy?: DecidingRule;
  /** What may answer in the cache's stead, for everybody. */
  readonly open: readonly Open[];
};

/** The first Single Redirect that matches answers the request. https://developers.cloudflare.com/rules/url-forwarding/single-redirects/ */
export function throughRedirects(phase: Phase, world: EdgeWorld): Passage {
  if (phase.state === 'unread')
    return { steps: [unreadStep('redirects', phase.missing)], open: [unreadOpen('redirects', phase.missing)] };
  const matches = matchesIn(phase.rules, world);
  const stop = matches.find(({ rule, matched }) => matched === true && rule.rule.action === 'redirect');
  const asked = stop === undefined ? phase.rules : phase.rules.slice(0, phase.rules.indexOf(stop.rule) + 1);
  const may = 'may redirect the visitor, and the request would never reach the cache';
  const steps = stepsOf(asked, matches, (match) => {
    const effect = match === stop ? 'redirects the visitor: the request never reaches the cache' : may;
    return matchedStep(match.rule, match.matched, world, effect, may);
  });
  if (stop !== undefined) return { steps, stoppedBy: stop.rule.as, open: [] };
  return { steps, open: matches.map(({ rule }) => openOf(rule, world)) };
}

/**
 * WAF custom rules: a block ends the request. A challenge ends nothing, because whoever passes it reaches the cache.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
 */
export function throughWaf(phase: Phase, world: EdgeWorld): Passage {
  if (phase.state === 'unread') return { steps: [unreadStep('waf', phase.missing)], open: [] };
  const steps = new Map<CompiledRule, CacheStep>();
  const upTo = (last: CompiledRule): readonly CacheStep[] =>
    phaseSteps(phase.rules.slice(0, phase.rules.indexOf(last) + 1), steps);
  let mayBeSkipped = false;
  for (const { rule, matched } of matchesIn(phase.rules, world)) {
    const { action } = rule.rule;
    const blocks = action === 'block' && matched === true && !mayBeSkipped;
    const may = wafInWords(action);
    const effect = blocks ? 'blocks the request: it never reaches the cache' : may;
    steps.set(rule, matchedStep(rule, matched, world, effect, may));
    if (blocks) return { steps: upTo(rule), stoppedBy: rule.as, open: [] };
    const skipsRest = skipsOf(rule.rule).rest;
    if (skipsRest && matched === true) return { steps: upTo(rule), open: [] };
    mayBeSkipped ||= skipsRest;
  }
  return { steps: phaseSteps(phase.rules, steps), open: [] };
}

function wafInWords(action: string): string {
  if (action === 'skip') return 'skips rules that follow; the request goes on to the cache';
  if (action === 'log') return 'is only logged; the request goes on to the cache';
  if (action === 'block') return 'may block some requests; those let through reach the cache';
  return `${shortened(action, 40)}: those let through reach the cache`;
}

/** Phases that are shown because they matter elsewhere: none of them decides whether an answer is stored. */
export function bystanders(
  phases: readonly (readonly [source: UnreadSource, phase: Phase, effect: (match: Match) => string])[],
  world: EdgeWorld,
): readonly CacheStep[] {
  return phases.flatMap(([source, phase, effect]) => {
    if (phase.state === 'unread') return [unreadStep(source, phase.missing)];
    return stepsOf(phase.rules, matchesIn(phase.rules, world), (match) =>
      matchedStep(match.rule, match.matched, world, effect(match)),
    );
  });
}

/** What a Configuration Rule sets, in words. https://developers.cloudflare.com/rules/configuration-rules/settings/ */
export function configurationInWords({ rule }: Match): string {
  const set = Object.entries(rule.rule.parameters).map(([name, value]) => `${name} ${wordOf(value)}`);
  return `sets ${shortened(enumerated(set)) || 'nothing'}; nothing of caching`;
}

function wordOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What an Origin Rule does, in words. https://developers.cloudflare.com/rules/origin-rules/ */
export function originRuleInWords({ rule }: Match): string {
  const { host_header: host, origin, sni } = rule.rule.parameters;
  const { host: other } = asParameters(origin);
  const to = [host, other, asParameters(sni).value].find((one) => typeof one === 'string');
  const where = typeof to === 'string' ? `sends the request to ${shortened(to, 60)}` : 'sends the request elsewhere';
  return `${where}; rules and cache go on with the visitor's host`;
}

/** The Access application in front of the request. https://developers.cloudflare.com/cloudflare-one/access-controls/policies/app-paths/ */
export function accessSteps({ accessApps }: CloudflareEdge, request: EdgeRequest): readonly CacheStep[] {
  if (accessApps.state !== 'ok') return [unreadStep('access', accessApps)];
  const found = applicationOver(accessApps.value, hostName(request.host), request.path);
  if (found === undefined) return [];
  const { name, open } = found.application;
  const effect = open
    ? `the application ${quoted(name)} lets everybody in`
    : `the application ${quoted(name)} asks for a sign-in; whoever it lets in reaches the cache`;
  return [{ step: 'access', matched: true, effect }];
}
