import type { Fault, UnavailableReason } from './fault.ts';
import type { Finding, Severity } from './finding.ts';
import type { Location } from './location.ts';

/** The whole launch in one word. */
export type LaunchVerdict = 'ready' | 'not-ready' | 'undetermined';

/** How a check ended. The words are public. */
export type Outcome = 'pass' | 'fail' | 'manual' | 'unknown' | 'unavailable' | 'error' | 'not-applicable' | 'waived';

export const outcomes = [
  'pass',
  'fail',
  'manual',
  'unknown',
  'unavailable',
  'error',
  'not-applicable',
  'waived',
] as const satisfies readonly Outcome[];

/** A person's answer to a manual or unknown item. `on` is an ISO date. */
export type Attestation = {
  readonly answer: 'yes' | 'no';
  readonly note?: string;
  readonly by: string;
  readonly on: string;
};

type Common = {
  readonly check: string;
  readonly area: string;
  readonly title: string;
  readonly severity: Severity;
  readonly ms: number;
  readonly why: string;
  readonly fix: string;
  readonly refs: readonly string[];
};

/** One check's result, exactly as the JSON report holds it. */
export type CheckResult = Common &
  (
    | { readonly outcome: 'pass'; readonly evidence: string }
    | {
        readonly outcome: 'fail';
        readonly findings: readonly Finding[];
        /** What the facts left open beside the findings. */
        readonly because?: string;
        readonly hint?: string;
        readonly attested?: Attestation;
      }
    | { readonly outcome: 'waived'; readonly findings: readonly Finding[] }
    | { readonly outcome: 'manual'; readonly ask: string; readonly attested?: Attestation }
    | {
        readonly outcome: 'unknown';
        readonly because: string;
        readonly hint: string;
        readonly findings?: readonly Finding[];
        readonly attested?: Attestation;
      }
    | { readonly outcome: 'unavailable'; readonly reason: UnavailableReason; readonly hint: string }
    | { readonly outcome: 'error'; readonly fault: Fault }
    | { readonly outcome: 'not-applicable'; readonly because: string }
  );

/** A view's data: named columns, rows of cells. */
export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
};

/** What was audited, as the report shows it. `commit` is the local one, `deployed` the live one. */
export type ReportTarget = {
  readonly root: string;
  readonly production?: string;
  readonly preview?: string;
  readonly commit?: string;
  readonly deployed?: string;
};

/** A finished audit: schema 1 of the JSON report. */
export type Report = {
  readonly schema: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly target: ReportTarget;
  /** ISO time in UTC. */
  readonly startedAt: string;
  readonly ms: number;
  readonly verdict: LaunchVerdict;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly results: readonly CheckResult[];
  /** Present when `--only` or `--skip` narrowed the run: the verdict then speaks of these checks only. */
  readonly selection?: { readonly only: readonly string[]; readonly skip: readonly string[] };
  readonly tables: Readonly<Record<string, Table>>;
  /** What a reader should know about the run itself: drift, folders not read. */
  readonly notes: readonly string[];
};

/** Turns a report into text. The same report gives the same bytes. */
export type Reporter<O = void> = (report: Report, options: O) => string;

/** The findings of a result, whatever its outcome. */
export function findingsOf(result: CheckResult): readonly Finding[] {
  return 'findings' in result ? (result.findings ?? []) : [];
}

/** The findings that nobody waived. */
export function openFindings(result: CheckResult): readonly Finding[] {
  return findingsOf(result).filter((finding) => finding.waived === null);
}

/** The first place of a result that lies in a file, in the order in which its findings name them. */
export function firstFileOf(result: CheckResult): Extract<Location, { kind: 'file' }> | undefined {
  const places = findingsOf(result).flatMap(({ at, places = [] }) => [at, ...places]);
  return places.find((place) => place.kind === 'file');
}
