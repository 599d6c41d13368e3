import type { Decisions } from '../core/decisions.ts';
import type { Finding, Waiver } from '../core/finding.ts';
import { type Attestation, type CheckResult, findingsOf, openFindings, type Report } from '../core/report.ts';
import { neutraliseLine } from '../core/text.ts';

/** Puts what people decided onto a result. `now` is milliseconds since 1970: a waiver past its last day counts as none. */
export function decide(result: CheckResult, decisions: Decisions, now: number): CheckResult {
  const findings = findingsOf(result).map((finding) => waive(finding, result.check, decisions, now));
  return answered(settled(result, findings), decisions);
}

/** Waivers for every finding that an earlier run already had: a baseline makes only what is new count. */
export function baselineWaivers(baseline: Report): Decisions['waivers'] {
  const on = baseline.startedAt.slice(0, 10);
  return baseline.results.flatMap(openFindings).map(({ fingerprint }) => ({
    fingerprint,
    reason: `known in the baseline of ${on}`,
    by: 'baseline',
    on,
  }));
}

function waive(finding: Finding, check: string, decisions: Decisions, now: number): Finding {
  const waiver = decisions.waivers.find(
    (one) =>
      (one.fingerprint === undefined ? one.check === check : one.fingerprint === finding.fingerprint) &&
      !isExpired(one, now),
  );
  if (waiver === undefined) return finding;
  const { reason, by, on, expires } = waiver;
  const kept: Waiver = { reason: neutraliseLine(reason), by: neutraliseLine(by), on };
  return { ...finding, waived: expires === undefined ? kept : { ...kept, expires } };
}

function isExpired(waiver: Waiver, now: number): boolean {
  if (waiver.expires === undefined) return false;
  return new Date(now).toISOString().slice(0, 10) > waiver.expires;
}

// Waiving every finding settles a check only when nothing else in it stayed open.
function settled(result: CheckResult, findings: readonly Finding[]): CheckResult {
  if (result.outcome !== 'fail') return result;
  if (findings.some((finding) => finding.waived === null)) return { ...result, findings };
  const { because, hint, ...rest } = result;
  if (because === undefined || hint === undefined) return { ...rest, outcome: 'waived', findings };
  return { ...rest, outcome: 'unknown', because, hint, findings };
}

function answered(result: CheckResult, decisions: Decisions): CheckResult {
  const entry = decisions.attestations.findLast((one) => one.check === result.check);
  if (entry === undefined) return result;
  const isOpen =
    result.outcome === 'manual' ||
    result.outcome === 'unknown' ||
    (result.outcome === 'fail' && result.because !== undefined);
  if (!isOpen) return result;
  const attested = attestationOf(entry);
  if (attested.answer === 'yes') return { ...result, attested };
  return refused(result, attested);
}

function attestationOf(entry: Attestation): Attestation {
  const note = entry.note === undefined ? {} : { note: neutraliseLine(entry.note, 1000) };
  return { answer: entry.answer, ...note, by: neutraliseLine(entry.by), on: entry.on };
}

// A person's "no" is as good as a finding: the check fails by what they said.
function refused(result: CheckResult, attested: Attestation): CheckResult {
  const { check, area, title, severity, ms, why, fix, refs } = result;
  const note = attested.note === undefined ? '' : `: ${attested.note}`;
  const finding: Finding = {
    fingerprint: `${check}#answer`,
    key: 'answered-no',
    data: { by: attested.by, on: attested.on },
    severity,
    confidence: 'certain',
    message: `${attested.by} answered no on ${attested.on}.`,
    evidence: `${'ask' in result ? result.ask : title}${note}`,
    at: { kind: 'file', path: 'launch-ready.decisions.json' },
    waived: null,
  };
  const findings = [...findingsOf(result), finding];
  return { check, area, title, severity, ms, why, fix, refs, outcome: 'fail', findings, attested };
}
