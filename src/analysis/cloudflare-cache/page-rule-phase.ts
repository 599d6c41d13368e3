import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflarePageRule } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import { withoutMiddle } from '../../core/text.ts';
import type { EdgeRequest, Truth } from '../cloudflare-rules/request.ts';
import type { EdgeWorld } from './compiled-rule.ts';
import { isCachedByDefault } from './default-extensions.ts';
import { coversAddress, type PagePattern, pagePatternOf } from './page-rule-pattern.ts';
import { anyPageRule, changesOfPageRule, isForwarded } from './page-rules.ts';
import type { Asking } from './possible.ts';
import { type DecidingRule, type Open, stepOf } from './question.ts';
import { afterRule, type Changes, eitherCase, type Possibilities } from './settings.ts';
import { unreadOpen, unreadStep } from './unread.ts';
import { quoted, shortened } from './words.ts';

/** A Page Rule whose pattern is read already; none for one that is not understood. */
export type CompiledPageRule = {
  readonly rule: CloudflarePageRule;
  readonly as: DecidingRule;
  readonly pattern: PagePattern | undefined;
};

/** Page Rules by their priority, highest first, or why they could not be had. */
export type PageRules =
  | { readonly state: 'read'; readonly rules: readonly CompiledPageRule[] }
  | { readonly state: 'unread'; readonly missing: Missing };

/** What Page Rules make of the settings. `stoppedBy`: the rule redirects everybody. */
export type PageRuled = {
  readonly possible: Possibilities;
  readonly steps: readonly CacheStep[];
  readonly stoppedBy?: DecidingRule;
  /** Rules that may redirect everybody. */
  readonly open: readonly Open[];
};

/** Reads the Page Rules once for many requests. */
export function pageRulesOf({ pageRules }: CloudflareEdge): PageRules {
  if (pageRules.state !== 'ok') return { state: 'unread', missing: pageRules };
  const rules = pageRules.value
    .toSorted((a, b) => b.priority - a.priority)
    .map((rule) => {
      const expression = withoutMiddle(rule.target, 1_000);
      const as = { step: 'page-rule', id: rule.id, name: withoutMiddle(rule.target, 200), expression };
      return { rule, as, pattern: rule.operator === 'matches' ? pagePatternOf(rule.target) : undefined };
    });
  return { state: 'read', rules };
}

/**
 * The one Page Rule that applies: the first by priority that matches. Those before it that may match are cases of their own.
 * https://developers.cloudflare.com/rules/page-rules/#priority-order-matters
 */
export function underPageRules(
  pages: PageRules,
  world: EdgeWorld,
  sent: EdgeRequest,
  before: Possibilities,
): PageRuled {
  if (pages.state === 'unread') return unreadPages(pages.missing, before);
  const cases: Possibilities[] = [];
  const steps: CacheStep[] = [];
  const openRules: Asking[] = [];
  const openForwards: Open[] = [];
  let found: CompiledPageRule | undefined;
  for (const page of pages.rules) {
    if (found !== undefined && page.rule.priority < found.rule.priority) break;
    const matched = coversRequest(page, world, sent);
    if (matched === false) {
      steps.push(stepOf(page.as, false, 'does not match'));
      continue;
    }
    const [request] = world.requests;
    const open = (): Open => openOfPage(page, request, world);
    if (isForwarded(page.rule, request)) {
      if (matched === true && cases.length === 0 && !hasEqual(page, pages.rules, world, sent))
        return { possible: before, steps: [...steps, stepOf(page.as, true, forwards)], stoppedBy: page.as, open: [] };
      openForwards.push(open());
      steps.push(stepOf(page.as, matched, `may be the one that applies: then it ${forwards}`));
    } else {
      const changes = changesOn(page, world);
      cases.push(afterRule(before, changes, true, page.as, open));
      const why = matched === 'unknown' ? `${openOfPage(page, request, world).why}; ` : '';
      steps.push(stepOf(page.as, matched, `${why}${inWords(changes, matched)}`));
    }
    const first = found;
    if (first !== undefined) openRules.push(() => openOfTie(first, page));
    else if (matched === 'unknown') openRules.push(open);
    if (matched === true) found ??= page;
  }
  return { possible: eitherCase(found ? cases : [before, ...cases], openRules), steps, open: openForwards };
}

// Cloudflare documents no order among rules of one priority.
function hasEqual(
  page: CompiledPageRule,
  rules: readonly CompiledPageRule[],
  world: EdgeWorld,
  sent: EdgeRequest,
): boolean {
  const equals = rules.filter((one) => one !== page && one.rule.priority === page.rule.priority);
  return equals.some((one) => coversRequest(one, world, sent) !== false);
}

function openOfTie({ rule: one }: CompiledPageRule, { rule: other }: CompiledPageRule): Open {
  return {
    why: `the Page Rules ${quoted(one.target)} and ${quoted(other.target)} both match and have the priority ${one.priority}: which one applies is not documented`,
    hint: 'give them an order at Rules > Page Rules in the dashboard',
  };
}

const forwards = 'redirects the visitor: the request never reaches the cache';

function unreadPages(missing: Missing, before: Possibilities): PageRuled {
  const open = (): Open => unreadOpen('pageRules', missing);
  const unseen: DecidingRule = {
    step: 'page-rule',
    id: '',
    name: 'a Page Rule that could not be read',
    expression: '',
  };
  const cases = anyPageRule.map((settings) => afterRule(before, { settings, words: [] }, true, unseen, open));
  return { possible: eitherCase(cases, [open]), steps: [unreadStep('pageRules', missing)], open: [] };
}

/**
 * Whether a Page Rule's pattern covers a request. Asked about the address before rewrites, `sent`, and after them: which of the two Page
 * Rules see is not documented.
 */
export function coversRequest(
  { pattern }: CompiledPageRule,
  { requests, isAnyUrl }: EdgeWorld,
  sent: EdgeRequest,
): Truth {
  if (pattern === undefined || isAnyUrl) return 'unknown';
  const truths = [sent, ...requests].map((request) => coversAddress(pattern, request));
  const [first = false] = truths;
  return truths.every((truth) => truth === first) ? first : 'unknown';
}

function changesOn({ rule }: CompiledPageRule, { requests, isAnyUrl }: EdgeWorld): Changes {
  const byDefault = requests.map(({ path }) => isCachedByDefault(path));
  const [request] = requests;
  const [first = false, ...others] = isAnyUrl ? [true, false] : byDefault;
  const changes = changesOfPageRule(rule, request, first);
  if (others.every((other) => other === first) || changes.settings.eligible === undefined) return changes;
  const { eligible } = changes.settings;
  const { eligible: otherwise = eligible } = changesOfPageRule(rule, request, !first).settings;
  return { ...changes, settings: { ...changes.settings, eligible: (was) => [...eligible(was), ...otherwise(was)] } };
}

function inWords({ words }: Changes, matched: Truth): string {
  const what = shortened(words.join(', '), 300) || 'nothing of caching';
  return matched === true ? what : `may be the one that applies: ${what}`;
}

const cookieAlone = { asks: ['cookie'] } as const;

function openOfPage({ rule, pattern }: CompiledPageRule, { headers }: EdgeRequest, world: EdgeWorld): Open {
  const name = `the Page Rule ${quoted(rule.target)}`;
  const look = 'read the rule in the dashboard, or let the live proof (--probe) show what it does';
  if (pattern === undefined)
    return { why: `${name} is of a kind that is not understood (${shortened(rule.operator, 40)})`, hint: look };
  const asksCookies = rule.actions.some(({ id }) => id.endsWith('cache_on_cookie'));
  if (asksCookies && !headers.has('cookie')) {
    const hint = `give a test user's cookie: --header "cookie: …"`;
    // An address that is not known leaves open whether the rule applies at all.
    return { why: `${name} asks for the visitor's cookies`, hint, ...(world.urlOpen.length === 0 ? cookieAlone : {}) };
  }
  return { why: `${name} may apply or not`, hint: world.urlOpen.map(({ hint }) => hint).join('; ') || look };
}
