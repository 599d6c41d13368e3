import type { Bag, Needs } from './artifact.ts';
import type { FindingOf, Severity } from './finding.ts';
import type { Missing } from './gathered.ts';

/** What a check says about itself. The words are shown to people as they stand. */
export type CheckMeta<Id extends string = string, Key extends string = string> = {
  /** `area/noun`, the file's path under `checks/`. */
  readonly id: Id;
  /** States the good outcome. */
  readonly title: string;
  /** What is lost otherwise. */
  readonly why: string;
  /** Imperative: the exact place or command. */
  readonly fix: string;
  readonly severity: Severity;
  /** The standard or vendor page that a rule comes from. */
  readonly refs: readonly [string, ...string[]];
  /** One sentence a kind of finding; `{name}` is filled from the finding's data. */
  readonly messages: Readonly<Record<Key, string>>;
};

/** What facts left open: why, and what would settle it. */
export type Unsettled = { readonly because: string; readonly hint: string };

/** What a check may say. It cannot say "error" or "unavailable": the engine does, also for `blocked`. */
export type Verdict<Key extends string = string> =
  | { readonly outcome: 'pass'; readonly evidence: string }
  | {
      readonly outcome: 'fail';
      readonly findings: readonly [FindingOf<Key>, ...FindingOf<Key>[]];
      /** Set when part of the question stayed open: waiving the findings does not settle that part. */
      readonly unsettled?: Unsettled;
    }
  | { readonly outcome: 'not-applicable'; readonly because: string }
  | { readonly outcome: 'manual'; readonly ask: string }
  | ({ readonly outcome: 'unknown' } & Unsettled)
  /** An optional fact turned out to be needed: the result is whatever befell that fact. */
  | { readonly outcome: 'blocked'; readonly by: Missing };

/** One question about the launch: pure, synchronous, and ignorant of where its facts come from. */
export type Check<Id extends string = string, N extends Needs = Needs, Key extends string = string> = {
  readonly meta: CheckMeta<Id, Key>;
  readonly needs: N;
  evaluate(artifacts: Bag<N>): Verdict<NoInfer<Key>>;
};

/** A check whose needs and keys no longer matter to the reader: what the engine and the catalogue hold. */
export type AnyCheck = {
  readonly meta: CheckMeta;
  readonly needs: Needs;
  // biome-ignore lint/suspicious/noExplicitAny: the bag is built from `needs` by the engine, which is the one caller.
  evaluate(artifacts: any): Verdict;
};

/** Declares a check; the compiler then refuses unknown message keys, empty failures and facts not in `needs`. */
export function defineCheck<const Id extends string, N extends Needs, const Key extends string>(
  check: Check<Id, N, Key>,
): Check<Id, N, Key> {
  return check;
}

/** The area a check belongs to: the part of its id before the slash. */
export function areaOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('/')));
}

/** Looked, and nothing wrong. */
export function pass(evidence: string): Verdict<never> {
  return { outcome: 'pass', evidence };
}

/** The project visibly does not use the subject. */
export function notApplicable(because: string): Verdict<never> {
  return { outcome: 'not-applicable', because };
}

/** The facts came and cannot settle it; `hint` names what would. */
export function unknown(because: string, hint: string): Verdict<never> {
  return { outcome: 'unknown', because, hint };
}

/** `settled`, unless a part of the question stayed open. */
export function unlessOpen(open: Unsettled | undefined, settled: Verdict<never>): Verdict<never> {
  return open === undefined ? settled : unknown(open.because, open.hint);
}

/** The question cannot be settled without a fact that was missed. */
export function blocked(by: Missing): Verdict<never> {
  return { outcome: 'blocked', by };
}

/** A failure when there are findings, else `otherwise`. An `otherwise` that settles nothing stays visible beside the findings. */
export function failOr<Key extends string>(
  findings: readonly FindingOf<Key>[],
  otherwise: Verdict<never>,
): Verdict<Key> {
  const [first, ...rest] = findings;
  if (first === undefined) return otherwise;
  const unsettled = openPart(otherwise);
  if (unsettled === undefined) return { outcome: 'fail', findings: [first, ...rest] };
  return { outcome: 'fail', findings: [first, ...rest], unsettled };
}

function openPart(verdict: Verdict<never>): Unsettled | undefined {
  if (verdict.outcome === 'unknown') return { because: verdict.because, hint: verdict.hint };
  if (verdict.outcome === 'manual') return { because: 'the rest only a person can say', hint: verdict.ask };
  if (verdict.outcome !== 'blocked') return undefined;
  if (verdict.by.state === 'unavailable') return { because: `not read: ${verdict.by.reason}`, hint: verdict.by.hint };
  return { because: verdict.by.fault.message, hint: verdict.by.fault.hint ?? 'run the audit again' };
}
