import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import { count } from '../../core/text.ts';
import { said } from '../site-answers/said.ts';

const names: Readonly<Record<string, string>> = {
  'cache-rule': 'Cache Rule',
  'page-rule': 'Page Rule',
  'cache-response-rule': 'Cache Response Rule',
  'redirect-rule': 'Redirect Rule',
  'url-rewrite': 'URL Rewrite Rule',
  'configuration-rule': 'Configuration Rule',
  'origin-rule': 'Origin Rule',
  'waf-rule': 'WAF custom rule',
};

/** What Cloudflare calls the kind of rule that a step belongs to; the step's own word where it is another. */
export function kindOfRule(step: string): string {
  return names[step] ?? step.replaceAll('-', ' ');
}

/** The deciding rule in a few words: `the Cache Rule “Everything”`. */
export function describeDecider({ decidedBy }: CacheDecision): string {
  if (decidedBy === undefined) return 'no rule, but what Cloudflare does by default';
  return `the ${kindOfRule(decidedBy.step)} “${said(decidedBy.name, 80)}”`;
}

/**
 * A trace as numbered lines, at most `most` UTF-16 units in all where that is room for two: steps that changed nothing go first, then those
 * in the middle.
 */
export function showTrace(steps: readonly CacheStep[], most: number): string {
  const lines = steps.map((step, index) => ({ text: lineOf(step, index + 1), idle: step.matched === false }));
  const all = lines.map(({ text }) => text);
  if (lengthOf(all) <= most) return all.join('\n');
  const kept = lines.filter(({ idle }) => !idle).map(({ text }) => text);
  while (kept.length > 2 && lengthOf(kept) + 50 > most) kept.splice(Math.floor(kept.length / 2), 1);
  return [...kept, `… ${count(steps.length - kept.length, 'more step')} in the table cache-trace`].join('\n');
}

function lineOf({ step, rule, effect }: CacheStep, number: number): string {
  const of = rule === undefined ? '' : ` “${said(rule.name, 60)}” (${said(rule.expression, 120)})`;
  return `${number}. ${said(kindOfRule(step), 40)}${of}: ${said(effect, 160)}`;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
