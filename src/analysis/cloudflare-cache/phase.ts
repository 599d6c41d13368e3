import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import type { Truth } from '../cloudflare-rules/request.ts';
import { type CompiledRule, compileRules, type EdgeWorld, truthOf } from './compiled-rule.ts';

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

/** The step of every rule of a phase, in its order: what matched with what it did, and what did not match. */
export function phaseSteps(
  rules: readonly CompiledRule[],
  matched: ReadonlyMap<CompiledRule, CacheStep>,
): readonly CacheStep[] {
  return rules.map((rule) => matched.get(rule) ?? rule.idle);
}

/** The same where each rule does one thing when it matches. */
export function stepsOf(
  rules: readonly CompiledRule[],
  matches: readonly Match[],
  stepOfMatch: (match: Match) => CacheStep,
): readonly CacheStep[] {
  return phaseSteps(rules, new Map(matches.map((match) => [match.rule, stepOfMatch(match)])));
}
