import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import { said } from '../site-answers/said.ts';

/**
 * A decision with at most `most` steps: the last one stays, which tells the end, then what matched or may match; rules that do not go. Rules of strangers lose their
 * middle, so that a thousand paths under two hundred rules remain a fact of a few megabytes.
 */
export function shortTrace(decision: CacheDecision, most: number): CacheDecision {
  const last = decision.steps.length - 1;
  const kept = new Set(
    decision.steps
      .map((step, index) => ({ index, rank: index === last ? 0 : rankOf(step) }))
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map(({ index }) => index),
  );
  const steps = decision.steps.filter((_, index) => kept.has(index)).map(shortStep);
  const { decidedBy: by } = decision;
  const decidedBy = by === undefined ? {} : { decidedBy: { ...by, ...shortRule(by) } };
  const open = decision.open.slice(0, 8).map(({ why, hint }) => ({ why: said(why, 400), hint: said(hint, 400) }));
  return { ...decision, ...decidedBy, steps, open };
}

function rankOf({ rule, matched }: CacheStep): number {
  return rule !== undefined && matched === false ? 2 : 1;
}

function shortStep(step: CacheStep): CacheStep {
  const rule = step.rule === undefined ? {} : { rule: { id: step.rule.id, ...shortRule(step.rule) } };
  return { ...step, ...rule, effect: said(step.effect, 300) };
}

function shortRule({ name, expression }: { readonly name: string; readonly expression: string }) {
  return { name: said(name, 120), expression: said(expression, 240) };
}
