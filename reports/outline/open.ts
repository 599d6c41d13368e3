import { compareSeverity, type Severity } from '../../src/core/finding.ts';
import type { CheckResult } from '../../src/core/report.ts';
import { compareText } from '../../src/core/text.ts';
import { reasonWords } from '../../src/core/words.ts';
import { sentence, stopped } from '../words.ts';
import { isUnsettled } from './standing.ts';

/** A check that has no answer yet. */
export type OpenCheck = {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why there is no answer. */
  readonly because: string;
};

/** Checks that one step would settle: one credential, one permission, one consent. */
export type OpenGroup = {
  /** `consent`: a test that was not allowed. `broken`: something failed that nobody's permission explains. */
  readonly kind: 'unread' | 'undecided' | 'consent' | 'broken';
  readonly wayOut: string;
  /** Worst first. */
  readonly checks: readonly OpenCheck[];
};

type Open = { readonly kind: OpenGroup['kind']; readonly wayOut: string; readonly because: string };

/** Everything unsettled but questions for a person, grouped by the way out; the group that matters most comes first. */
export function openGroupsOf(results: readonly CheckResult[]): readonly OpenGroup[] {
  const groups = new Map<string, { kind: OpenGroup['kind']; wayOut: string; checks: OpenCheck[] }>();
  for (const result of results) {
    const open = openPart(result);
    if (open === undefined) continue;
    const key = `${open.kind}\0${open.wayOut}`;
    const group = groups.get(key) ?? { kind: open.kind, wayOut: open.wayOut, checks: [] };
    group.checks.push({
      check: result.check,
      title: result.title,
      severity: result.severity,
      because: open.because,
    });
    groups.set(key, group);
  }
  for (const group of groups.values()) group.checks.sort((a, b) => compareSeverity(a.severity, b.severity));
  return [...groups.values()].sort(compareGroups);
}

/** The reason that all checks of a group share, or `undefined` when they differ. */
export function sharedReason(group: OpenGroup): string | undefined {
  const first = group.checks[0]?.because;
  return group.checks.every((check) => check.because === first) ? first : undefined;
}

/** Why a result is open and what would settle it, in one line; a settled result gives an empty one. */
export function openReason(result: CheckResult): string {
  if (!isUnsettled(result)) return '';
  if (result.outcome === 'manual') return `a person must answer: ${result.ask}`;
  const open = openPart(result);
  return open === undefined ? '' : `${stopped(open.because)} ${sentence(open.wayOut)}`;
}

function openPart(result: CheckResult): Open | undefined {
  if (!isUnsettled(result) || result.outcome === 'manual') return undefined;
  if (result.outcome === 'unavailable') {
    const kind = result.reason === 'not-allowed' ? 'consent' : 'unread';
    return { kind, wayOut: result.hint, because: reasonWords[result.reason] };
  }
  if (result.outcome === 'unknown') return { kind: 'undecided', wayOut: result.hint, because: result.because };
  if (result.outcome === 'error') {
    return { kind: 'broken', wayOut: result.fault.hint ?? 'run the audit again', because: result.fault.message };
  }
  if (result.outcome !== 'fail') return undefined;
  const because = `part of it stayed open: ${result.because}`;
  return { kind: 'undecided', wayOut: result.hint ?? 'run the audit again', because };
}

function compareGroups(a: OpenGroup, b: OpenGroup): number {
  const [first, second] = [a.checks[0], b.checks[0]];
  const bySeverity = first && second ? compareSeverity(first.severity, second.severity) : 0;
  if (bySeverity !== 0) return bySeverity;
  return b.checks.length - a.checks.length || compareText(a.wayOut, b.wayOut);
}
