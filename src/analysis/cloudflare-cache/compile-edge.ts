import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import {
  accessSteps,
  bystanders,
  configurationInWords,
  originRuleInWords,
  throughRedirects,
  throughWaf,
} from './before-cache.ts';
import {
  type ChangingPhase,
  cacheRulesOf,
  cookieRulesOf,
  responseRulesOf,
  underCacheRules,
  underCookieRules,
  underResponseRules,
  zoneDefaults,
} from './cache-phases.ts';
import { type CompiledRule, type EdgeWorld, listsOf, openOf } from './compiled-rule.ts';
import { type PageRules, pageRulesOf, underPageRules } from './page-rule-phase.ts';
import { type Phase, phaseOf } from './phase.ts';
import type { CacheQuestion, Decide, Open } from './question.ts';
import { reachOf } from './reach.ts';
import { scriptsOn } from './scripts.ts';
import { normalizedRequest, rewrittenRequest, withHeaderRules } from './seen-url.ts';
import { rememberedSurveys, type Surveying } from './survey.ts';
import { unreadOpen } from './unread.ts';
import { keptOut, verdictOf } from './verdict.ts';
import { weigh } from './weigh.ts';

/**
 * Reads the rules of an edge once, and gives the function that decides by them whether the edge stores an answer, with every step in
 * the order of execution. What is not known stays open until the end: the decision is `unknown` only when it would come out
 * differently. `now`: milliseconds since 1970, what `Expires` is measured by where an answer has no `Date`.
 * https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export function compileEdge(edge: CloudflareEdge, now?: number): Decide {
  const phases = phasesOf(edge);
  const lists = listsOf(edge);
  const surveying = rememberedSurveys();
  return (question) => decide(edge, phases, { ...question, lists, now, surveying });
}

/** Decides one question. For many under the same rules, read these once with `compileEdge`. */
export function decideCaching(edge: CloudflareEdge, question: CacheQuestion, now?: number): CacheDecision {
  return compileEdge(edge, now)(question);
}

type Asked = CacheQuestion & {
  readonly lists: EdgeWorld['lists'];
  readonly now: number | undefined;
  readonly surveying: Surveying;
};

type Phases = ReturnType<typeof phasesOf>;

function phasesOf(edge: CloudflareEdge) {
  const { phases, snippetRules } = edge;
  const read = {
    redirects: phaseOf(phases.http_request_dynamic_redirect, 'redirect-rule'),
    rewrites: phaseOf(phases.http_request_transform, 'url-rewrite'),
    configuration: phaseOf(phases.http_config_settings, 'configuration-rule'),
    origins: phaseOf(phases.http_request_origin, 'origin-rule'),
    waf: phaseOf(phases.http_request_firewall_custom, 'waf-rule'),
    rateLimits: phaseOf(phases.http_ratelimit, 'rate-limit'),
    managed: phaseOf(phases.http_request_firewall_managed, 'managed-rules'),
    headers: phaseOf(phases.http_request_late_transform, 'header-transform'),
    cacheRules: cacheRulesOf(phaseOf(phases.http_request_cache_settings, 'cache-rule')),
    snippets: phaseOf(snippetRules, 'snippet'),
    responseRules: responseRulesOf(phaseOf(phases.http_response_cache_settings, 'cache-response-rule')),
    cookieRules: cookieRulesOf(phaseOf(phases.http_response_headers_transform, 'response-header-transform')),
    pageRules: pageRulesOf(edge),
  } satisfies Readonly<Record<string, Phase | ChangingPhase | PageRules>>;
  const { redirects, rewrites, headers, cacheRules, snippets, responseRules, cookieRules } = read;
  const deciding = [redirects, rewrites, headers, cacheRules, snippets, responseRules, cookieRules];
  return { ...read, refused: deciding.flatMap(refusedIn) };
}

/** Rules that cannot be read, in a phase that has a say in storing. */
function refusedIn(phase: Phase | ChangingPhase): readonly CompiledRule[] {
  return phase.state === 'read' ? phase.rules.filter(({ parsed }) => parsed.state === 'refused') : [];
}

function decide(
  edge: CloudflareEdge,
  phases: Phases,
  { request, origin, lists, now, surveying }: Asked,
): CacheDecision {
  const reach = reachOf(edge, request);
  const steps: CacheStep[] = [...reach.steps];
  if (reach.state === 'no') return keptOut(steps);
  const mayBeKeptOut: Open[] = [...reach.open];

  const normalized = normalizedRequest(edge, request, lists);
  const redirects = throughRedirects(phases.redirects, normalized.world);
  steps.push(...normalized.steps, ...redirects.steps);
  if (redirects.stoppedBy !== undefined) return keptOut(steps, redirects.stoppedBy);
  mayBeKeptOut.push(...redirects.open);

  const rewritten = rewrittenRequest(phases.rewrites, normalized.world);
  const [sent] = normalized.world.requests;
  steps.push(...rewritten.steps, ...settingSteps(phases, rewritten.world));
  const waf = throughWaf(phases.waf, rewritten.world);
  steps.push(...waf.steps);
  if (waf.stoppedBy !== undefined) return keptOut(steps, waf.stoppedBy);
  steps.push(...guardSteps(phases, rewritten.world), ...accessSteps(edge, sent));

  const { world, steps: headerSteps, authorized } = withHeaderRules(phases.headers, rewritten.world, request);
  const defaults = zoneDefaults(edge, world);
  const pages = underPageRules(phases.pageRules, world, sent, defaults.possible);
  steps.push(...headerSteps, ...defaults.steps, ...pages.steps);
  if (pages.stoppedBy !== undefined) return keptOut(steps, pages.stoppedBy);
  mayBeKeptOut.push(...pages.open);

  const cacheRules = underCacheRules(phases.cacheRules, world, edge, pages.possible);
  const scripts = scriptsOn(edge, phases.snippets, world, sent);
  const answered: EdgeWorld = { ...world, response: origin };
  const responseRules = underResponseRules(phases.responseRules, answered, cacheRules.possible);
  const ruled = underCookieRules(phases.cookieRules, answered, responseRules.possible);
  steps.push(...cacheRules.steps, ...scripts.steps, ...responseRules.steps, ...ruled.steps);

  const paths = world.requests.map(({ path }) => path);
  const weighed = weigh({ possible: ruled.possible, origin, authorized, paths, now }, surveying);
  const unseen = phases.cacheRules.state === 'unread' ? [unreadOpen('cacheRules', phases.cacheRules.missing)] : [];
  const anything = [...unseen, ...scripts.open];
  const unreadable = phases.refused.map((rule) => openOf(rule, world));
  const isPaused = reach.state === 'development';
  return verdictOf({ steps, weighed, origin, mayBeKeptOut, anything, unreadable, isPaused });
}

function settingSteps({ configuration, origins }: Phases, world: EdgeWorld): readonly CacheStep[] {
  return bystanders(
    [
      ['configuration', configuration, configurationInWords],
      ['origins', origins, originRuleInWords],
    ],
    world,
  );
}

function guardSteps({ rateLimits, managed }: Phases, world: EdgeWorld): readonly CacheStep[] {
  return bystanders(
    [
      ['rateLimits', rateLimits, () => 'limits how often; requests below the limit reach the cache'],
      ['managed', managed, () => 'managed rules look at the request; what they let through reaches the cache'],
    ],
    world,
  );
}
