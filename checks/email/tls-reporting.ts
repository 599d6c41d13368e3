import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { takesNoMail } from '../../src/analysis/mx/address.ts';
import { excerptOf } from '../../src/analysis/tag-list/excerpt.ts';
import {
  isMeantAsTlsReporting,
  tlsReportingFault,
  tlsReportingRecords,
} from '../../src/analysis/tls-reporting/record.ts';
import { type MailTlsReporting, mailTlsReporting } from '../../src/artifacts/mail/tls-reporting.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Who is told when mail could not be delivered encrypted. */
export const tlsReporting = defineCheck({
  meta: {
    id: 'email/tls-reporting',
    title: 'Failed encryption of mail to the domain is reported',
    why: 'Without reports nobody learns that an expired certificate or a wrong MTA-STS policy keeps mail away.',
    fix: 'Publish one TXT record at _smtp._tls.<domain>: v=TLSRPTv1; rua=mailto:tls-reports@<domain>',
    severity: 'low',
    refs: ['https://www.rfc-editor.org/rfc/rfc8460#section-3'],
    messages: {
      absent: '{domain} has no TLS reporting record.',
      several: '{domain} has {detail} TLS reporting records, which counts as none.',
      malformed: 'The TLS reporting record of {domain} is not usable: {detail}.',
    },
  },
  needs: { reporting: mailTlsReporting },
  evaluate: ({ reporting }) => {
    const judged = reporting.filter(({ txt, mx }) => txt.state !== 'absent' || !takesNoMail(mx));
    if (judged.length === 0)
      return notApplicable(
        `${listOf(reporting.map(({ domain }) => domain))} takes no mail: there is nothing to report`,
      );
    const findings = judged.flatMap(judge);
    const questions = judged.flatMap(({ domain, txt, mx }) => {
      if (txt.state === 'unanswered') return [{ ...txt, name: `_smtp._tls.${domain}` }];
      return txt.state === 'absent' && mx.state === 'unanswered' ? [{ ...mx, name: `${domain} MX` }] : [];
    });
    const shown = judged.flatMap(({ domain, txt }) =>
      txt.state === 'found' ? [`_smtp._tls.${domain} TXT ${excerptOf(txt.texts.join(' | '))}`] : [],
    );
    return failOr(findings, unlessUnanswered(questions, pass(listOf(shown))));
  },
});

type Fact = MailTlsReporting[number];

function judge({ domain, txt, mx }: Fact) {
  if (txt.state === 'unanswered' || (txt.state === 'absent' && mx.state === 'unanswered')) return [];
  const name = `_smtp._tls.${domain}`;
  const texts = txt.state === 'found' ? txt.texts : [];
  const records = tlsReportingRecords(texts);
  const shown = texts.length === 0 ? '(no record)' : excerptOf(texts.join(' | '));
  const say = (key: 'absent' | 'several' | 'malformed', detail: string) =>
    [
      { key, data: { domain, detail }, at: { kind: 'dns', name, type: 'TXT' }, evidence: `${name} TXT ${shown}` },
    ] as const;
  const [record, ...more] = records;
  if (record === undefined)
    return texts.some(isMeantAsTlsReporting)
      ? say('malformed', 'it does not begin with v=TLSRPTv1;')
      : say('absent', '');
  if (more.length > 0) return say('several', String(records.length));
  const fault = tlsReportingFault(record);
  return fault === undefined ? [] : say('malformed', fault);
}
