import type { Finding } from '../core/finding.ts';
import { openFindings, type Report } from '../core/report.ts';

/** A finding with the check it belongs to. */
export type ComparedFinding = { readonly check: string; readonly finding: Finding };

/** What changed between two runs. `unverified` lists checks that had findings and could not be judged this time: not fixed. */
export type Comparison = {
  readonly fixed: readonly ComparedFinding[];
  readonly added: readonly ComparedFinding[];
  readonly unchanged: readonly ComparedFinding[];
  readonly unverified: readonly ComparedFinding[];
};

/** Compares open findings by fingerprint. What the newer run did not judge is never counted as fixed. */
export function compareReports(older: Report, newer: Report): Comparison {
  const before = findingsByPrint(older);
  const after = findingsByPrint(newer);
  const judged = new Set(newer.results.filter(isJudged).map(({ check }) => check));
  const gone = [...before].filter(([print]) => !after.has(print)).map(([, one]) => one);
  return {
    fixed: gone.filter(({ check }) => judged.has(check)),
    added: [...after].filter(([print]) => !before.has(print)).map(([, one]) => one),
    unchanged: [...after].filter(([print]) => before.has(print)).map(([, one]) => one),
    unverified: gone.filter(({ check }) => !judged.has(check)),
  };
}

function isJudged(result: Report['results'][number]): boolean {
  if (result.outcome === 'fail') return result.because === undefined;
  return result.outcome === 'pass' || result.outcome === 'not-applicable' || result.outcome === 'waived';
}

function findingsByPrint(report: Report): ReadonlyMap<string, ComparedFinding> {
  const found = new Map<string, ComparedFinding>();
  for (const result of report.results) {
    for (const finding of openFindings(result)) found.set(finding.fingerprint, { check: result.check, finding });
  }
  return found;
}
