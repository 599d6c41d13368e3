import type { Report } from '../core/report.ts';
import { compareResults, countOutcomes, verdictOf } from './verdict.ts';

/** A full report with the results of a partial run put in their places, and the verdict drawn again. */
export function mergeReports(full: Report, partial: Report): Report {
  const rerun = new Set(partial.results.map(({ check }) => check));
  const kept = full.results.filter(({ check }) => !rerun.has(check));
  const results = [...kept, ...partial.results].toSorted(compareResults);
  return {
    ...full,
    target: partial.target,
    verdict: verdictOf(results),
    counts: countOutcomes(results),
    results,
    tables: { ...full.tables, ...partial.tables },
    notes: [...new Set([...full.notes, ...partial.notes])].toSorted(),
  };
}
