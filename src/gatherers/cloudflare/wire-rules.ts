import * as z from 'zod';
import type { CloudflarePageRule, CloudflareRecord, CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { ProviderFault } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { looseText, resultIn, rowsIn } from './wire.ts';

type RuleParameters = CloudflareRule['parameters'];

const parameters = z.record(z.string(), z.json());
// Rules are on unless switched off, also where the key is left out.
const switchedOn = z
  .boolean()
  .nullish()
  .transform((enabled) => enabled ?? true);
const wireRule = z.looseObject({
  id: looseText,
  ref: looseText,
  description: looseText,
  expression: z.string(),
  action: z.string(),
  enabled: switchedOn,
  action_parameters: parameters.nullish(),
});
const ruleset = z.looseObject({ id: looseText, phase: looseText, rules: z.array(wireRule).nullish() });

/** Rules of a phase's entry point, in order. https://developers.cloudflare.com/api/resources/rulesets/subresources/phases/ */
export function rulesIn(answer: ProviderAnswer, phase: string): readonly CloudflareRule[] {
  const result = resultIn(answer, ruleset, `the rules of ${phase}`);
  const isOther = result.phase !== undefined && result.phase !== phase;
  if (isOther || (result.rules === undefined && result.id === undefined)) {
    throw new ProviderFault(`Cloudflare answered something else than the rules of ${phase}`, 'check the endpoint');
  }
  return (result.rules ?? []).map(({ id, ref, description, expression, action, enabled, action_parameters }, at) => ({
    id: id ?? ref ?? `rule-${at + 1}`,
    name: description ?? ref ?? id ?? `rule ${at + 1}`,
    expression,
    action,
    enabled,
    parameters: withoutHeaderValues(action_parameters ?? {}),
  }));
}

/** `rewrite` and its kin set headers, often to a secret that the origin asks for: the name and what is done to it stay. */
function withoutHeaderValues(given: RuleParameters): RuleParameters {
  const { headers } = given;
  if (headers === undefined) return given;
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return { ...given, headers: {} };
  const kept = Object.entries(headers).map(([name, change]): [string, RuleParameters[string]] => {
    const isChange = typeof change === 'object' && change !== null && !Array.isArray(change);
    return [name, isChange && change.operation !== undefined ? { operation: change.operation } : {}];
  });
  return { ...given, headers: Object.fromEntries(kept) };
}

const wireSnippetRule = z.looseObject({
  id: looseText,
  description: looseText,
  expression: z.string(),
  enabled: switchedOn,
  snippet_name: looseText,
});
const snippetRules = z.union([
  z.array(wireSnippetRule),
  z.looseObject({ rules: z.array(wireSnippetRule).nullish() }).transform(({ rules }) => rules ?? []),
  z.null().transform(() => []),
]);

/** Rules that run a snippet; their action is `snippet`. https://developers.cloudflare.com/rules/snippets/create-api/ */
export function snippetRulesIn(answer: ProviderAnswer): readonly CloudflareRule[] {
  const rules = resultIn(answer, snippetRules, 'the snippet rules');
  return rules.map(({ id, description, expression, enabled, snippet_name: snippet }, at) => ({
    id: id ?? `snippet-rule-${at + 1}`,
    name: description ?? snippet ?? id ?? `snippet rule ${at + 1}`,
    expression,
    action: 'snippet',
    enabled,
    parameters: snippet === undefined ? {} : { snippet_name: snippet },
  }));
}

const wirePageRule = z.looseObject({
  id: z.string(),
  status: looseText,
  priority: z.number(),
  targets: z.array(z.looseObject({ constraint: z.looseObject({ operator: z.string(), value: z.string() }) })),
  actions: z.array(z.looseObject({ id: z.string(), value: z.json().optional() })),
});

/** Page Rules that are switched on. One with several targets, which no page describes, is marked by its operator as unreadable. */
export function pageRulesIn(answer: ProviderAnswer): readonly CloudflarePageRule[] {
  const rules = rowsIn(answer, wirePageRule, 'the Page Rules').filter(({ status = 'active' }) => status === 'active');
  return rules.map(({ id, priority, targets, actions }) => {
    const [first, ...more] = targets.map(({ constraint }) => constraint);
    return {
      id,
      priority,
      target: first?.value ?? '',
      operator: first === undefined || more.length > 0 ? 'unknown' : first.operator,
      actions: actions.map(({ id: action, value }) => ({ id: action, ...(value === undefined ? {} : { value }) })),
    };
  });
}

const wireRecord = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  content: z.string().nullish(),
  proxied: z.boolean().nullish(),
  ttl: z.number().nullish(),
});

/**
 * DNS records as Cloudflare shows them, TXT without content: tokens live there and nobody needs them. A missing `proxied` is a
 * fault where it decides who answers visitors.
 */
export function recordsIn(answer: ProviderAnswer): readonly CloudflareRecord[] {
  return rowsIn(answer, wireRecord, 'the DNS records').map(({ id, name, type, content, proxied, ttl }) => {
    if (typeof proxied !== 'boolean' && ['A', 'AAAA', 'CNAME'].includes(type)) {
      throw new ProviderFault('Cloudflare did not say whether a DNS record is proxied', 'run the audit again');
    }
    return {
      id,
      name: name.toLowerCase().replace(/\.$/, ''),
      type,
      content: type === 'TXT' ? '' : (content ?? ''),
      proxied: proxied ?? false,
      ttl: ttl ?? 1,
    };
  });
}
