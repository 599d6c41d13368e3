import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import { count } from '../../core/text.ts';
import { said } from '../site-answers/said.ts';

/**
 * A decision with at most `most` steps, and one more for each phase of which rules that do not match were left out: the last one stays,
 * which tells the end, then what matched or may match. Rules of strangers lose their middle, so that a thousand paths under two hundred
 * rules remain a fact of a few megabytes.
 */
export function shortTrace(decision: CacheDecision, most: number): CacheDecision {
  const last = decision.steps.length - 1;
  const busy = decision.steps.flatMap((step, index) => (index === last || isIdle(step) ? [] : [index]));
  const room = Math.max(0, most - 1);
  const kept = new Set([...busy.slice(0, room), last]);
  const steps = withRoom(decision.steps, kept, room - busy.length);
  const { decidedBy: by } = decision;
  const decidedBy = by === undefined ? {} : { decidedBy: { ...by, ...shortRule(by) } };
  const open = decision.open.slice(0, 8).map((one) => ({ ...one, why: said(one.why, 400), hint: said(one.hint, 400) }));
  return { ...decision, ...decidedBy, steps, open };
}

// Rules that do not match stay only when all of their phase do.
function withRoom(steps: readonly CacheStep[], kept: ReadonlySet<number>, room: number): readonly CacheStep[] {
  const idle = new Map<string, number>();
  for (const step of steps) if (isIdle(step)) idle.set(step.step, (idle.get(step.step) ?? 0) + 1);
  let left = room;
  const whole = new Set<string>();
  for (const [phase, size] of idle) {
    if (size > left) continue;
    whole.add(phase);
    left -= size;
  }
  const told = new Set<string>();
  return steps.flatMap((step, index) => {
    if (kept.has(index) || (isIdle(step) && whole.has(step.step))) return [shortStep(step)];
    if (!isIdle(step) || room < 1 || told.has(step.step)) return [];
    told.add(step.step);
    const effect = `${count(idle.get(step.step) ?? 0, 'rule')} of this phase do not match`;
    return [{ step: step.step, matched: false, effect }];
  });
}

function isIdle({ rule, matched }: CacheStep): boolean {
  return rule !== undefined && matched === false;
}

function shortStep(step: CacheStep): CacheStep {
  const rule = step.rule === undefined ? {} : { rule: { id: step.rule.id, ...shortRule(step.rule) } };
  return { ...step, ...rule, effect: said(step.effect, 300) };
}

function shortRule({ name, expression }: { readonly name: string; readonly expression: string }) {
  return { name: said(name, 120), expression: said(expression, 240) };
}
