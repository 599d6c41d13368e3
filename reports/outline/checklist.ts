import type { Severity } from '../../src/core/finding.ts';
import { type Attestation, type CheckResult, findingsOf } from '../../src/core/report.ts';
import { count } from '../../src/core/text.ts';
import { outcomeWords, reasonWords } from '../../src/core/words.ts';
import { compareAreas } from '../words.ts';
import { attestationOf, countedFindings, isRefused } from './standing.ts';

/** One line of the checklist. `done` is the tool's own evidence alone: a person's word leaves the box empty. */
export type ChecklistEntry = {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  readonly done: boolean;
  /** How it stands in a word or two; always present, so that the box is never the only signal. */
  readonly word: string;
  readonly detail: string;
};

/** One area of the checklist; what does not apply stands apart, with its reason. */
export type ChecklistArea = {
  readonly area: string;
  readonly entries: readonly ChecklistEntry[];
  readonly notApplicable: readonly { readonly title: string; readonly because: string }[];
};

/** Every result once, by area. */
export function checklistOf(results: readonly CheckResult[]): readonly ChecklistArea[] {
  const areas = [...new Set(results.map((result) => result.area))].sort(compareAreas);
  return areas.map((area) =>
    areaOf(
      area,
      results.filter((result) => result.area === area),
    ),
  );
}

function areaOf(area: string, results: readonly CheckResult[]): ChecklistArea {
  const entries: ChecklistEntry[] = [];
  const notApplicable: { title: string; because: string }[] = [];
  for (const result of results) {
    if (result.outcome === 'not-applicable') notApplicable.push({ title: result.title, because: result.because });
    else entries.push(entryOf(result));
  }
  return { area, entries, notApplicable };
}

function entryOf(result: CheckResult): ChecklistEntry {
  const { check, title, severity } = result;
  const done = result.outcome === 'pass';
  return { check, title, severity, done, word: wordOf(result), detail: detailOf(result) };
}

function wordOf(result: CheckResult): string {
  const attested = attestationOf(result);
  if (attested === undefined) return outcomeWords[result.outcome];
  return attested.answer === 'yes' && result.outcome !== 'fail' ? 'answered yes' : outcomeWords.fail;
}

function detailOf(result: CheckResult): string {
  const attested = attestationOf(result);
  if (attested !== undefined && isRefused(result)) return `answered no by ${signed(attested)}`;
  if (attested !== undefined && result.outcome !== 'fail') return `${attested.by}, ${attested.on}`;
  switch (result.outcome) {
    case 'pass':
      return result.evidence;
    case 'fail': {
      const findings = countedFindings(result).length;
      const waived = findingsOf(result).length - findings;
      return count(findings, 'finding') + (waived === 0 ? '' : `, ${waived} more accepted`);
    }
    case 'waived':
      return `${count(result.findings.length, 'finding')}, each accepted by a person`;
    case 'manual':
      return result.ask;
    case 'unavailable':
      return reasonWords[result.reason];
    case 'error':
      return result.fault.message;
    case 'unknown':
    case 'not-applicable':
      return result.because;
  }
}

/** `Ana Silva on 2026-11-18`: who answered, and when. */
export function signed(attested: Attestation): string {
  return `${attested.by} on ${attested.on}`;
}
