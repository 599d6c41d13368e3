import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import type { Authorized } from './authorized.ts';
import { combinationsOf, tellingAxes } from './combinations.ts';
import { deciderOf } from './decider.ts';
import type { OriginAnswer } from './origin-answer.ts';
import { controlsAfter, cookieCases, type Hearing, hearingCases, openAnswer, statusCases } from './origin-cases.ts';
import type { Asking } from './possible.ts';
import type { DecidingRule, Open } from './question.ts';
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
  /** What it would come to with an `Authorization`, where the visitor's is not known, counts as not sent, and would matter. */
  readonly withAuthorization?: readonly Outcome['decision'][];
};

/** What is weighed. `paths`: every path that the request may have at the cache. `now`: milliseconds since 1970. */
export type Weighing = {
  readonly possible: Possibilities;
  readonly origin: OriginAnswer;
  readonly authorized: Authorized;
  readonly paths: readonly string[];
  readonly now: number | undefined;
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
 * Goes through every combination of what the settings and the origin's answer may be. An unknown `Vary` counts as no `*`: what a
 * visitor without it gets is what may be given to others.
 */
export function weigh({ possible, origin, authorized, paths, now }: Weighing): Weighed {
  const hearings = hearingCases(origin, now);
  const statuses = statusCases(origin.status, boundsOf(possible));
  const cookies = cookieCases(origin);
  const sizes = [
    ...settingNames.map((name) => possible[name].options.length),
    hearings.cases.length,
    statuses.cases.length,
    paths.length,
    authorized.cases.length,
  ];
  const isCut = settingNames.some((name) => possible[name].isCut);
  const combinations = isCut ? undefined : combinationsOf(sizes, mostCombinations);
  const keyedBy = commonKey(possible, origin);
  if (combinations === undefined) return { ...undecided, keyedBy, open: [...tooMany, ...opensOf(possible)] };

  const hearingAt = settingNames.length;
  const [statusAt, pathAt, authorizedAt] = [hearingAt + 1, hearingAt + 2, hearingAt + 3];
  const traits = traitsOf(origin);
  const found = combinations.map((combination) => {
    const hearing = hearings.cases[combination[hearingAt] ?? 0] ?? silent;
    const status = statuses.cases[combination[statusAt] ?? 0] ?? 200;
    const path = paths[combination[pathAt] ?? 0] ?? '/';
    const isAuthorized = authorized.cases[combination[authorizedAt] ?? 0] ?? false;
    const settings = settingsAt(possible, combination);
    const cases = casesOf(settings, hearing, { ...traits, status, path, authorized: isAuthorized });
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
    ...(authorized.isGiven ? {} : otherwiseWith(cases, outcomes, cookies.cases)),
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
      ...askedOf(settingNames.flatMap((name, axis) => (telling.includes(axis) ? possible[name].open : []))),
      ...(unknown.length > 0 ? [openAnswer(unknown)] : []),
      ...(telling.includes(authorizedAt) ? authorized.open : []),
      ...undocumented(sureOf(cases, authorized), cookies.cases),
    ],
  };
}

function casesOf(
  settings: Settings,
  hearing: Hearing,
  traits: Omit<SeenAnswer, 'control' | 'ownShares' | 'setsCookies' | 'fromCdn'>,
): readonly Case[] {
  return controlsAfter(hearing, settings.directives).map(({ control, ownShares }) => {
    const answer = { ...traits, control, ownShares, fromCdn: hearing.fromCdn, setsCookies: false };
    const without = outcomesOf(settings, answer);
    return { settings, answer, without, withCookies: outcomesOf(settings, { ...answer, setsCookies: true }) };
  });
}

/** Cases beyond these tell nothing new about `Authorization`. */
const mostAuthorized = 16;

function otherwiseWith(
  cases: readonly Case[],
  outcomes: readonly Outcome[],
  carries: readonly boolean[],
): Pick<Weighed, 'withAuthorization'> {
  const others = cases
    .slice(0, mostAuthorized)
    .flatMap(({ settings, answer }) =>
      carries.flatMap((setsCookies) => outcomesOf(settings, { ...answer, setsCookies, authorized: true })),
    );
  const decisions = decisionsOf(others);
  return cases.length > mostAuthorized || decisions.join() === decisionsOf(outcomes).join()
    ? {}
    : { withAuthorization: decisions };
}

function traitsOf(origin: OriginAnswer) {
  const { headers } = origin;
  return {
    vary: varyOf(origin),
    contentType: headers.get('content-type')?.[0],
    has: (name: string) => headers.get(name)?.length !== 0,
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
  return settingNames.flatMap((name) => askedOf(possible[name].open));
}

/** One rule asks the same question for every setting that it changes. */
function askedOf(open: readonly Asking[]): readonly Open[] {
  return [...new Set(open)].map((ask) => ask());
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

// What an `Authorization` that may not even be there would leave open is asked for by what sets it.
function sureOf(cases: readonly Case[], { cases: sent }: Authorized): readonly Case[] {
  return sent.length === 1 ? cases : cases.filter(({ answer }) => !answer.authorized);
}

/** Where one case alone has several outcomes, the documentation does not say which. */
function undocumented(cases: readonly Case[], carries: readonly boolean[]): readonly Open[] {
  const outcomesIn = ({ without, withCookies }: Case): readonly (readonly Outcome[])[] =>
    carries.map((isCarried) => (isCarried ? withCookies : without));
  const open = cases.find((one) => outcomesIn(one).some((outcomes) => decisionsOf(outcomes).length > 1));
  if (open === undefined) return [];
  if (open.settings.armor && open.answer.contentType === undefined) return [openAnswer(['content-type'])];
  const why =
    outcomesIn(open)
      .find((outcomes) => decisionsOf(outcomes).length > 1)
      ?.find(({ decision }) => decision === 'not-stored')?.because ?? 'the documentation leaves it open';
  return [{ why, hint: 'let the live proof (--probe) show what the edge does' }];
}
