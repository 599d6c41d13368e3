import type { Location } from './location.ts';

/** How bad it is, worst first. */
export const severities = ['blocker', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** How sure the check is. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** The values a message is filled with. They are public: a secret's value never stands here. */
export type FindingData = Readonly<Record<string, string | number | boolean>>;

/** A finding as a check states it. `key` picks the wording; `places` lists further locations beside `at`. */
export type FindingOf<Key extends string> = {
  readonly key: Key;
  readonly data: FindingData;
  readonly at: Location;
  readonly evidence: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly places?: readonly Location[];
};

/** A person's decision to live with a finding. Dates are ISO, `YYYY-MM-DD`. */
export type Waiver = { readonly reason: string; readonly by: string; readonly on: string; readonly expires?: string };

/** A finding as the report holds it: worded, fingerprinted and neutralised. */
export type Finding = {
  readonly fingerprint: string;
  readonly key: string;
  readonly data: FindingData;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly evidence: string;
  readonly at: Location;
  readonly places?: readonly Location[];
  readonly waived: Waiver | null;
};

/** Orders severities, worst first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** Whether `severity` is `limit` or worse. */
export function atLeast(severity: Severity, limit: Severity): boolean {
  return compareSeverity(severity, limit) <= 0;
}
