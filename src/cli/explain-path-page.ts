import type { CacheStep } from '../artifacts/cache/decision.ts';
import { neutralise, neutraliseLine, withoutMiddle } from '../core/text.ts';
import type { PathAnswer } from './explain-path-answer.ts';

/** The longest expression that a rule may have. */
const longest = 4096;

/** The answer as one JSON object; `shown` makes every text from outside harmless. */
export function pathJson(answer: PathAnswer, mask: (text: string) => string): string {
  // JSON escapes neither what reverses text nor the controls above ASCII, and this goes to terminals too.
  const shown = (text: string): string => neutralise(mask(text), longest);
  const { path, host, decision, steps, decidedBy, cookies, ttl, keyedBy, open } = answer;
  const object = {
    path: shown(path),
    host: host === undefined ? undefined : shown(host),
    decision,
    steps: steps.map(({ step, rule, matched, effect }) => ({
      step,
      rule: rule && { id: shown(rule.id), name: shown(rule.name), expression: shown(rule.expression) },
      matched,
      effect: shown(effect),
    })),
    decidedBy: decidedBy && {
      step: decidedBy.step,
      id: shown(decidedBy.id),
      name: shown(decidedBy.name),
      expression: shown(decidedBy.expression),
    },
    cookies,
    ttl,
    keyedBy: keyedBy.map(shown),
    open: open.map(({ why, hint }) => ({ why: shown(why), hint: shown(hint) })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

/** The answer for people: a line or two a step, then the decision and what would settle it. */
export function pathPage(answer: PathAnswer, mask: (text: string) => string): string {
  const shown = (text: string, most: number): string => withoutMiddle(neutraliseLine(mask(text), 10_000), most);
  const { path, host, steps, open, decidedBy } = answer;
  const width = Math.max(...steps.map(({ step }) => step.length));
  const by = decidedBy === undefined ? '' : `  by the ${decidedBy.step} “${shown(decidedBy.name, 120)}”`;
  return [
    `GET https://${shown(host ?? '?', 300)}${shown(path, 300)}`,
    '',
    ...steps.flatMap(({ step, rule, matched, effect }) => [
      `  ${step.padEnd(width)}  ${marks[String(matched)]}  ${shown(effect, 400)}`,
      ...(rule === undefined
        ? []
        : [`${' '.repeat(width + 13)}“${shown(rule.name, 120)}”: ${shown(rule.expression, 300)}`]),
    ]),
    '',
    `${answer.decision}${by}`,
    ...open.flatMap(({ why, hint }) => [`  open: ${shown(why, 400)}`, `        ${shown(hint, 400)}`]),
    '',
  ].join('\n');
}

const marks: Readonly<Record<string, string>> = {
  true: 'yes    ',
  false: 'no     ',
  unknown: 'unknown',
} satisfies Record<`${CacheStep['matched']}`, string>;
