import type { Option, Possible } from './possible.ts';
import type { DecidingRule } from './question.ts';
import { type Possibilities, type Settings, settingNames } from './settings.ts';
import { type Outcome, outcomesOf, type SeenAnswer, setsStoring } from './storing.ts';

/** One combination of what the settings may be, with what it came to. */
type Found = {
  readonly combination: readonly number[];
  readonly cases: readonly { readonly settings: Settings; readonly answer: SeenAnswer }[];
  readonly outcomes: readonly Outcome[];
};

/** The rule without which the outcome would be another; none where a default or the origin decides. */
export function deciderOf(possible: Possibilities, found: Found): DecidingRule | undefined {
  const [one] = found.cases;
  const [outcome] = found.outcomes;
  if (one === undefined || outcome === undefined) return undefined;
  const by = (name: keyof Settings): DecidingRule | undefined => {
    const { options }: Possible<unknown> = possible[name];
    const option: Option<unknown> | undefined = options[found.combination[settingNames.indexOf(name)] ?? 0];
    return option?.by;
  };
  const { settings, answer } = one;
  if (settings.eligible === 'no') return by('eligible');
  if (setsStoring(settings.directives)) return by('directives');
  for (const [name, without] of [
    ['statusTtl', { ...settings, statusTtl: [] }],
    ['edgeTtl', { ...settings, statusTtl: [], edgeTtl: { mode: 'respect_origin' } }],
    ['armor', { ...settings, armor: false }],
    ['vary', { ...settings, vary: false }],
  ] as const) {
    const rule = by(name);
    if (rule !== undefined && isOther(without, answer, outcome)) return rule;
  }
  return outcome.decision === 'not-stored' ? undefined : by('eligible');
}

function isOther(settings: Settings, answer: SeenAnswer, outcome: Outcome): boolean {
  return outcomesOf(settings, answer).every(({ decision }) => decision !== outcome.decision);
}
