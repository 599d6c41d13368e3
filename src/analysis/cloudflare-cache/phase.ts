import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import { count } from '../../core/text.ts';
import type { Truth } from '../cloudflare-rules/request.ts';
import { type CompiledRule, compileRules, type EdgeWorld, truthOf } from './compiled-rule.ts';
import { stepOf } from './question.ts';

/** The rules of a phase, read once for many requests, or why they could not be had. */
export type Phase =
  | { readonly state: 'read'; readonly rules: readonly CompiledRule[] }
  | { readonly state: 'unread'; readonly missing: Missing };

/** A rule that matches or may match. */
export type Match = { readonly rule: CompiledRule; readonly matched: Exclude<Truth, false> };

/** Compiles the rules of a phase; `step` is their name in traces. */
export function phaseOf(read: Read<readonly CloudflareRule[]>, step: string): Phase {
  if (read.state !== 'ok') return { state: 'unread', missing: read };
  return { state: 'read', rules: compileRules(read.value, step) };
}

/** The rules that match or may match, in their order. */
export function matchesIn(rules: readonly CompiledRule[], world: EdgeWorld): readonly Match[] {
  return rules.flatMap((rule) => {
    const matched = truthOf(rule, world);
    return matched === false ? [] : [{ rule, matched }];
  });
}

/** In a phase with more rules than this those that do not match share one step. */
const mostListed = 20;

/** The steps of a phase in its order: what matched with what it did, and what did not match. */
export function phaseSteps(
  rules: readonly CompiledRule[],
  effects: ReadonlyMap<CompiledRule, { readonly matched: Match['matched']; readonly effect: string }>,
): readonly CacheStep[] {
  const steps = rules.flatMap((rule) => {
    const found = effects.get(rule);
    if (found !== undefined) return [stepOf(rule.as, found.matched, found.effect)];
    return rules.length > mostListed ? [] : [stepOf(rule.as, false, 'does not match')];
  });
  const [first] = rules;
  const left = rules.length - steps.length;
  if (first === undefined || left === 0) return steps;
  return [
    ...steps,
    { step: first.as.step, matched: false, effect: `${count(left, 'other rule')} of this phase do not match` },
  ];
}
