import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';

/** What a `skip` rule lets a request past. */
export type Skips = {
  /** All rules that follow in its ruleset or its phase. */
  readonly rest: boolean;
  /** Phases (`http_ratelimit`) and products (`securityLevel`). */
  readonly others: readonly string[];
  /** Ids of managed rulesets that follow. */
  readonly rulesets: readonly string[];
};

/**
 * Reads a `skip` rule of a WAF phase; nothing is skipped by a rule with another action.
 * https://developers.cloudflare.com/waf/custom-rules/skip/options/ and https://developers.cloudflare.com/waf/managed-rules/waf-exceptions/
 */
export function skipsOf({ action, parameters }: CloudflareRule): Skips {
  if (action !== 'skip') return { rest: false, others: [], rulesets: [] };
  const { ruleset, phase, phases, products, rulesets } = parameters;
  return {
    rest: ruleset === 'current' || phase === 'current',
    others: [...textsIn(phases), ...textsIn(products)],
    rulesets: textsIn(rulesets),
  };
}

function textsIn(value: CloudflareRule['parameters'][string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
