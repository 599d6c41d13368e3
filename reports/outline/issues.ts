import { atLeast, compareSeverity, type Finding, type Severity } from '../../src/core/finding.ts';
import type { Attestation, CheckResult } from '../../src/core/report.ts';
import { attestationOf, countedFindings, failsBare, isRefused } from './standing.ts';

/** Something wrong: the open findings of one check, or its bare failure, in the order the report shows them. */
export type Issue = {
  readonly check: string;
  readonly area: string;
  /** The worst of its findings. */
  readonly severity: Severity;
  /** Blocker or high. */
  readonly urgent: boolean;
  /** The check's title, which states the good outcome. */
  readonly title: string;
  /** What is wrong, in one line. */
  readonly heading: string;
  /** Empty for a bare failure. */
  readonly findings: readonly Finding[];
  readonly attested?: Attestation;
  readonly why: string;
  readonly fix: string;
  readonly refs: readonly string[];
};

/** All issues, worst first; within a severity in the report's order. */
export function issuesOf(results: readonly CheckResult[]): readonly Issue[] {
  const issues: Issue[] = [];
  for (const result of results) {
    const findings = countedFindings(result);
    if (findings.length > 0) issues.push(...issuesByUrgency(result, findings));
    if (failsBare(result)) issues.push(issueOf(result, result.severity, []));
  }
  return issues.sort((a, b) => compareSeverity(a.severity, b.severity));
}

// A check may find a blocker here and a trifle there: the trifle must not stand among what stops the launch.
function issuesByUrgency(result: CheckResult, findings: readonly Finding[]): readonly Issue[] {
  const sorted = findings.toSorted((a, b) => compareSeverity(a.severity, b.severity));
  const urgent = sorted.filter((finding) => atLeast(finding.severity, 'high'));
  const later = sorted.filter((finding) => !atLeast(finding.severity, 'high'));
  const issues: Issue[] = [];
  for (const group of [urgent, later]) {
    const [worst] = group;
    if (worst !== undefined) issues.push(issueOf(result, worst.severity, group));
  }
  return issues;
}

function issueOf(result: CheckResult, severity: Severity, findings: readonly Finding[]): Issue {
  const attested = attestationOf(result);
  return {
    check: result.check,
    area: result.area,
    severity,
    urgent: atLeast(severity, 'high'),
    title: result.title,
    heading: headingOf(result, findings),
    findings,
    ...(attested === undefined ? {} : { attested }),
    why: result.why,
    fix: result.fix,
    refs: result.refs,
  };
}

function headingOf(result: CheckResult, findings: readonly Finding[]): string {
  const [only, ...others] = findings;
  if (only === undefined) return `Not met: ${result.title}`;
  // A person's no is a finding in the engine's words; what they said no to is the title.
  if (others.length === 0) return isRefused(result) ? `Not met: ${result.title}` : only.message.replace(/\.$/, '');
  return `Not met: ${result.title} (${findings.length} findings)`;
}
