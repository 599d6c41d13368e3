import type { DomainMtaSts } from '../../artifacts/mail/mta-sts.ts';
import type { Severity } from '../../core/finding.ts';
import { mayBeOwnNetwork } from '../mail-answers/own-network.ts';
import { isNullExchange, takesNoMail } from '../mx/address.ts';
import { excerptOf } from '../tag-list/excerpt.ts';
import { isCoveredByMtaSts, mtaStsPolicyFault } from './policy.ts';
import { isMeantAsMtaSts, mtaStsRecordFault, mtaStsRecords } from './record.ts';

/** What can be wrong with MTA-STS. */
export type MtaStsFault =
  | 'absent'
  | 'record'
  | 'several'
  | 'orphan-record'
  | 'orphan-policy'
  | 'policy'
  | 'uncovered'
  | 'testing'
  | 'off'
  | 'brief';

/** One fault; `place` tells whether it is in the record or in the policy. */
export type MtaStsFinding = {
  readonly key: MtaStsFault;
  readonly place: 'record' | 'policy';
  readonly detail: string;
  readonly evidence: string;
  readonly severity: Severity;
};

/** How a domain stands: faults, what could not be learnt, or that nobody sends mail to it. */
export type MtaStsVerdict =
  | { readonly state: 'judged'; readonly findings: readonly MtaStsFinding[]; readonly open?: OpenPart }
  | { readonly state: 'no-mail' };

/** What was not learnt; `kind` as in `OpenQuestion`. */
type OpenPart = { readonly why: string; readonly kind: string };

// Below a day the policy is forgotten between two messages; RFC 8461 section 3.2 speaks of weeks.
const briefSeconds = 86_400;

/** Judges the record, the policy and what it covers. https://www.rfc-editor.org/rfc/rfc8461 */
export function judgeMtaSts({ domain, txt, fetched, mx }: DomainMtaSts): MtaStsVerdict {
  const policy = fetched.state === 'answered' && fetched.status === 200 ? fetched.policy : undefined;
  if (txt.state === 'unanswered') return { state: 'judged', findings: [], open: txt };
  const texts = txt.state === 'found' ? txt.texts : [];
  const [record, ...more] = mtaStsRecords(texts);
  const shown = `_mta-sts.${domain} TXT ${texts.length === 0 ? '(no record)' : texts.map((text) => excerptOf(text, 120)).join(' | ')}`;
  if (record === undefined) {
    const meant = texts.find(isMeantAsMtaSts);
    if (meant !== undefined) return judged(inRecord('record', 'it does not begin with v=STSv1;', shown));
    if (policy !== undefined) return judged(inRecord('orphan-policy', '', `${shown}; ${fetched.url} holds a policy`));
    if (takesNoMail(mx)) return { state: 'no-mail' };
    if (mx.state === 'unanswered') return { state: 'judged', findings: [], open: mx };
    return judged(inRecord('absent', '', shown));
  }
  if (more.length > 0) return judged(inRecord('several', String(more.length + 1), shown));
  const fault = mtaStsRecordFault(record);
  const first = fault === undefined ? [] : [inRecord('record', fault, shown)];
  const unreachable = whyUnread(fetched);
  if (unreachable !== undefined) {
    if (fetched.state === 'failed' && mayBeOwnNetwork(fetched.why))
      return { state: 'judged', findings: first, open: { why: `${fetched.url}: ${unreachable}`, kind: fetched.why } };
    return judged(...first, inPolicy('orphan-record', unreachable, `${shown}; ${fetched.url}: ${unreachable}`));
  }
  if (policy === undefined) return judged(...first, inPolicy('policy', 'it is no policy', shown));
  return withPolicy(first, policy, fetched, mx);
}

function withPolicy(
  first: readonly MtaStsFinding[],
  policy: NonNullable<Extract<DomainMtaSts['fetched'], { state: 'answered' }>['policy']>,
  fetched: DomainMtaSts['fetched'],
  mx: DomainMtaSts['mx'],
): MtaStsVerdict {
  const text = fetched.state === 'answered' ? fetched.excerpt : '';
  const type = fetched.state === 'answered' ? (fetched.contentType ?? 'none') : 'none';
  const fault = mtaStsPolicyFault(policy);
  if (fault !== undefined) return judged(...first, inPolicy('policy', fault, text));
  const isPlain = /^text\/plain(?:[\s;]|$)/i.test(type);
  const typed = isPlain ? [] : [inPolicy('policy', 'its content type is not text/plain', `content-type: ${type}`)];
  if (fetched.state === 'answered' && fetched.truncated) typed.push(inPolicy('policy', 'it is over 64 KiB', text));
  if (policy.mode === 'none') return judged(...first, ...typed, inPolicy('off', '', text));
  const brief = Number(policy.maxAge) < briefSeconds ? [inPolicy('brief', policy.maxAge ?? '', text)] : [];
  const testing = policy.mode === 'testing' ? [inPolicy('testing', '', text)] : [];
  if (mx.state === 'unanswered')
    return { state: 'judged', findings: [...first, ...typed, ...brief, ...testing], open: mx };
  const hosts = mx.state === 'found' ? mx.exchanges.map(({ exchange }) => exchange) : [];
  const uncovered = hosts.filter((host) => !isNullExchange(host) && !isCoveredByMtaSts(host, policy.mx));
  // In testing mode nothing is refused: the hosts are only reported.
  const weight = policy.mode === 'enforce' ? 'medium' : 'low';
  const missed = uncovered.map((host) =>
    inPolicy('uncovered', host, `MX ${host}; mode: ${policy.mode}; mx: ${policy.mx.slice(0, 5).join(', ')}`, weight),
  );
  return judged(...first, ...typed, ...missed, ...testing, ...brief);
}

// RFC 8461 section 3.3: 200 alone counts, redirects are not followed, and the certificate is verified.
function whyUnread(fetched: DomainMtaSts['fetched']): string | undefined {
  if (fetched.state === 'failed') return fetched.detail === '' ? fetched.why : `${fetched.why}, ${fetched.detail}`;
  if (fetched.status === 200) return undefined;
  const to = fetched.location === undefined ? '' : ` to ${fetched.location}`;
  return `status ${fetched.status}${to}`;
}

function judged(...findings: readonly MtaStsFinding[]): MtaStsVerdict {
  return { state: 'judged', findings };
}

function inRecord(key: MtaStsFault, detail: string, evidence: string): MtaStsFinding {
  return { key, place: 'record', detail, evidence, severity: severityOf(key) };
}

function inPolicy(key: MtaStsFault, detail: string, evidence: string, severity = severityOf(key)): MtaStsFinding {
  return { key, place: 'policy', detail, evidence, severity };
}

// What protects nobody yet is low; what promises protection and breaks it is medium.
function severityOf(key: MtaStsFault): Severity {
  return ['absent', 'testing', 'off', 'brief'].includes(key) ? 'low' : 'medium';
}
