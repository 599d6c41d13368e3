import { describeLocation } from '../../src/core/location.ts';
import type { CheckResult, Report } from '../../src/core/report.ts';
import { signed } from '../outline/checklist.ts';
import { openReason } from '../outline/open.ts';
import { acceptancesOf } from '../outline/people.ts';
import { attestationOf, countedFindings, failsBare, isUnsettled } from '../outline/standing.ts';
import { verdictWords } from '../outline/verdict.ts';
import { sentence, stopped } from '../words.ts';

/** A check as a test runner would report it. */
export type TestCase = {
  readonly area: string;
  readonly name: string;
  readonly ms: number;
  readonly ending:
    | { readonly kind: 'passed'; readonly message: string }
    | {
        readonly kind: 'failure' | 'error' | 'skipped';
        readonly message: string;
        readonly type?: string;
        readonly body?: string;
      };
};

/** One case a result. */
export function casesOf(results: readonly CheckResult[]): readonly TestCase[] {
  return results.map((result) => ({ area: result.area, name: result.check, ms: result.ms, ending: endingOf(result) }));
}

/** The launch itself as a case: passed for `ready` alone. */
export function verdictCase(report: Report): TestCase {
  const { headline, because, beside } = verdictWords(report);
  const message = `${headline}. ${because}`;
  const common = { area: 'verdict', name: 'launch', ms: 0 };
  if (report.verdict === 'ready')
    return { ...common, ending: { kind: 'passed', message: [message, ...beside].join(' ') } };
  return { ...common, ending: { kind: 'failure', type: report.verdict, message, body: beside.join('\n') } };
}

function endingOf(result: CheckResult): TestCase['ending'] {
  if (countedFindings(result).length > 0 || failsBare(result)) return failureOf(result);
  if (result.outcome === 'pass') return { kind: 'passed', message: result.evidence };
  const body = acceptedLines(result).join('\n');
  if (result.outcome === 'error') return { kind: 'error', type: 'error', message: openReason(result), body };
  return { kind: 'skipped', message: skippedBecause(result), body };
}

function skippedBecause(result: CheckResult): string {
  const attested = attestationOf(result);
  if (attested !== undefined) return `answered ${attested.answer} by ${signed(attested)}`;
  if (result.outcome === 'not-applicable') return `not applicable: ${result.because}`;
  return isUnsettled(result) ? openReason(result) : 'every finding is accepted by a person';
}

function failureOf(result: CheckResult): TestCase['ending'] {
  const findings = countedFindings(result);
  const attested = attestationOf(result);
  const lines = findings.map(
    ({ severity, message, at, evidence }) =>
      `${severity}: ${message}\n  Where: ${describeLocation(at)}\n  Seen: ${evidence}`,
  );
  if (attested !== undefined) lines.push(`Answered ${attested.answer} by ${signed(attested)}`);
  if (isUnsettled(result)) lines.push(openReason(result));
  lines.push(...acceptedLines(result));
  lines.push(`Why: ${sentence(result.why)}`, `Do: ${sentence(result.fix)}`, `Source: ${result.refs.join(' ')}`);
  const [only, ...others] = findings;
  const message = only !== undefined && others.length === 0 ? only.message : `Not met: ${result.title}`;
  return { kind: 'failure', type: result.severity, message, body: lines.join('\n') };
}

function acceptedLines(result: CheckResult): readonly string[] {
  return acceptancesOf([result]).map(({ finding, reason, by, on, expires }) => {
    const until = expires === undefined ? 'no end date' : `until ${expires}`;
    return `Accepted ${finding.severity}: ${stopped(finding.message)} ${sentence(reason)} ${by}, ${on}, ${until}.`;
  });
}
