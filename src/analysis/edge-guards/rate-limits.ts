import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { customRulesOn } from './custom-rules.ts';
import type { Matcher } from './match.ts';

/** Whether a rate limiting rule counts requests to a path. `by`: the rule that limits it, or that keeps it from being limited. */
export type RateCover =
  | { readonly state: 'covered'; readonly by: CloudflareRule }
  | { readonly state: 'none' }
  | { readonly state: 'skipped'; readonly by: CloudflareRule }
  | { readonly state: 'unknown'; readonly by: CloudflareRule; readonly why?: string };

/**
 * Whether a POST to the path is limited. A rule that only logs limits nobody. Phases that were not read have no rules here.
 * https://developers.cloudflare.com/waf/rate-limiting-rules/
 */
export function rateCover({ phases }: CloudflareEdge, matcher: Matcher, path: string): RateCover {
  const { http_ratelimit: limits, http_request_firewall_custom: custom } = phases;
  const question = { method: 'POST', path };
  const matches = limits.state === 'ok' ? matcher.matches(limits.value, question) : [];
  const limiting = matches.filter(({ rule }) => rule.action !== 'log' && rule.action !== 'skip');
  const found = limiting.find(({ matched }) => matched === true) ?? limiting[0];
  if (found === undefined) return { state: 'none' };
  const skip = customRulesOn(custom, matcher, question).skips('http_ratelimit');
  if (skip.rule !== undefined && skip.skipped === true) return { state: 'skipped', by: skip.rule };
  if (skip.rule !== undefined && skip.skipped === 'unknown') return { state: 'unknown', by: skip.rule };
  if (found.matched === true) return { state: 'covered', by: found.rule };
  return { state: 'unknown', by: found.rule, ...(found.why === undefined ? {} : { why: found.why }) };
}
