import type { UnavailableReason } from './fault.ts';
import type { Outcome } from './report.ts';

/** An outcome as a person reads it after a count or in a checklist. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  pass: 'passed',
  fail: 'failed',
  manual: 'to answer',
  unknown: 'unknown',
  unavailable: 'not verified',
  error: 'error',
  'not-applicable': 'not applicable',
  waived: 'accepted',
};

/** Why something could not be read, as the end of a sentence. */
export const reasonWords: Readonly<Record<UnavailableReason, string>> = {
  'no-credential': 'no credential was given',
  denied: 'the credential may not read it',
  expired: 'the credential has expired',
  challenge: 'a bot challenge stood in the way',
  'not-allowed': 'nobody allowed this test',
  offline: 'the network was not reached',
  timeout: 'no answer came in time',
  'rate-limited': 'the provider asked to wait longer than this run could',
  'not-found': 'it was not found there',
  'not-configured': 'it is not configured',
};
