import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import type { Authorized } from './authorized.ts';
import { combinationsOf, tellingAxes } from './combinations.ts';
import type { OriginAnswer } from './origin-answer.ts';
import {
  cookieCases,
  type Hearing,
  type Heeded,
  hearingCases,
  openAnswer,
  rememberedControls,
  statusCases,
  traitsOf,
} from './origin-cases.ts';
import type { Open } from './question.ts';
import { type Possibilities, type Settings, settingNames, settingsAt } from './settings.ts';
import { type Outcome, outcomesOf, type SeenAnswer } from './storing.ts';

/** What is weighed. `paths`: every path that the request may have at the cache. `now`: milliseconds since 1970. */
export type Weighing = {
  readonly possible: Possibilities;
  readonly origin: OriginAnswer;
  readonly authorized: Authorized;
  readonly paths: readonly string[];
  readonly now: number | undefined;
};

/** What all combinations come to, whichever rules make the settings what they may be. */
export type Survey = {
  /** Never none. */
  readonly outcomes: readonly Outcome[];
  readonly cookies: CacheDecision['cookies'];
  readonly first: Found | undefined;
  readonly withAuthorization?: readonly Outcome['decision'][];
  /** The settings that tell decisions apart; none where there is but one decision. */
  readonly telling: readonly (keyof Settings)[];
  /** What is not known of the origin's answer and tells them apart: header names, and `status`. */
  readonly unknown: readonly string[];
  readonly isToldByAuthorization: boolean;
  /** What no documentation settles. */
  readonly undocumented: readonly Open[];
};

/** Surveys; `undefined` where there are too many combinations to go through. */
export type Surveying = (weighing: Weighing) => Survey | undefined;

type Fate = CacheDecision['cookies'];

/** One combination, and what comes of it. */
type Found = {
  readonly combination: readonly number[];
  readonly cases: readonly Case[];
  readonly outcomes: readonly Outcome[];
  readonly result: string;
};

/** One way that everything may be, and what comes of an answer without and with `Set-Cookie` then. */
type Case = {
  readonly settings: Settings;
  readonly answer: SeenAnswer;
  readonly without: readonly Outcome[];
  readonly withCookies: readonly Outcome[];
};

/** More combinations than this are not gone through: the decision is unknown then. */
const mostCombinations = 4_096;

/**
 * Surveys that are remembered: many paths under the same rules have the same settings and the same answer of the origin. The answer is
 * known by its identity.
 */
export function rememberedSurveys(): Surveying {
  const known = new WeakMap<OriginAnswer, Map<string, Survey | undefined>>();
  return (weighing) => {
    const { origin } = weighing;
    const surveys = known.get(origin) ?? new Map<string, Survey | undefined>();
    known.set(origin, surveys);
    const key = keyOf(weighing);
    if (!surveys.has(key)) surveys.set(key, survey(weighing));
    return surveys.get(key);
  };
}

function keyOf({ possible, authorized: { cases, isGiven }, paths, now }: Weighing): string {
  const options = settingNames.map((name) => [possible[name].isCut, possible[name].options.map(({ key }) => key)]);
  return JSON.stringify([options, cases, isGiven, pathsHeeded(possible, paths), now]);
}

// Only Cache Deception Armor looks at the path.
function pathsHeeded({ armor }: Possibilities, paths: readonly string[]): readonly string[] {
  return armor.options.some(({ value }) => value) ? paths : ['/'];
}

/**
 * Goes through every combination of what the settings and the origin's answer may be. An unknown `Vary` counts as no `*`: what a
 * visitor without it gets is what may be given to others.
 */
export function survey({ possible, origin, authorized, paths: all, now }: Weighing): Survey | undefined {
  const mayChange = possible.directives.options.some(({ value }) => Object.keys(value).length > 0);
  const isOwnHeeded = mayChange || authorized.cases.includes(true);
  const hearings = hearingCases(origin, now, isOwnHeeded);
  const statuses = statusCases(origin.status, boundsOf(possible));
  const cookies = cookieCases(origin);
  const paths = pathsHeeded(possible, all);
  const traits = traitsOf(origin);
  const sizes = [
    ...settingNames.map((name) => (isHeeded(name, traits) ? possible[name].options.length : 1)),
    hearings.cases.length,
    statuses.cases.length,
    paths.length,
    authorized.cases.length,
  ];
  const isCut = settingNames.some((name) => possible[name].isCut);
  const combinations = isCut ? undefined : combinationsOf(sizes, mostCombinations);
  if (combinations === undefined) return undefined;

  const hearingAt = settingNames.length;
  const [statusAt, pathAt, authorizedAt] = [hearingAt + 1, hearingAt + 2, hearingAt + 3];
  const controls = rememberedControls();
  const found = combinations.map((combination): Found => {
    const hearing = hearings.cases[combination[hearingAt] ?? 0] ?? silent;
    const status = statuses.cases[combination[statusAt] ?? 0] ?? 200;
    const path = paths[combination[pathAt] ?? 0] ?? '/';
    const isAuthorized = authorized.cases[combination[authorizedAt] ?? 0] ?? false;
    const settings = settingsAt(possible, combination);
    const cases = casesOf(settings, controls(hearing, settings.directives), hearing.fromCdn, {
      ...traits,
      status,
      path,
      authorized: isAuthorized,
    });
    const outcomes = cases.flatMap(({ without, withCookies }) =>
      cookies.cases.flatMap((carries) => (carries ? withCookies : without)),
    );
    return { combination, cases, outcomes, result: decisionsOf(outcomes).join() };
  });
  const outcomes = found.flatMap((one) => one.outcomes);
  const cases = found.flatMap((one) => one.cases);
  const asksOtherwise = !authorized.isGiven && (isOwnHeeded || origin.headers.has('cache-control'));
  const told = {
    outcomes,
    cookies: fateOf(cases),
    first: found[0],
    ...(asksOtherwise ? otherwiseWith(cases, outcomes, cookies.cases) : {}),
  };
  if (decisionsOf(outcomes).length === 1)
    return { ...told, telling: [], unknown: [], isToldByAuthorization: false, undocumented: [] };

  const telling = tellingAxes(sizes, found);
  return {
    ...told,
    telling: settingNames.filter((_, axis) => telling.includes(axis)),
    unknown: [
      ...(telling.includes(hearingAt) ? hearings.unknown : []),
      ...(telling.includes(statusAt) ? statuses.unknown : []),
      ...(cases.some(isToldByCookies) ? cookies.unknown : []),
    ],
    isToldByAuthorization: telling.includes(authorizedAt),
    undocumented: undocumented(sureOf(cases, authorized), cookies.cases),
  };
}

// The cache key tells who gets what is stored, not whether it is; rules about `Vary` need one.
function isHeeded(name: keyof Settings, { vary }: Pick<SeenAnswer, 'vary'>): boolean {
  return name !== 'key' && (name !== 'vary' || vary.length > 0);
}

function casesOf(
  settings: Settings,
  controls: readonly Heeded[],
  fromCdn: boolean,
  traits: Omit<SeenAnswer, 'control' | 'ownShares' | 'setsCookies' | 'fromCdn'>,
): readonly Case[] {
  return controls.map(({ control, ownShares }) => {
    const answer = { ...traits, control, ownShares, fromCdn, setsCookies: false };
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
): { readonly withAuthorization?: readonly Outcome['decision'][] } {
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

const silent: Hearing = { said: undefined, directives: {}, own: {}, fromCdn: false, expires: { state: 'none' } };

function boundsOf({ statusTtl }: Possibilities): readonly number[] {
  return statusTtl.options.flatMap(({ value }) => value.flatMap(({ from, to }) => [from, to, to + 1]));
}

/** The different decisions among outcomes, in a fixed order. */
export function decisionsOf(outcomes: readonly Outcome[]): readonly Outcome['decision'][] {
  return [...new Set(outcomes.map(({ decision }) => decision))].toSorted();
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
