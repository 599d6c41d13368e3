import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import { combinationsOf, tellingAxes } from './combinations.ts';
import { deciderOf } from './decider.ts';
import type { OriginAnswer } from './origin-answer.ts';
import { controlsAfter, cookieCases, type Hearing, hearingCases, openAnswer, statusCases } from './origin-cases.ts';
import type { Asking } from './possible.ts';
import type { DecidingRule, Open, VisitorRequest } from './question.ts';
import { type Possibilities, type Settings, settingNames, settingsAt } from './settings.ts';
import { type Outcome, outcomesOf, type SeenAnswer } from './storing.ts';
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
};

type Fate = CacheDecision['cookies'];

/** One way that everything may be, and what comes of an answer without and with `Set-Cookie` then. */
export type Case = {
  readonly settings: Settings;
  readonly answer: SeenAnswer;
  readonly without: readonly Outcome[];
  readonly withCookies: readonly Outcome[];
};

/** More combinations than this are not gone through: the decision is unknown then. */
const mostCombinations = 4_096;

/**
 * Goes through every combination of what the settings and the origin's answer may be. `paths`: every path that the request may have
 * at the cache. An `Authorization` that is not known counts as not sent, and an unknown `Vary` as no `*`: what a visitor without them
 * gets is what may be given to others.
 */
export function weigh(
  possible: Possibilities,
  origin: OriginAnswer,
  request: VisitorRequest,
  paths: readonly string[],
): Weighed {
  const hearings = hearingCases(origin);
  const statuses = statusCases(origin.status, boundsOf(possible));
  const cookies = cookieCases(origin);
  const sizes = [
    ...settingNames.map((name) => possible[name].options.length),
    hearings.cases.length,
    statuses.cases.length,
    paths.length,
  ];
  const isCut = settingNames.some((name) => possible[name].isCut);
  const combinations = isCut ? undefined : combinationsOf(sizes, mostCombinations);
  const keyedBy = commonKey(possible, origin);
  if (combinations === undefined) return { ...undecided, keyedBy, open: [...tooMany, ...opensOf(possible)] };

  const [hearingAt, statusAt, pathAt] = [settingNames.length, settingNames.length + 1, settingNames.length + 2];
  const found = combinations.map((combination) => {
    const hearing = hearings.cases[combination[hearingAt] ?? 0] ?? silent;
    const status = statuses.cases[combination[statusAt] ?? 0] ?? 200;
    const path = paths[combination[pathAt] ?? 0] ?? request.path;
    const settings = settingsAt(possible, combination);
    const cases = casesOf(settings, hearing, { ...traitsOf(origin, request), status, path });
    const outcomes = cases.flatMap(({ without, withCookies }) =>
      cookies.cases.flatMap((carries) => (carries ? withCookies : without)),
    );
    return { combination, cases, outcomes, result: decisionsOf(outcomes).join() };
  });
  const outcomes = found.flatMap((one) => one.outcomes);
  const cases = found.flatMap((one) => one.cases);
  const decidedBy = found[0] === undefined ? undefined : deciderOf(possible, found[0]);
  const told = {
    outcomes,
    cookies: fateOf(cases),
    keyedBy,
    ...(decidedBy === undefined ? {} : { decidedBy }),
  };
  if (decisionsOf(outcomes).length === 1) return { ...told, open: [], unknown: [] };

  const telling = tellingAxes(sizes, found);
  const unknown = [
    ...(telling.includes(hearingAt) ? hearings.unknown : []),
    ...(telling.includes(statusAt) ? statuses.unknown : []),
    ...(cases.some(isToldByCookies) ? cookies.unknown : []),
  ];
  return {
    ...told,
    unknown,
    open: [
      ...settingNames.flatMap((name, axis) => (telling.includes(axis) ? askedOf(possible[name].open) : [])),
      ...(unknown.length > 0 ? [openAnswer(unknown)] : []),
      ...undocumented(cases),
    ],
  };
}

function casesOf(
  settings: Settings,
  hearing: Hearing,
  traits: Omit<SeenAnswer, 'control' | 'setsCookies' | 'fromCdn'>,
): readonly Case[] {
  return controlsAfter(hearing, settings.directives).map((control) => {
    const answer = { ...traits, control, fromCdn: hearing.fromCdn, setsCookies: false };
    const without = outcomesOf(settings, answer);
    return { settings, answer, without, withCookies: outcomesOf(settings, { ...answer, setsCookies: true }) };
  });
}

function traitsOf(origin: OriginAnswer, request: VisitorRequest) {
  const { headers } = origin;
  return {
    vary: varyOf(origin),
    contentType: headers.get('content-type')?.[0],
    has: (name: string) => headers.get(name)?.length !== 0,
    authorized: (request.headers.get('authorization')?.length ?? 0) > 0,
  };
}

const silent: Hearing = { said: undefined, directives: {}, own: {}, fromCdn: false, expires: { state: 'none' } };

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
  return settingNames.flatMap((name) => askedOf(possible[name].open)).slice(0, 5);
}

/** More questions than this about one setting help nobody. */
function askedOf(open: readonly Asking[]): readonly Open[] {
  return open.slice(0, 12).map((ask) => ask());
}

function boundsOf({ statusTtl }: Possibilities): readonly number[] {
  return statusTtl.options.flatMap(({ value }) => value.flatMap(({ from, to }) => [from, to, to + 1]));
}

/** The different decisions among outcomes, in a fixed order. */
export function decisionsOf(outcomes: readonly Outcome[]): readonly Outcome['decision'][] {
  return [...new Set(outcomes.map(({ decision }) => decision))].toSorted();
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

/** Names in `Vary`, in lower case. */
function varyOf({ headers }: OriginAnswer): readonly string[] {
  const lines = headers.get('vary') ?? [];
  return lines.flatMap((line) => line.split(',')).map((name) => name.trim().toLowerCase());
}

function fateOf(cases: readonly Case[]): Fate {
  const fates = new Set(cases.map(fateIn));
  const [fate = 'unknown'] = fates;
  return fates.size === 1 ? fate : 'unknown';
}

function fateIn({ settings, without, withCookies }: Case): Fate {
  if (settings.stripsCookies) return 'stripped';
  const carrying = withCookies.map(({ decision }) => decision !== 'not-stored');
  if (carrying.every((isStored) => isStored)) return 'stripped';
  if (carrying.some((isStored) => isStored)) return 'unknown';
  return without.some(({ decision }) => decision !== 'not-stored') ? 'not-stored' : 'kept';
}

function isToldByCookies({ without, withCookies }: Case): boolean {
  return decisionsOf(without).join() !== decisionsOf(withCookies).join();
}

/** Where one case alone has several outcomes, the documentation does not say which. */
function undocumented(cases: readonly Case[]): readonly Open[] {
  const open = cases.find(({ without }) => decisionsOf(without).length > 1);
  if (open === undefined) return [];
  if (open.settings.armor && open.answer.contentType === undefined) return [openAnswer(['content-type'])];
  const why =
    open.without.find(({ decision }) => decision === 'not-stored')?.because ?? 'the documentation leaves it open';
  return [{ why, hint: 'let the live proof (--probe) show what the edge does' }];
}
