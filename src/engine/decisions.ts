import type { Decisions } from '../core/decisions.ts';
import type { Finding, Waiver } from '../core/finding.ts';
import { findingFingerprint } from '../core/fingerprint.ts';
import { type Attestation, type CheckResult, findingsOf, openFindings, type Report } from '../core/report.ts';
import { neutralise, neutraliseLine } from '../core/text.ts';

/** Puts what people decided onto a result. `now` is milliseconds since 1970: a waiver past its last day counts as none. */
export function decide(result: CheckResult, decisions: Decisions, now: number): CheckResult {
  const findings = findingsOf(result).map((finding) => waive(finding, result.check, decisions, now));
  return answered(settled(result, findings), decisions, now);
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
  const waiver = decisions.waivers.find((one) => names(one, finding, check) && !isExpired(one, now));
  if (waiver === undefined) return finding;
  const { reason, by, on, expires } = waiver;
  const kept: Waiver = { reason: neutraliseLine(reason, 1000), by: neutraliseLine(by), on };
  return { ...finding, waived: expires === undefined ? kept : { ...kept, expires } };
}

// A waiver with a fingerprint means that finding alone, also when it names the check beside it.
function names(waiver: Decisions['waivers'][number], finding: Finding, check: string): boolean {
  return waiver.fingerprint === undefined ? waiver.check === check : waiver.fingerprint === finding.fingerprint;
}

function isExpired(waiver: Waiver, now: number): boolean {
  if (waiver.expires === undefined) return false;
  return new Date(now).toISOString().slice(0, 10) > waiver.expires;
}

// Waiving every finding settles a check only when nothing else in it stayed open.
function settled(result: CheckResult, findings: readonly Finding[]): CheckResult {
  if (result.outcome !== 'fail') return result;
  if (findings.length === 0 || findings.some((finding) => finding.waived === null)) return { ...result, findings };
  const { because, hint, ...rest } = result;
  if (because === undefined || hint === undefined) return { ...rest, outcome: 'waived', findings };
  return { ...rest, outcome: 'unknown', because, hint, findings };
}

function answered(result: CheckResult, decisions: Decisions, now: number): CheckResult {
  // The last answer counts: a person who changed their mind adds a line.
  const entry = decisions.attestations.findLast((one) => one.check === result.check);
  if (entry === undefined || !leavesQuestion(result)) return result;
  const attested = attestationOf(entry);
  if (attested.answer === 'yes') return { ...result, attested };
  return refused(result, attested, decisions, now);
}

type Answerable = Extract<CheckResult, { readonly attested?: Attestation }>;

function leavesQuestion(result: CheckResult): result is Answerable {
  if (result.outcome === 'fail') return result.because !== undefined;
  return result.outcome === 'manual' || result.outcome === 'unknown';
}

function attestationOf(entry: Attestation): Attestation {
  const note = entry.note === undefined ? {} : { note: neutraliseLine(entry.note, 1000) };
  return { answer: entry.answer, ...note, by: neutraliseLine(entry.by), on: entry.on };
}

// A person's "no" is as good as a finding: the check fails by what they said. A waiver of the whole check was given for
// what the check finds; only one that names this very answer covers it.
function refused(result: Answerable, attested: Attestation, decisions: Decisions, now: number): CheckResult {
  const { check, area, title, severity, ms, why, fix, refs } = result;
  const waivers = decisions.waivers.filter(({ fingerprint }) => fingerprint !== undefined);
  const answer = waive(answerFinding(result, attested), check, { ...decisions, waivers }, now);
  const findings = [...findingsOf(result), answer];
  const outcome = findings.every(({ waived }) => waived !== null) ? 'waived' : 'fail';
  const common = { check, area, title, severity, ms, why, fix, refs, findings };
  return outcome === 'waived' ? { ...common, outcome } : { ...common, outcome, attested };
}

function answerFinding(result: Answerable, attested: Attestation): Finding {
  const { check, title, severity } = result;
  const note = attested.note === undefined ? '' : `: ${attested.note}`;
  const at = { kind: 'file', path: 'launch-ready.decisions.json' } as const;
  return {
    fingerprint: findingFingerprint(check, 'answered-no', at),
    key: 'answered-no',
    data: { by: attested.by, on: attested.on },
    severity,
    confidence: 'certain',
    message: `${attested.by} answered no on ${attested.on}.`,
    evidence: neutralise(`${'ask' in result ? result.ask : title}${note}`),
    at,
    waived: null,
  };
}
