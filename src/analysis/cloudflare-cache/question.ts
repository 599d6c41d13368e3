import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import type { OriginAnswer } from './origin-answer.ts';

/** A visitor's request as it was sent, before the edge normalizes its URL. */
export type VisitorRequest = {
  /** In upper case. */
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The `Host` header. */
  readonly host: string;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  readonly headers: KnownHeaders;
};

/** One visit, and what the origin answers to it. */
export type CacheQuestion = { readonly request: VisitorRequest; readonly origin: OriginAnswer };

/** Decides one question by rules that are read already. Never throws. */
export type Decide = (question: CacheQuestion) => CacheDecision;

/** Something that is not known and would settle a decision: why it matters, and how to make it known. */
export type Open = CacheDecision['open'][number];

/** What kinds of things would settle it. */
export type Asks = NonNullable<Open['asks']>;

/** A rule as traces and decisions name it. */
export type DecidingRule = NonNullable<CacheDecision['decidedBy']>;

/** The step of a rule that had a say; one of the whole phase without a rule. */
export function stepOf(rule: DecidingRule, matched: CacheStep['matched'], effect: string): CacheStep {
  const { step, id, name, expression } = rule;
  return { step, rule: { id, name, expression }, matched, effect };
}
