import type { Finding } from '../core/finding.ts';
import { type CheckResult, findingsOf, openFindings, type Report } from '../core/report.ts';

/** A finding with the check it belongs to. */
export type ComparedFinding = { readonly check: string; readonly finding: Finding };

/**
 * What changed between two runs, by finding. `unverified`: its check could not be judged this time, so nobody knows.
 * `waived`: it is still there, and a person has decided to live with it since.
 */
export type Comparison = {
  readonly fixed: readonly ComparedFinding[];
  readonly added: readonly ComparedFinding[];
  readonly unchanged: readonly ComparedFinding[];
  readonly unverified: readonly ComparedFinding[];
  readonly waived: readonly ComparedFinding[];
};

/** Compares open findings by fingerprint. What the newer run did not judge, or found and waived, is never counted as fixed. */
export function compareReports(older: Report, newer: Report): Comparison {
  const before = byFingerprint(older, openFindings);
  const after = byFingerprint(newer, openFindings);
  const present = byFingerprint(newer, findingsOf);
  const judged = new Set(newer.results.filter(isJudged).map(({ check }) => check));
  const gone = [...before].filter(([print]) => !present.has(print)).map(([, one]) => one);
  return {
    fixed: gone.filter(({ check }) => judged.has(check)),
    added: [...after].filter(([print]) => !before.has(print)).map(([, one]) => one),
    unchanged: [...after].filter(([print]) => before.has(print)).map(([, one]) => one),
    unverified: gone.filter(({ check }) => !judged.has(check)),
    waived: [...present].filter(([print]) => before.has(print) && !after.has(print)).map(([, one]) => one),
  };
}

function isJudged(result: CheckResult): boolean {
  if (result.outcome === 'fail') return result.because === undefined || result.attested !== undefined;
  if (result.outcome === 'manual' || result.outcome === 'unknown') return result.attested !== undefined;
  return result.outcome === 'pass' || result.outcome === 'not-applicable' || result.outcome === 'waived';
}

function byFingerprint(
  report: Report,
  findings: (result: CheckResult) => readonly Finding[],
): ReadonlyMap<string, ComparedFinding> {
  const found = new Map<string, ComparedFinding>();
  for (const result of report.results) {
    for (const finding of findings(result)) found.set(finding.fingerprint, { check: result.check, finding });
  }
  return found;
}
