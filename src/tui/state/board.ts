import { areaOf } from '../../core/check.ts';
import { compareSeverity, type Severity } from '../../core/finding.ts';
import { type CheckResult, findingsOf, type Outcome, openFindings, outcomes } from '../../core/report.ts';
import { compareText } from '../../core/text.ts';

/** A judged check as the list holds it. `stale` results are of an earlier run and wait for their turn. */
export type Row = {
  readonly check: string;
  readonly area: string;
  /** The worst open finding's severity, or the check's own. */
  readonly severity: Severity;
  /** Whether anything is left to do or to answer. */
  readonly open: boolean;
  readonly result: CheckResult;
  readonly stale: boolean;
};

/** Which rows are listed. `show` is cycled by a key; `unknown` is whatever is neither settled nor failed. */
export type Filter = {
  readonly text: string;
  readonly show: 'all' | 'failing' | 'unknown';
  readonly area: string | undefined;
};

/** The row of a result. */
export function rowOf(result: CheckResult, stale = false): Row {
  return {
    check: result.check,
    area: areaOf(result.check),
    severity: severityOf(result),
    open: isOpen(result),
    result,
    stale,
  };
}

function severityOf(result: CheckResult): Severity {
  const [worst] = openFindings(result)
    .map((finding) => finding.severity)
    .sort(compareSeverity);
  return worst ?? result.severity;
}

function isOpen(result: CheckResult): boolean {
  if (result.outcome === 'manual' || result.outcome === 'unknown') return result.attested?.answer !== 'yes';
  return result.outcome === 'fail' || result.outcome === 'unavailable' || result.outcome === 'error';
}

/** By area; within it what is open first, worst first, failures before doubts, then by id: a row never moves because of another. */
function compareRows(a: Row, b: Row): number {
  if (a.area !== b.area) return compareText(a.area, b.area);
  if (a.open !== b.open) return a.open ? -1 : 1;
  const severity = compareSeverity(a.severity, b.severity);
  if (severity !== 0) return severity;
  const failed = Number(b.result.outcome === 'fail') - Number(a.result.outcome === 'fail');
  if (failed !== 0) return failed;
  if (a.check === b.check) return 0;
  return compareText(a.check, b.check);
}

/** The list with new results in place of the old ones of the same checks. */
export function withResults(rows: readonly Row[], results: readonly CheckResult[], stale = false): readonly Row[] {
  if (results.length === 0) return rows;
  const byCheck = new Map(rows.map((row) => [row.check, row]));
  for (const result of results) byCheck.set(result.check, rowOf(result, stale));
  return [...byCheck.values()].sort(compareRows);
}

/** The list when a run begins: its checks wait for new results; a run of everything drops checks it does not know. */
export function withPlan(rows: readonly Row[], planned: readonly string[], partial: boolean): readonly Row[] {
  const awaited = new Set(planned);
  const kept = partial ? rows : rows.filter((row) => awaited.has(row.check));
  return kept.map((row) => (awaited.has(row.check) ? { ...row, stale: true } : row));
}

/** The areas of rows and planned checks, sorted: their order is that of the number keys. */
export function areasOf(rows: readonly Row[], planned: readonly string[] = []): readonly string[] {
  return [...new Set([...rows.map((row) => row.area), ...planned.map(areaOf)])].sort();
}

/** How many rows ended in each outcome. */
export function countsOf(rows: readonly Row[]): Readonly<Record<Outcome, number>> {
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const row of rows) counts[row.result.outcome] += 1;
  return counts;
}

/** The rows that a filter lets through. Text is sought in title, id, outcome, severity and messages, in any case. */
export function filterRows(rows: readonly Row[], filter: Filter): readonly Row[] {
  const sought = filter.text.toLowerCase();
  if (sought === '' && filter.show === 'all' && filter.area === undefined) return rows;
  return rows.filter(
    (row) =>
      (filter.area === undefined || row.area === filter.area) &&
      shows(row, filter.show) &&
      (sought === '' || textOf(row).includes(sought)),
  );
}

function shows(row: Row, show: Filter['show']): boolean {
  if (show === 'all') return true;
  const failing = row.result.outcome === 'fail' || ('attested' in row.result && row.result.attested?.answer === 'no');
  return show === 'failing' ? failing : row.open && !failing;
}

function textOf({ check, severity, result }: Row): string {
  const messages = findingsOf(result).map((finding) => finding.message);
  return [check, result.title, result.outcome, severity, ...messages].join('\n').toLowerCase();
}
