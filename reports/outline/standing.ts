import { atLeast, type Finding } from '../../src/core/finding.ts';
import { type Attestation, type CheckResult, openFindings } from '../../src/core/report.ts';

/** A person's answer to a result, when there is one. */
export function attestationOf(result: CheckResult): Attestation | undefined {
  return 'attested' in result ? result.attested : undefined;
}

/** Whether a person answered no: the check then fails, whatever its outcome says. */
export function isRefused(result: CheckResult): boolean {
  return attestationOf(result)?.answer === 'no';
}

/** The findings that count: those of a failed result, and those an undecided one already has, unless waived. */
export function countedFindings(result: CheckResult): readonly Finding[] {
  return result.outcome === 'waived' ? [] : openFindings(result);
}

/** Whether a failure stands without a finding of its own: a person's no, or a failed result that lists none. */
export function failsBare(result: CheckResult): boolean {
  if (countedFindings(result).length > 0) return false;
  return isRefused(result) || result.outcome === 'fail';
}

/** Whether the question, or a part of it, has no answer yet. Consent that was not given is an open question, too. */
export function isUnsettled(result: CheckResult): boolean {
  if (attestationOf(result) !== undefined) return false;
  if (result.outcome === 'fail') return result.because !== undefined;
  return ['manual', 'unknown', 'unavailable', 'error'].includes(result.outcome);
}

/** Whether it only waits for consent to a test: said beside the verdict, never held against it. */
export function isWithheld(result: CheckResult): boolean {
  return result.outcome === 'unavailable' && result.reason === 'not-allowed';
}

/** Whether the verdict hangs on it: severity blocker or high. */
export function isDecisive(result: CheckResult): boolean {
  return atLeast(result.severity, 'high');
}
