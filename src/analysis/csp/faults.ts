import type { Severity } from '../../core/finding.ts';
import { type Headers, valuesOf } from '../site-answers/headers.ts';
import { said } from '../site-answers/said.ts';
import { type Weakness, weaknessesOf } from './judge.ts';
import { parsePolicies } from './parse.ts';

/** What a page's policies leave open, with the policies themselves as evidence. `because` names the source at fault. */
export type PolicyFault = {
  readonly key: Weakness | 'missing' | 'report-only' | 'meta-only';
  readonly because: string;
  readonly evidence: string;
  readonly severity: Severity;
};

const mild: ReadonlySet<string> = new Set(['no-object-src', 'no-base-uri', 'meta-only']);

/** Judges the policies of a page's headers, and those that its own `<meta>` elements hold (`written`). */
export function policyFaults(headers: Headers, written: readonly string[]): readonly PolicyFault[] {
  const sent = valuesOf(headers, 'content-security-policy');
  const policies = [...sent, ...written].flatMap(parsePolicies);
  if (policies.length === 0) {
    const [reported] = valuesOf(headers, 'content-security-policy-report-only');
    if (reported === undefined) return [fault('missing', 'no Content-Security-Policy')];
    return [fault('report-only', `Content-Security-Policy-Report-Only: ${said(reported, 300)}`)];
  }
  const evidence = [
    ...sent.map((text) => `Content-Security-Policy: ${said(text, 300)}`),
    ...written.map((text) => `<meta http-equiv="Content-Security-Policy" content="${said(text, 300)}">`),
  ].join('\n');
  const weak = weaknessesOf(policies).map(({ kind, because }) => fault(kind, evidence, because));
  return sent.length === 0 ? [...weak, fault('meta-only', evidence)] : weak;
}

function fault(key: PolicyFault['key'], evidence: string, because = ''): PolicyFault {
  return { key, because, evidence, severity: mild.has(key) ? 'low' : 'medium' };
}
