import type { MailDkim } from '../../artifacts/mail/dkim.ts';
import type { MailMtaSts } from '../../artifacts/mail/mta-sts.ts';
import type { MailMx } from '../../artifacts/mail/mx.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { MailTlsReporting } from '../../artifacts/mail/tls-reporting.ts';
import { withoutMiddle } from '../../core/text.ts';
import { isSoundKey, judgeKeys } from '../dkim/judge.ts';
import { mtaStsRecordFault, mtaStsRecords } from '../mta-sts/record.ts';
import { exchangeFault } from '../mx/judge.ts';
import { tlsReportingFault, tlsReportingRecords } from '../tls-reporting/record.ts';
import { longestShown, type RecordRow } from './record-row.ts';

/** Every DKIM key that was found, and the services in use whose keys were not. */
export function dkimRows(dkim: MailDkim, senders: readonly MailSender[]): readonly RecordRow[] {
  return dkim.flatMap((fact): readonly RecordRow[] => {
    const { domain, selectors, below } = fact;
    const faulty = new Set(judgeKeys(fact).map(({ selector }) => selector));
    const found = selectors.filter(({ answer }) => answer.state === 'found');
    const rows = found.map((one): RecordRow => {
      const { chain, texts } = one.answer.state === 'found' ? one.answer : { chain: [], texts: [] };
      const title = senders.find(({ id }) => id === one.provider)?.title;
      return {
        name: one.name,
        type: chain.length > 0 ? 'CNAME' : 'TXT',
        purpose: title === undefined ? 'DKIM' : `DKIM of ${title}`,
        published: withoutMiddle(chain[0] ?? texts.join(' | '), 160),
        state: isSoundKey(one) && !faulty.has(one) ? 'right' : 'to change',
      };
    });
    if (rows.length > 0) return rows;
    const state = below === 'none' ? 'missing' : 'unknown';
    return [{ name: `<selector>._domainkey.${domain}`, type: 'TXT', purpose: 'DKIM', published: undefined, state }];
  });
}

/** Where mail for each domain goes. */
export function exchangeRows(mx: MailMx): readonly RecordRow[] {
  return mx.flatMap(({ domain, mx: answer }): readonly RecordRow[] => {
    const row = { name: domain, type: 'MX', purpose: 'incoming mail' };
    if (answer.state === 'unanswered') return [{ ...row, published: undefined, state: 'unknown' }];
    if (answer.state === 'absent') return [{ ...row, published: undefined, state: 'missing' }];
    const isMixed = answer.exchanges.length > 1 && answer.exchanges.some(({ leads }) => leads.state === 'null');
    return answer.exchanges.map((exchange) => {
      const { preference, host, leads } = exchange;
      const isWrong = exchangeFault(exchange) !== undefined || (isMixed && leads.state === 'null');
      const state = leads.state === 'unanswered' ? 'unknown' : isWrong ? 'to change' : 'right';
      return { ...row, published: `${preference} ${host === '' ? '.' : host}`, state };
    });
  });
}

/** MTA-STS and TLS reporting, which few domains have and which are short enough to paste. */
export function transportRows(mtaSts: MailMtaSts, reporting: MailTlsReporting): readonly RecordRow[] {
  const strict = mtaSts.map(({ domain, txt }) => {
    const row = { name: `_mta-sts.${domain}`, type: 'TXT', purpose: 'MTA-STS' };
    // Its id changes with the policy file, so there is nothing that would be right to paste without one.
    return textRow(row, txt, mtaStsRecords, mtaStsRecordFault);
  });
  const reports = reporting.map(({ domain, txt }) => {
    const row = { name: `_smtp._tls.${domain}`, type: 'TXT', purpose: 'TLS reporting' };
    const paste = `v=TLSRPTv1; rua=mailto:tls-reports@${domain}`;
    return textRow(row, txt, tlsReportingRecords, tlsReportingFault, paste);
  });
  return [...strict, ...reports];
}

function textRow(
  row: Pick<RecordRow, 'name' | 'type' | 'purpose'>,
  txt: MailTlsReporting[number]['txt'],
  records: (texts: readonly string[]) => readonly string[],
  faultOf: (text: string) => string | undefined,
  paste?: string,
): RecordRow {
  if (txt.state === 'unanswered') return { ...row, published: undefined, state: 'unknown' };
  const texts = txt.state === 'found' ? txt.texts : [];
  const [record, ...more] = records(texts);
  const published = texts.length === 0 ? undefined : withoutMiddle(texts.join(' | '), longestShown);
  if (record === undefined) return { ...row, published, state: texts.length === 0 ? 'missing' : 'to change', paste };
  const isRight = more.length === 0 && faultOf(record) === undefined;
  return { ...row, published, state: isRight ? 'right' : 'to change', paste: isRight ? undefined : paste };
}
