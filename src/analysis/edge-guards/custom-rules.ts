import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Truth } from '../cloudflare-rules/request.ts';
import type { EdgeQuestion, Matcher, RuleMatch } from './match.ts';
import { skipsOf } from './skips.ts';

/** What the WAF's custom rules do with a request, as far as it can be told. */
export type CustomRules = {
  /** The rule that surely blocks or challenges it, when there is one. */
  readonly stop: CloudflareRule | undefined;
  /** Rules that may block or challenge it. */
  readonly perhaps: readonly RuleMatch[];
  /**
   * Whether skip rules let it pass a later phase (`http_ratelimit`) or a product (`securityLevel`), and which one does: none is named
   * when the rules were not read.
   */
  skips(what: string): { readonly skipped: Truth; readonly rule?: CloudflareRule };
};

// They keep a machine out. https://developers.cloudflare.com/ruleset-engine/rules-language/actions/
const stoppingActions = ['block', 'challenge', 'js_challenge', 'managed_challenge'];

/**
 * The custom rules in their order: the first sure block or challenge ends them, a `skip` of the rest of the ruleset too.
 * https://developers.cloudflare.com/waf/custom-rules/skip/options/
 */
export function customRulesOn(
  phase: Read<readonly CloudflareRule[]>,
  matcher: Matcher,
  question: EdgeQuestion,
): CustomRules {
  const perhaps: RuleMatch[] = [];
  const skips = new Map<string, { readonly skipped: Truth; readonly rule: CloudflareRule }>();
  let stop: CloudflareRule | undefined;
  let isReached: Truth = true;
  for (const match of phase.state === 'ok' ? matcher.matches(phase.value, question) : []) {
    const { rule, matched } = match;
    const isSure = matched === true && isReached === true;
    if (rule.action === 'skip') {
      const { rest, others } = skipsOf(rule);
      for (const what of others) {
        if (skips.get(what)?.skipped !== true) skips.set(what, { skipped: isSure ? true : 'unknown', rule });
      }
      if (!rest) continue;
      if (isSure) break;
      isReached = 'unknown';
    } else if (stoppingActions.includes(rule.action) && isSure) {
      stop = rule;
      break;
      // What a custom ruleset of the account holds is not read.
    } else if (stoppingActions.includes(rule.action) || rule.action === 'execute') {
      perhaps.push(match);
    }
  }
  const otherwise = { skipped: phase.state === 'ok' ? false : 'unknown' } as const;
  return { stop, perhaps, skips: (what) => skips.get(what) ?? otherwise };
}
