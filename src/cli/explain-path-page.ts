import type { CacheStep } from '../artifacts/cache/decision.ts';
import { count, neutralise, neutraliseLine, withoutMiddle } from '../core/text.ts';
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
  // A step may say the whole question already.
  const asked = open.filter(({ why, hint }) => !steps.some(({ effect }) => effect === `${why}: ${hint}`));
  const by = decidedBy === undefined ? '' : `  by the ${decidedBy.step} “${shown(decidedBy.name, 120)}”`;
  return [
    host === undefined
      ? `GET ${shown(path, 300)}, at a host that is not known`
      : `GET https://${shown(host, 300)}${shown(path, 300)}`,
    '',
    ...told(steps).flatMap(({ step, rule, matched, effect }) => [
      `  ${step.padEnd(width)}  ${marks[String(matched)]}  ${shown(effect, 400)}`,
      ...(rule === undefined
        ? []
        : [`${' '.repeat(width + 13)}“${shown(rule.name, 120)}”: ${shown(rule.expression, 300)}`]),
    ]),
    '',
    `${answer.decision}${by}`,
    ...asked
      .slice(0, mostOpen)
      .flatMap(({ why, hint }) => [`  open: ${shown(why, 400)}`, `        ${shown(hint, 400)}`]),
    ...(asked.length > mostOpen ? [`  … ${count(asked.length - mostOpen, 'more question')}: see --format json`] : []),
    '',
  ].join('\n');
}

/** More questions than this are left to the JSON. */
const mostOpen = 12;

/** In a phase with more rules than this, those that do not match share a line. */
const mostIdle = 20;

function told(steps: readonly CacheStep[]): readonly CacheStep[] {
  const isIdle = ({ rule, matched }: CacheStep): boolean => rule !== undefined && matched === false;
  const idle = Map.groupBy(steps.filter(isIdle), ({ step }) => step);
  return steps.flatMap((one) => {
    const same = idle.get(one.step) ?? [];
    if (!isIdle(one) || same.length <= mostIdle) return [one];
    if (same[0] !== one) return [];
    const effect = `${count(same.length, 'rule')} of this phase do not match: see --format json`;
    return [{ step: one.step, matched: false, effect }];
  });
}

const marks: Readonly<Record<string, string>> = {
  true: 'yes    ',
  false: 'no     ',
  unknown: 'unknown',
} satisfies Record<`${CacheStep['matched']}`, string>;
