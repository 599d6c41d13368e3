import type { Finding, Severity } from '../../src/core/finding.ts';
import { type CheckResult, findingsOf, type Report } from '../../src/core/report.ts';
import { evidenceLimit, neutralise, neutraliseLine } from '../../src/core/text.ts';
import { signed } from '../outline/checklist.ts';
import { attestationOf, failsBare } from '../outline/standing.ts';
import { locationOf, nowhere } from './location.ts';

/** SARIF knows three levels: blocker and high are errors, medium warns, low is a note. */
export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'low') return 'note';
  return severity === 'medium' ? 'warning' : 'error';
}

/** Every finding; a waived one is there with its suppression. A failure without a finding is one result. */
export function resultsOf(report: Report) {
  return report.results.flatMap((result, ruleIndex) => {
    const rule = { ruleId: result.check, ruleIndex };
    const findings = findingsOf(result).map((finding) => ({ ...rule, ...findingResult(finding) }));
    return failsBare(result) ? [...findings, { ...rule, ...bareResult(result) }] : findings;
  });
}

function findingResult(finding: Finding) {
  const [at, ...places] = [finding.at, ...(finding.places ?? [])].map(locationOf);
  const evidence = neutralise(finding.evidence).trim();
  const message = neutraliseLine(finding.message, evidenceLimit);
  return {
    kind: 'fail',
    level: levelOf(finding.severity),
    message: { text: evidence === '' ? message : `${message}\nSeen: ${evidence}` },
    locations: [at],
    ...(places.length === 0 ? {} : { relatedLocations: places.map((place, id) => ({ id, ...place })) }),
    partialFingerprints: { 'launchReadyFinding/v1': finding.fingerprint },
    suppressions: finding.waived === null ? [] : [suppressionOf(finding.waived)],
    properties: { severity: finding.severity, confidence: finding.confidence },
  };
}

function suppressionOf({ reason, by, on, expires }: NonNullable<Finding['waived']>) {
  const until = expires === undefined ? '' : `, until ${expires}`;
  const justification = neutraliseLine(`${reason} (${by}, ${on}${until})`, evidenceLimit);
  return { kind: 'external', status: 'accepted', justification };
}

function bareResult(result: CheckResult) {
  const attested = attestationOf(result);
  const by = attested === undefined ? '' : ` (answered ${attested.answer} by ${signed(attested)})`;
  return {
    kind: 'fail',
    level: levelOf(result.severity),
    message: { text: neutraliseLine(`Not met: ${result.title}${by}`, evidenceLimit) },
    locations: [nowhere(result.check)],
    partialFingerprints: { 'launchReadyCheck/v1': result.check },
    suppressions: [],
    properties: { severity: result.severity },
  };
}
