import { type AnyCheck, areaOf, type Verdict } from '../core/check.ts';
import { faultOf } from '../core/fault.ts';
import type { Finding, FindingData, FindingOf, Severity } from '../core/finding.ts';
import { findingFingerprint } from '../core/fingerprint.ts';
import type { Missing } from '../core/gathered.ts';
import type { Location } from '../core/location.ts';
import { showUrl } from '../core/redact.ts';
import type { CheckResult } from '../core/report.ts';
import { evidenceLimit, fill, neutralise, neutraliseLine } from '../core/text.ts';
import { fillBag, type States } from './bag.ts';

/** Judges one check by what was gathered. `severity` overrides the check's own, for its findings too. */
export function judge(check: AnyCheck, states: States, severity?: Severity): CheckResult {
  const started = performance.now();
  const ending = endingOf(check, states, severity);
  const { id, title, why, fix, refs } = check.meta;
  const ms = Math.round(performance.now() - started);
  return {
    check: id,
    area: areaOf(id),
    title,
    severity: severity ?? check.meta.severity,
    ms,
    why,
    fix,
    refs,
    ...ending,
  };
}

type Common = 'check' | 'area' | 'title' | 'severity' | 'ms' | 'why' | 'fix' | 'refs';
type Ending<R = CheckResult> = R extends unknown ? Omit<R, Common> : never;

// A check that throws is a mistake in the check: it is shown as an error and never hides the other results.
function endingOf(check: AnyCheck, states: States, severity: Severity | undefined): Ending {
  const filled = fillBag(check.needs, states);
  if (!filled.ok) return missed(filled.missing);
  try {
    return worded(check, check.evaluate(filled.bag), severity);
  } catch (error) {
    const message = neutralise(faultOf(error).message);
    return { outcome: 'error', fault: { message, hint: 'this is a mistake in the check itself; please report it' } };
  }
}

function missed(by: Missing): Ending {
  if (by.state === 'failed') return { outcome: 'error', fault: by.fault };
  return { outcome: 'unavailable', reason: by.reason, hint: by.hint };
}

function worded(check: AnyCheck, verdict: Verdict, severity: Severity | undefined): Ending {
  const { outcome } = verdict;
  if (outcome === 'pass') return { outcome, evidence: neutralise(verdict.evidence) };
  if (outcome === 'manual') return { outcome, ask: neutralise(verdict.ask) };
  if (outcome === 'not-applicable') return { outcome, because: neutralise(verdict.because) };
  if (outcome === 'unknown') return { outcome, because: neutralise(verdict.because), hint: neutralise(verdict.hint) };
  if (outcome === 'blocked') return missed(verdict.by);
  // The type forbids it, a cast does not; nothing to waive would then read as everything waived.
  if (verdict.findings.length === 0) throw new Error('the check failed without a finding');
  const findings = wordFindings(check, verdict.findings, severity);
  if (verdict.unsettled === undefined) return { outcome, findings };
  const { because, hint } = verdict.unsettled;
  return { outcome, findings, because: neutralise(because), hint: neutralise(hint) };
}

function wordFindings(
  check: AnyCheck,
  found: readonly FindingOf<string>[],
  severity: Severity | undefined,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return found.map((finding) => {
    const at = plainLocation(finding.at);
    const print = findingFingerprint(check.meta.id, finding.key, at);
    const nth = (seen.get(print) ?? 0) + 1;
    seen.set(print, nth);
    const data = plainData(finding.data);
    const places = finding.places === undefined ? {} : { places: finding.places.map(plainLocation) };
    return {
      // Several findings of one kind in one place are told apart by their order, which is the check's and stable.
      fingerprint: nth === 1 ? print : `${print}-${nth}`,
      key: finding.key,
      data,
      severity: severity ?? finding.severity ?? check.meta.severity,
      confidence: finding.confidence ?? 'certain',
      message: fill(check.meta.messages[finding.key] ?? finding.key, data),
      evidence: neutralise(finding.evidence),
      at,
      ...places,
      waived: null,
    };
  });
}

function plainData(data: FindingData): FindingData {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? neutraliseLine(value) : value]),
  );
}

// Paths and addresses run long and must stay usable: they get the room of evidence.
function plainLocation(at: Location): Location {
  if (at.kind === 'url') return { kind: 'url', url: neutraliseLine(showUrl(at.url) ?? at.url, evidenceLimit) };
  const plain = Object.entries(at).map(([name, part]) => [
    name,
    typeof part === 'string' ? neutraliseLine(part, evidenceLimit) : part,
  ]);
  return Object.fromEntries(plain) as Location;
}
