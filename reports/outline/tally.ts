import { type Severity, severities } from '../../src/core/finding.ts';
import { type CheckResult, findingsOf } from '../../src/core/report.ts';
import { count } from '../../src/core/text.ts';
import { and } from '../words.ts';
import { countedFindings, failsBare } from './standing.ts';

/** Findings by severity, in words and as a number. */
export type Tally = { readonly total: number; readonly words: string };

/** Counts the open findings of the given severities; a bare failure counts as one. `2 blockers and 1 high finding`. */
export function tallyOpen(results: readonly CheckResult[], among: readonly Severity[]): Tally {
  const found: Severity[] = [];
  for (const result of results) {
    for (const finding of countedFindings(result)) found.push(finding.severity);
    if (failsBare(result)) found.push(result.severity);
  }
  return inWords(found.filter((severity) => among.includes(severity)));
}

/** Counts the waived findings, by the severity they had. */
export function tallyAccepted(results: readonly CheckResult[]): Tally {
  const waived = results.flatMap(findingsOf).filter((finding) => finding.waived !== null);
  return inWords(waived.map((finding) => finding.severity));
}

function inWords(found: readonly Severity[]): Tally {
  const parts: string[] = [];
  for (const severity of severities) {
    const n = found.filter((each) => each === severity).length;
    if (n > 0) parts.push(count(n, severity === 'blocker' ? 'blocker' : `${severity} finding`));
  }
  return { total: found.length, words: and(parts) };
}
