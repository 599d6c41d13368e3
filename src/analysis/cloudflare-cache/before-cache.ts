import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { AccessApplication, CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { EdgeRequest } from '../cloudflare-rules/request.ts';
import { asParameters } from './cache-rules.ts';
import { type EdgeWorld, openOf } from './compiled-rule.ts';
import { coversAddress, pagePatternOf } from './page-rule-pattern.ts';
import { type Match, matchesIn, type Phase } from './phase.ts';
import { type DecidingRule, type Open, stepOf } from './question.ts';
import { type UnreadSource, unreadOpen, unreadStep } from './unread.ts';
import { enumerated, quoted, shortened } from './words.ts';

/** What stood between the visitor and the cache. */
export type Passage = {
  readonly steps: readonly CacheStep[];
  /** The rule that answers everybody in the cache's stead. */
  readonly stoppedBy?: DecidingRule;
  /** What may answer in the cache's stead, for everybody. */
  readonly open: readonly Open[];
};

/** The first Single Redirect that matches answers the request. https://developers.cloudflare.com/rules/url-forwarding/single-redirects/ */
export function throughRedirects(phase: Phase, world: EdgeWorld, edge: CloudflareEdge): Passage {
  if (phase.state === 'unread')
    return { steps: [unreadStep('redirects', phase.missing)], open: [unreadOpen('redirects', phase.missing)] };
  const matches = matchesIn(phase.rules, world);
  const stop = matches.find(({ rule, matched }) => matched === true && rule.rule.action === 'redirect');
  const before = stop === undefined ? matches : matches.slice(0, matches.indexOf(stop) + 1);
  const steps = before.map((match) => stepOf(match.rule.as, match.matched, redirectInWords(match)));
  if (stop !== undefined) return { steps, stoppedBy: stop.rule.as, open: [] };
  return { steps: stepsOrNone(steps, phase), open: matches.map(({ rule }) => openOf(rule, world, edge)) };
}

function redirectInWords({ rule, matched }: Match): string {
  return matched === true && rule.rule.action === 'redirect'
    ? 'redirects the visitor: the request never reaches the cache'
    : 'may redirect the visitor, and the request would never reach the cache';
}

/**
 * WAF custom rules: a block ends the request. A challenge ends nothing, because whoever passes it reaches the cache.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
 */
export function throughWaf(phase: Phase, world: EdgeWorld): Passage {
  if (phase.state === 'unread') return { steps: [unreadStep('waf', phase.missing)], open: [] };
  const steps: CacheStep[] = [];
  let mayBeSkipped = false;
  for (const { rule, matched } of matchesIn(phase.rules, world)) {
    const { action, parameters } = rule.rule;
    const blocks = action === 'block' && matched === true && !mayBeSkipped;
    steps.push(
      stepOf(rule.as, matched, blocks ? 'blocks the request: it never reaches the cache' : wafInWords(action)),
    );
    if (blocks) return { steps, stoppedBy: rule.as, open: [] };
    const skipsRest = action === 'skip' && parameters.ruleset === 'current';
    if (skipsRest && matched === true) return { steps, open: [] };
    mayBeSkipped ||= skipsRest;
  }
  return { steps: stepsOrNone(steps, phase), open: [] };
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
    return matchesIn(phase.rules, world).map((match) => stepOf(match.rule.as, match.matched, effect(match)));
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

/** Access applications that cover the request. https://developers.cloudflare.com/cloudflare-one/access-controls/policies/app-paths/ */
export function accessSteps({ accessApps }: CloudflareEdge, request: EdgeRequest): readonly CacheStep[] {
  if (accessApps.state !== 'ok') return [unreadStep('access', accessApps)];
  const covering = accessApps.value.filter(({ domains }) => domains.some((domain) => isCovered(domain, request)));
  return covering.map(({ name, open }: AccessApplication) => ({
    step: 'access',
    matched: true,
    effect: open
      ? `the application ${quoted(name)} lets everybody in`
      : `the application ${quoted(name)} asks for a sign-in; whoever it lets in reaches the cache`,
  }));
}

function isCovered(domain: string, { scheme, host, path }: EdgeRequest): boolean {
  const target = domain.includes('/') ? domain.replace(/\/$/, '') : domain;
  const address = { scheme, host, path, query: '' };
  // A path covers what lies below it.
  return [target, `${target}/*`].some((pattern) => coversAddress(pagePatternOf(pattern), address));
}

function stepsOrNone(steps: readonly CacheStep[], phase: Phase): readonly CacheStep[] {
  if (steps.length > 0 || phase.state === 'unread') return steps;
  const [first] = phase.rules;
  return first === undefined ? [] : [{ step: first.as.step, matched: false, effect: 'no rule of this phase matches' }];
}
