import type { CloudflarePageRule } from '../../artifacts/cloudflare/rule.ts';
import { coversAddress, pagePatternOf } from '../cloudflare-cache/page-rule-pattern.ts';
import type { EdgeRequest, Truth } from '../cloudflare-rules/request.ts';

/** A Page Rule that applies to a request, or may. */
export type PageRuleMatch = { readonly rule: CloudflarePageRule; readonly matched: Truth };

/**
 * The Page Rule that applies: the first by priority that covers the address. Rules before it that cannot be read follow it as unknown:
 * each may apply in its place. https://developers.cloudflare.com/rules/page-rules/
 */
export function matchPageRules(rules: readonly CloudflarePageRule[], request: EdgeRequest): readonly PageRuleMatch[] {
  const unread: PageRuleMatch[] = [];
  for (const rule of rules.toSorted((a, b) => b.priority - a.priority)) {
    if (rule.operator !== 'matches') unread.unshift({ rule, matched: 'unknown' });
    else if (coversAddress(pagePatternOf(rule.target), request)) return [{ rule, matched: true }, ...unread];
  }
  return unread;
}
