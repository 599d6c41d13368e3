import type { Finding } from '../core/finding.ts';
import { maskedWithin } from '../core/redact.ts';
import type { CheckResult } from '../core/report.ts';

/** What is told from facts; the rest of a result are words of the check and names that files refer to. */
const told: ReadonlySet<string> = new Set(['evidence', 'because', 'hint', 'ask', 'fault', 'attested']);

/**
 * A result without the secrets that `mask` knows. Fingerprints stay: they are made from the place itself, so that a waiver
 * holds whether or not a value was read.
 */
export function maskedResult(result: CheckResult, mask: (text: string) => string): CheckResult {
  const parts = Object.entries(result).map(([name, part]) => {
    if (name === 'findings') return [name, (part as readonly Finding[]).map((finding) => maskedFinding(finding, mask))];
    return [name, told.has(name) ? maskedWithin(part, mask) : part];
  });
  return Object.fromEntries(parts);
}

function maskedFinding(finding: Finding, mask: (text: string) => string): Finding {
  const { data, message, evidence, at, places, waived } = finding;
  const open = maskedWithin({ data, message, evidence, at, waived }, mask);
  return { ...finding, ...open, ...(places === undefined ? {} : { places: maskedWithin(places, mask) }) };
}
