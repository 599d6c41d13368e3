import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import type { OriginAnswer } from './origin-answer.ts';
import { openAnswer } from './origin-cases.ts';
import type { DecidingRule, Open } from './question.ts';
import type { Outcome } from './storing.ts';
import { decisionsOf } from './survey.ts';
import type { Weighed } from './weigh.ts';

/** Everything that a decision is put together from. */
export type Findings = {
  readonly steps: readonly CacheStep[];
  readonly weighed: Weighed;
  readonly origin: OriginAnswer;
  /** What may answer everybody in the cache's stead. */
  readonly mayBeKeptOut: readonly Open[];
  /** What may do anything, so that rules decide nothing. */
  readonly anything: readonly Open[];
  /** Rules that cannot be read: said even when the decision stands. */
  readonly unreadable: readonly Open[];
  /** Nothing is cached for the time being. */
  readonly isPaused: boolean;
};

/** A request that never reaches the cache: `by` a rule, or because of the last of `steps`. */
export function keptOut(steps: readonly CacheStep[], by?: DecidingRule): CacheDecision {
  const decidedBy = by === undefined ? {} : { decidedBy: by };
  return { decision: 'not-stored', steps, ...decidedBy, cookies: 'kept', keyedBy: [], open: [] };
}

/** The decision: one only when whatever is open comes out the same. */
export function verdictOf({
  steps,
  weighed,
  origin,
  mayBeKeptOut,
  anything,
  unreadable,
  isPaused,
}: Findings): CacheDecision {
  const { outcomes, keyedBy, decidedBy, cookies } = weighed;
  const isSettled = anything.length === 0 && mayBeKeptOut.length === 0;
  const last = [...authorizationSteps(weighed), originStep(weighed, origin)];
  const whole = [...steps, ...keySteps(keyedBy), ...(isSettled ? last : last.map(ifNothingElse))];
  if (isPaused) return keptOut(whole);
  const [decision = 'not-stored', ...others] = decisionsOf(outcomes);
  const isDecided = others.length === 0 && anything.length === 0;
  if (!isDecided || (decision !== 'not-stored' && mayBeKeptOut.length > 0)) {
    const open = distinct([...anything, ...mayBeKeptOut, ...weighed.open, ...unreadable]);
    return { decision: 'unknown', steps: whole, cookies: anything.length > 0 ? 'unknown' : cookies, keyedBy, open };
  }
  return {
    decision,
    steps: whole,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    cookies,
    ...ttlOf(outcomes),
    keyedBy,
    open: unreadable,
  };
}

function ifNothingElse(step: CacheStep): CacheStep {
  return { ...step, matched: 'unknown', effect: `if nothing above decides otherwise: ${step.effect}` };
}

function authorizationSteps({ withAuthorization }: Weighed): readonly CacheStep[] {
  if (withAuthorization === undefined) return [];
  const otherwise = withAuthorization.map((one) => wordsOf[one]).join(' or ');
  const effect = `the visitor's Authorization was not given and counts as not sent; with one the answer is ${otherwise}`;
  return [{ step: 'authorization', matched: false, effect }];
}

function ttlOf(outcomes: readonly Outcome[]): { readonly ttl?: number } {
  const [first] = outcomes;
  if (first?.ttl === undefined || outcomes.some(({ ttl }) => ttl !== first.ttl)) return {};
  return { ttl: first.ttl };
}

function keySteps(keyedBy: readonly string[]): readonly CacheStep[] {
  if (keyedBy.length === 0) return [];
  return [{ step: 'cache-key', matched: true, effect: `stored apart by ${keyedBy.join(', ')}` }];
}

function originStep({ outcomes, cookies, unknown }: Weighed, { status }: OriginAnswer): CacheStep {
  const [first] = outcomes;
  const answer = status === undefined ? 'the answer' : `a ${status}`;
  const decisions = decisionsOf(outcomes);
  if (first === undefined || decisions.length > 1) {
    const effect = `${answer} may be ${decisions.map((one) => wordsOf[one]).join(' or ')}`;
    if (unknown.length > 0)
      return { step: 'origin', matched: 'unknown', effect: `${effect}: ${openAnswer(unknown).why}` };
    const reasons = decisions.map((one) => outcomes.find(({ decision }) => decision === one)?.because);
    return { step: 'origin', matched: 'unknown', effect: `${effect}: ${reasons.join('; or ')}` };
  }
  const words = `${wordsOf[first.decision]}: ${first.because}`;
  const stripped = cookies === 'stripped' ? '; Set-Cookie is removed' : '';
  return { step: 'origin', matched: true, effect: `${answer} is ${words}${stripped}` };
}

const wordsOf = { stored: 'stored', 'not-stored': 'not stored', revalidated: 'revalidated' };

function distinct(open: readonly Open[]): readonly Open[] {
  return [...new Map(open.map((one) => [one.why, one])).values()];
}
