import type { Finding, Severity } from '../../src/core/finding.ts';
import { type Attestation, type CheckResult, findingsOf } from '../../src/core/report.ts';
import { attestationOf, isUnsettled } from './standing.ts';

/** What only a person can say, and nobody has said yet. */
export type Question = {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly ask: string;
  readonly why: string;
  readonly fix: string;
  readonly refs: readonly string[];
};

/** What a person has said. */
export type Answer = {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  /** The question, or what the facts left open; absent where the result no longer holds it. */
  readonly ask?: string;
  readonly attested: Attestation;
};

/** A finding that somebody decided to live with. */
export type Acceptance = {
  readonly check: string;
  readonly finding: Finding;
  readonly reason: string;
  readonly by: string;
  readonly on: string;
  readonly expires?: string;
};

/** The unanswered questions, in the report's order. */
export function questionsOf(results: readonly CheckResult[]): readonly Question[] {
  const questions: Question[] = [];
  for (const result of results) {
    if (result.outcome !== 'manual' || !isUnsettled(result)) continue;
    const { check, title, severity, ask, why, fix, refs } = result;
    questions.push({ check, title, severity, ask, why, fix, refs });
  }
  return questions;
}

/** The answered questions, a yes and a no alike. */
export function answersOf(results: readonly CheckResult[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (const result of results) {
    const attested = attestationOf(result);
    if (attested === undefined) continue;
    const { check, title, severity } = result;
    const ask = questionOf(result);
    answers.push({ check, title, severity, ...(ask === undefined ? {} : { ask }), attested });
  }
  return answers;
}

/** Every waived finding, whatever became of its check. */
export function acceptancesOf(results: readonly CheckResult[]): readonly Acceptance[] {
  const accepted: Acceptance[] = [];
  for (const result of results) {
    for (const finding of findingsOf(result)) {
      if (finding.waived === null) continue;
      accepted.push({ check: result.check, finding, ...finding.waived });
    }
  }
  return accepted;
}

function questionOf(result: CheckResult): string | undefined {
  if (result.outcome === 'manual') return result.ask;
  return 'because' in result ? result.because : undefined;
}
