import { type AnyCheck, areaOf, type Verdict } from '../core/check.ts';
import { faultOf } from '../core/fault.ts';
import type { Finding, FindingData, FindingOf, Severity } from '../core/finding.ts';
import { findingFingerprint } from '../core/fingerprint.ts';
import type { Missing } from '../core/gathered.ts';
import type { Location } from '../core/location.ts';
import type { CheckResult } from '../core/report.ts';
import { fill, neutralise, neutraliseLine } from '../core/text.ts';
import { fillBag, type States } from './bag.ts';

/** Judges one check by what was gathered. `severity` overrides the check's own, for its findings too. */
export function judge(check: AnyCheck, states: States, severity?: Severity): CheckResult {
  const started = performance.now();
  const verdict = evaluate(check, states);
  const { id, title, why, fix, refs } = check.meta;
  const ms = Math.round(performance.now() - started);
  const common = { check: id, area: areaOf(id), title, severity: severity ?? check.meta.severity, ms, why, fix, refs };
  if ('fault' in verdict) return { ...common, outcome: 'error', fault: verdict.fault };
  if (verdict.outcome === 'pass') return { ...common, outcome: 'pass', evidence: neutralise(verdict.evidence) };
  if (verdict.outcome === 'manual') return { ...common, outcome: 'manual', ask: neutralise(verdict.ask) };
  if (verdict.outcome === 'not-applicable') {
    return { ...common, outcome: 'not-applicable', because: neutralise(verdict.because) };
  }
  if (verdict.outcome === 'unknown') {
    return { ...common, outcome: 'unknown', because: neutralise(verdict.because), hint: neutralise(verdict.hint) };
  }
  if (verdict.outcome === 'blocked') return { ...common, ...missed(verdict.by) };
  const open = verdict.unsettled;
  const unsettled = open === undefined ? {} : { because: neutralise(open.because), hint: neutralise(open.hint) };
  return { ...common, outcome: 'fail', findings: worded(check, verdict.findings, severity), ...unsettled };
}

type Thrown = { readonly fault: ReturnType<typeof faultOf> };

// A check that throws is a mistake in the check: it is shown as an error and never hides the other results.
function evaluate(check: AnyCheck, states: States): Verdict | Thrown {
  const filled = fillBag(check.needs, states);
  if (!filled.ok) return { outcome: 'blocked', by: filled.missing };
  try {
    return check.evaluate(filled.bag);
  } catch (error) {
    return {
      fault: {
        message: neutralise(faultOf(error).message),
        hint: 'this is a mistake in the check itself; please report it',
      },
    };
  }
}

function missed(by: Missing) {
  if (by.state === 'failed') return { outcome: 'error', fault: by.fault } as const;
  return { outcome: 'unavailable', reason: by.reason, hint: by.hint } as const;
}

function worded(check: AnyCheck, found: readonly FindingOf<string>[], severity: Severity | undefined): Finding[] {
  const seen = new Map<string, number>();
  return found.map((finding) => {
    const print = findingFingerprint(check.meta.id, finding.key, finding.at);
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
      at: plainLocation(finding.at),
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

function plainLocation(at: Location): Location {
  const plain = Object.entries(at).map(([name, part]) => [
    name,
    typeof part === 'string' ? neutraliseLine(part) : part,
  ]);
  return Object.fromEntries(plain) as Location;
}
