import type { MailAlignment } from '../../artifacts/mail/alignment.ts';
import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import type { MailDkim } from '../../artifacts/mail/dkim.ts';
import type { DomainDmarc, MailDmarc } from '../../artifacts/mail/dmarc.ts';
import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { MailTlsReporting } from '../../artifacts/mail/tls-reporting.ts';
import { repairedDmarc } from '../dmarc/repair.ts';
import { isDeclaredSilent, quietBeside } from '../mail-senders/silence.ts';
import { isNullExchange } from '../mx/address.ts';
import { excerptOf } from '../tag-list/excerpt.ts';
import { tlsReportingFault, tlsReportingRecords } from '../tls-reporting/record.ts';

/** A record as it is and as it should be. `paste` is absent where it may stay as it is, `published` where there is none. */
export type MailRecord = {
  readonly name: string;
  readonly type: 'MX' | 'TXT';
  /** What it is for: the standard, or the service by its name. */
  readonly purpose: string;
  readonly published?: string;
  readonly paste?: string;
};

/** The facts behind the rows; what was not gathered is an empty list. */
export type MailRecordFacts = {
  readonly hints: readonly DomainHints[];
  readonly dmarc: MailDmarc;
  readonly dkim: MailDkim;
  readonly alignment: MailAlignment;
  readonly reporting: MailTlsReporting;
  readonly senders: readonly MailSender[];
};

/** The mail records of every domain, in the order of the domains. What was not answered is left out: nobody knows it. */
export function mailRecords(facts: MailRecordFacts): readonly MailRecord[] {
  const keyed = new Set(facts.dkim.filter(({ selectors }) => selectors.length > 0).map(({ domain }) => domain));
  const quiet = [...facts.hints.filter(isDeclaredSilent), ...quietBeside(facts.hints, keyed)];
  return facts.hints.flatMap((hints) =>
    quiet.includes(hints) ? silentRecords(hints, facts) : sendingRecords(hints, facts),
  );
}

function silentRecords(hints: DomainHints, { dmarc }: MailRecordFacts): readonly MailRecord[] {
  const { domain, mx } = hints;
  const isSilent = isDeclaredSilent(hints);
  const record = dmarc.find((one) => one.domain === domain);
  return [
    ...mxRecord(hints, mx.state === 'absent' ? '0 .' : undefined),
    ...spfRecord(hints, isSilent ? undefined : 'v=spf1 -all'),
    ...(record === undefined ? [] : dmarcRecord(record, 'v=DMARC1; p=reject')),
  ];
}

function sendingRecords(hints: DomainHints, facts: MailRecordFacts): readonly MailRecord[] {
  const { domain, providers } = hints;
  const dmarc = facts.dmarc.find((one) => one.domain === domain);
  const dkim = facts.dkim.find((one) => one.domain === domain);
  const reporting = facts.reporting.find((one) => one.domain === domain);
  const known = facts.alignment.find((one) => one.domain === domain);
  const includes = providers.length === 0 ? 'v=spf1 ~all' : undefined;
  const keys = dkim?.selectors.flatMap(({ name, answer, provider = 'DKIM' }): readonly MailRecord[] =>
    answer.state === 'found'
      ? [{ name, type: 'TXT', purpose: provider, published: excerptOf(answer.texts.join(' | '), 120) }]
      : [],
  );
  return [
    ...mxRecord(hints, undefined),
    ...spfRecord(hints, hints.spf.state === 'absent' ? includes : undefined),
    ...(dmarc === undefined ? [] : dmarcRecord(dmarc, `v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`)),
    ...(keys ?? []),
    ...(known === undefined ? [] : facts.senders.flatMap((sender) => returnPath(sender, known))),
    ...(reporting === undefined ? [] : reportingRecord(reporting)),
  ];
}

function mxRecord({ domain, mx }: DomainHints, paste: string | undefined): readonly MailRecord[] {
  if (mx.state === 'unanswered' || (mx.state === 'absent' && paste === undefined)) return [];
  const exchanges = mx.state === 'found' ? mx.exchanges : [];
  const shown = exchanges.map((one) => `${one.preference} ${isNullExchange(one.exchange) ? '.' : one.exchange}`);
  return [record(domain, 'MX', 'MX', shown.join(', '), paste)];
}

function spfRecord({ domain, spf }: DomainHints, paste: string | undefined): readonly MailRecord[] {
  if (spf.state === 'unanswered' || (spf.state === 'absent' && paste === undefined)) return [];
  return [record(domain, 'TXT', 'SPF', textOf(spf), paste)];
}

function dmarcRecord({ domain, governing }: DomainDmarc, fresh: string): readonly MailRecord[] {
  if (governing.state === 'unanswered') return [];
  const name = `_dmarc.${governing.state === 'found' ? governing.domain : domain}`;
  if (governing.state !== 'found') {
    const published = governing.state === 'several' ? governing.texts.join(' | ') : '';
    return [record(name, 'TXT', 'DMARC', excerptOf(published), fresh)];
  }
  return [record(name, 'TXT', 'DMARC', excerptOf(governing.text), repairedDmarc(governing.text, fresh))];
}

// Only a service whose return path is a TXT record of known text can be pasted; the others show theirs on their page.
function returnPath(sender: MailSender, { domain, returnPaths }: MailAlignment[number]): readonly MailRecord[] {
  const [label] = sender.returnPaths;
  const [include] = sender.spfIncludes;
  if (label === undefined || include === undefined) return [];
  const hosts = sender.returnPaths.map((one) => `${one}.${domain}`);
  if (returnPaths.some(({ host, providers }) => hosts.includes(host) && providers.includes(sender.id))) return [];
  return [
    record(`${label}.${domain}`, 'TXT', `${sender.title} (${sender.page})`, '', `v=spf1 include:${include} ~all`),
  ];
}

function reportingRecord({ domain, txt, mx }: MailTlsReporting[number]): readonly MailRecord[] {
  if (txt.state === 'unanswered' || (txt.state === 'absent' && mx.state !== 'found')) return [];
  const [text, ...more] = tlsReportingRecords(txt.state === 'found' ? txt.texts : []);
  const isSound = text !== undefined && more.length === 0 && tlsReportingFault(text) === undefined;
  const paste = isSound ? undefined : `v=TLSRPTv1; rua=mailto:tls-reports@${domain}`;
  return [record(`_smtp._tls.${domain}`, 'TXT', 'TLS reporting', textOf(txt), paste)];
}

function textOf(answer: AskedTexts): string {
  return answer.state === 'found' ? excerptOf(answer.texts.join(' | ')) : '';
}

function record(
  name: string,
  type: MailRecord['type'],
  purpose: string,
  published: string,
  paste: string | undefined,
): MailRecord {
  const own = { name, type, purpose };
  const shown = published === '' ? own : { ...own, published };
  return paste === undefined || paste === published ? shown : { ...shown, paste };
}
