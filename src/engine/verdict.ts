import { atLeast, compareSeverity, type Severity } from '../core/finding.ts';
import { type CheckResult, type LaunchVerdict, type Outcome, openFindings, outcomes } from '../core/report.ts';
import { compareText } from '../core/text.ts';

/**
 * The whole policy. `not-ready` when a blocker or high finding is open; else `undetermined` when a blocker or high
 * question is open; else `ready`. What could not run never makes a project look ready, and nothing evaluated is never green.
 */
export function verdictOf(results: readonly CheckResult[]): LaunchVerdict {
  if (results.some((result) => hasOpenFinding(result, 'high'))) return 'not-ready';
  if (results.some((result) => isOpenQuestion(result))) return 'undetermined';
  return results.some(isEvaluated) ? 'ready' : 'undetermined';
}

/** Whether a finding of this severity or worse is open. */
function hasOpenFinding(result: CheckResult, limit: Severity): boolean {
  const open = openFindings(result);
  // A failure that names nothing is still one.
  if (result.outcome === 'fail' && open.length === 0) return atLeast(result.severity, limit);
  return open.some((finding) => atLeast(finding.severity, limit));
}

/** Whether a blocker or high question stayed unanswered. A probe that nobody allowed leaves none: it is said beside the verdict. */
function isOpenQuestion(result: CheckResult): boolean {
  if (!atLeast(result.severity, 'high')) return false;
  if (result.outcome === 'error') return true;
  if (result.outcome === 'unavailable') return result.reason !== 'not-allowed';
  if (result.outcome === 'unknown' || result.outcome === 'manual') return result.attested === undefined;
  return result.outcome === 'fail' && result.because !== undefined && result.attested === undefined;
}

function isEvaluated(result: CheckResult): boolean {
  if (result.outcome === 'unknown' || result.outcome === 'manual') return result.attested !== undefined;
  return result.outcome === 'pass' || result.outcome === 'fail' || result.outcome === 'waived';
}

/** 0 ready, 1 not ready, 3 undetermined. `failOn` moves only the line at which findings make it 1. */
export function exitCodeOf(results: readonly CheckResult[], failOn: Severity | 'never'): 0 | 1 | 3 {
  if (failOn !== 'never' && results.some((result) => hasOpenFinding(result, failOn))) return 1;
  if (results.some(isOpenQuestion) || !results.some(isEvaluated)) return 3;
  return 0;
}

/** How many results ended in each way. */
export function countOutcomes(results: readonly CheckResult[]): Readonly<Record<Outcome, number>> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const result of results) counts[result.outcome] += 1;
  return counts;
}

/** Severity, then area, then id: the order of the report's results. */
export function compareResults(a: CheckResult, b: CheckResult): number {
  return compareSeverity(a.severity, b.severity) || compareText(a.area, b.area) || compareText(a.check, b.check);
}
