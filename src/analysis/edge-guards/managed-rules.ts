import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { customRulesOn } from './custom-rules.ts';
import type { EdgeQuestion, Matcher, RuleMatch } from './match.ts';
import { skipsOf } from './skips.ts';

// It looks for leaked passwords and blocks no attack. https://developers.cloudflare.com/waf/managed-rules/check-for-exposed-credentials/
const exposedCredentials = 'c2e184081120413c86c3ab7e14069605';

/** What the managed rules do with a request. `by`: the rule that decides it. */
export type ManagedCover =
  | { readonly state: 'covered'; readonly by: CloudflareRule }
  /** `disabled`: deployed with everything in it switched off; `logged`: seen and let through; `skipped`: a rule takes it out. */
  | { readonly state: 'disabled' | 'logged' | 'skipped'; readonly by: CloudflareRule }
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly by: CloudflareRule; readonly why?: string };

/**
 * Whether some managed ruleset looks at a request, and custom rules do not let it past them. A phase that was not read has no rules
 * here. https://developers.cloudflare.com/waf/managed-rules/waf-exceptions/
 */
export function managedCover({ phases }: CloudflareEdge, matcher: Matcher, question: EdgeQuestion): ManagedCover {
  const { http_request_firewall_managed: managed, http_request_firewall_custom: custom } = phases;
  const cover = deployed(managed.state === 'ok' ? matcher.matches(managed.value, question) : []);
  if (cover.state !== 'covered') return cover;
  const { skipped, rule } = customRulesOn(custom, matcher, question).skips('http_request_firewall_managed');
  if (rule === undefined || skipped === false) return cover;
  return skipped === true ? skippedBy(rule) : { state: 'unknown', by: rule };
}

// In order; an exception stands before what it takes requests out of.
function deployed(matches: readonly RuleMatch[]): ManagedCover {
  let weak: ManagedCover = { state: 'none' };
  let perhapsSkipped: ManagedCover | undefined;
  let perhapsCovered: ManagedCover | undefined;
  const skipped = new Map<unknown, CloudflareRule>();
  for (const { rule, matched, why } of matches) {
    const open = { state: 'unknown', by: rule, ...(why === undefined ? {} : { why }) } as const;
    const { id } = rule.parameters;
    const { rest, rulesets } = skipsOf(rule);
    const isSure = matched === true;
    if (rule.action === 'skip') {
      if (!isSure) perhapsSkipped ??= open;
      else if (rest) return perhapsCovered ?? (weak.state === 'none' ? skippedBy(rule) : weak);
      else for (const taken of rulesets) skipped.set(taken, rule);
    } else if (rule.action === 'execute' && id !== exposedCredentials) {
      const skip = skipped.get(id);
      if (skip !== undefined) weak = skippedBy(skip);
      else if (overrideOf(rule, 'enabled') === false) weak = { state: 'disabled', by: rule };
      else if (overrideOf(rule, 'action') === 'log') weak = { state: 'logged', by: rule };
      else if (isSure) return perhapsSkipped ?? { state: 'covered', by: rule };
      else perhapsCovered ??= open;
    }
  }
  return perhapsCovered ?? weak;
}

function skippedBy(by: CloudflareRule): ManagedCover {
  return { state: 'skipped', by };
}

// https://developers.cloudflare.com/ruleset-engine/managed-rulesets/override-managed-ruleset/
function overrideOf({ parameters }: CloudflareRule, name: 'enabled' | 'action'): unknown {
  const { overrides } = parameters;
  if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) return undefined;
  return overrides[name];
}
