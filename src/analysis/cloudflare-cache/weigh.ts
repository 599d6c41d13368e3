import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import { deciderOf } from './decider.ts';
import type { OriginAnswer } from './origin-answer.ts';
import { openAnswer, varyOf } from './origin-cases.ts';
import type { Asking } from './possible.ts';
import type { DecidingRule, Open } from './question.ts';
import { type Possibilities, settingNames } from './settings.ts';
import type { Outcome } from './storing.ts';
import { type Surveying, survey, type Weighing } from './survey.ts';
import { shortened } from './words.ts';

/** What rules and origin come to together. */
export type Weighed = {
  /** Never none. */
  readonly outcomes: readonly Outcome[];
  readonly cookies: CacheDecision['cookies'];
  readonly keyedBy: readonly string[];
  readonly decidedBy?: DecidingRule;
  /** What would tell which outcome it is; empty when all come to the same decision. */
  readonly open: readonly Open[];
  /** What is not known of the origin's answer and would tell: header names, and `status`. */
  readonly unknown: readonly string[];
  /** What it would come to with an `Authorization`, where the visitor's is not known, counts as not sent, and would matter. */
  readonly withAuthorization?: readonly Outcome['decision'][];
};

/** What all that is open comes to. `surveying` may remember. */
export function weigh(weighing: Weighing, surveying: Surveying = survey): Weighed {
  const { possible, origin, authorized } = weighing;
  const keyedBy = commonKey(possible, origin);
  const surveyed = surveying(weighing);
  if (surveyed === undefined) return { ...undecided, keyedBy, open: [...tooMany, ...opensOf(possible)] };
  const { outcomes, cookies, first, withAuthorization, telling, unknown } = surveyed;
  const decidedBy = first === undefined ? undefined : deciderOf(possible, first);
  return {
    outcomes,
    cookies,
    keyedBy,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    ...(withAuthorization === undefined ? {} : { withAuthorization }),
    unknown,
    open: [
      ...askedOf(telling.flatMap((name) => possible[name].open)),
      ...(unknown.length > 0 ? [openAnswer(unknown)] : []),
      ...(surveyed.isToldByAuthorization ? authorized.open : []),
      ...surveyed.undocumented,
    ],
  };
}

/** What holds when not everything was gone through. */
const undecided: Omit<Weighed, 'open' | 'keyedBy'> = {
  unknown: [],
  outcomes: [
    { decision: 'stored', because: 'too many rules may match' },
    { decision: 'not-stored', because: 'too many rules may match' },
  ],
  cookies: 'unknown',
};

const tooMany: readonly Open[] = [
  {
    why: 'too many rules may match at once',
    hint: `give a test user's cookie with --header "cookie: …", so that rules about cookies can be decided`,
  },
];

function opensOf(possible: Possibilities): readonly Open[] {
  return settingNames.flatMap((name) => askedOf(possible[name].open));
}

/** One rule asks the same question for every setting that it changes. */
function askedOf(open: readonly Asking[]): readonly Open[] {
  return [...new Set(open)].map((ask) => ask());
}

/** The parts of the key that it has whatever is true, and the request headers that the origin varies on where a rule heeds that. */
function commonKey({ key, vary }: Possibilities, origin: OriginAnswer): readonly string[] {
  const [first, ...others] = key.options;
  const common = (first?.value ?? []).filter((name) => others.every(({ value }) => value.includes(name)));
  const actions = vary.options.length === 1 ? vary.options[0]?.value : false;
  if (actions === undefined || actions === false) return common;
  const heeded = varyOf(origin).filter((name) =>
    /^(normalize|passthrough)$/.test(actions.byHeader[name] ?? actions.fallback),
  );
  return [...new Set([...common, ...heeded.map((name) => `${shortened(name)} (header)`)])];
}
