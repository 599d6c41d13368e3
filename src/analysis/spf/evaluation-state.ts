import {
  type MaybePromise,
  replyTroubleOf,
  type SpfAsk,
  type SpfQuestionType,
  type SpfRecordData,
  type SpfReply,
} from './asking.ts';
import type { IpAddress } from './ip-address.ts';
import type { MacroValues } from './macro-expansion.ts';
import type { SpfRecord } from './record.ts';

/** RFC 7208 section 2.6. */
export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';

/** One thing that the evaluation did, in order. */
export type SpfStep = {
  readonly step: 'identity' | 'record' | 'mechanism' | 'redirect' | 'default' | 'explanation' | 'result';
  /** The domain whose record is being evaluated. */
  readonly domain: string;
  /** How many includes and redirects deep that record lies. */
  readonly depth: number;
  /** As the record writes it. */
  readonly term: string | undefined;
  readonly matched: boolean | undefined;
  /** What this step decided, for its record. */
  readonly result: SpfResult | undefined;
  /** Terms that asked DNS so far, and those of them that found nothing. */
  readonly lookups: number;
  readonly voids: number;
  readonly detail: string;
};

/** An end of the whole evaluation, with its reason in words. */
export type Halt = { readonly halt: 'permerror' | 'temperror'; readonly why: string };

/** At most 10 terms that ask DNS, 2 of them in vain; 10 names of an MX or PTR answer. RFC 7208 section 4.6.4. */
export const spfLimits = { lookups: 10, voids: 2, names: 10 } as const;

/** What one evaluation knows and counts; includes and redirects share it. */
export type EvaluationState = {
  readonly client: IpAddress;
  readonly ask: SpfAsk;
  /** The macros at a domain. Made when asked for: most records hold none. */
  readonly values: (domain: string, validated?: string) => MacroValues;
  readonly steps: SpfStep[];
  /** By text: a record that is included twice is read once. */
  readonly parsed: Map<string, SpfRecord>;
  lookups: number;
  voids: number;
  /** Whether the present term found nothing already. */
  isVoid: boolean;
  /** Names of the client's PTR records, once they were asked for; `isVoid` when there are none. */
  pointers?: { readonly names: readonly string[]; readonly isVoid: boolean };
  /** Set when nothing more can be asked: then even what forgives DNS errors ends in `temperror`. */
  stopped?: Halt;
};

/** The place that a step speaks of. */
export type Place = { readonly domain: string; readonly depth: number };

type NewStep = Pick<SpfStep, 'step' | 'detail'> & Partial<Pick<SpfStep, 'term' | 'matched' | 'result'>>;

/** Writes a step down with the counts of this moment. */
export function note(state: EvaluationState, place: Place, { step, detail, term, matched, result }: NewStep): void {
  const { domain, depth } = place;
  const { lookups, voids } = state;
  // Spelled out: one shape for all steps makes an evaluation a tenth faster.
  state.steps.push({ step, domain, depth, term, matched, result, lookups, voids, detail });
}

/** Counts a term that asks DNS; the eleventh ends the evaluation. */
export function countLookup(state: EvaluationState): Halt | undefined {
  state.lookups += 1;
  state.isVoid = false;
  if (state.lookups <= spfLimits.lookups) return undefined;
  return { halt: 'permerror', why: `DNS lookup ${state.lookups}: a record may cause ${spfLimits.lookups}` };
}

/**
 * Counts a term whose own question found nothing; the third ends the evaluation. The limit is one of terms: addresses of MX
 * and PTR names are asked beyond it, and a term that finds nothing twice, by a macro and by itself, counts once.
 */
export function countVoid(state: EvaluationState): Halt | undefined {
  if (state.isVoid) return undefined;
  state.isVoid = true;
  state.voids += 1;
  if (state.voids <= spfLimits.voids) return undefined;
  return { halt: 'permerror', why: `void lookup ${state.voids}: a record may cause ${spfLimits.voids}` };
}

/** Asks; names are asked for in lower case. A promise is to be yielded. */
export function ask(state: EvaluationState, name: string, type: SpfQuestionType): MaybePromise<SpfReply> {
  return state.ask(name.toLowerCase(), type);
}

/** The records of a reply. No such name and no such records are both an empty list; anything but an answer is `temperror` (section 5). */
export function settle(
  state: EvaluationState,
  name: string,
  type: SpfQuestionType,
  reply: SpfReply,
): readonly SpfRecordData[] | Halt {
  if (reply.state === 'found') return reply.records;
  if (reply.state === 'nodata' || reply.state === 'nxdomain') return [];
  const why = `${name.toLowerCase()} ${type} could not be asked: ${replyTroubleOf(reply)}`;
  const halt: Halt = { halt: 'temperror', why };
  if (reply.state === 'stopped') state.stopped = halt;
  return halt;
}

/** Whether something ended the evaluation. */
export function isHalt(value: unknown): value is Halt {
  return typeof value === 'object' && value !== null && 'halt' in value;
}
