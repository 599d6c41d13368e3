import { judgeReports } from '../../src/analysis/dmarc/reports.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { mailSigns, withoutMail } from '../../src/analysis/mail-senders/silence.ts';
import { mailAlignment } from '../../src/artifacts/mail/alignment.ts';
import { mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { mailDmarc } from '../../src/artifacts/mail/dmarc.ts';
import { mailDnsHints } from '../../src/artifacts/mail/dns-hints.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { listOf } from '../../src/core/text.ts';

/** Who is told about mail that fails. */
export const dmarcReports = defineCheck({
  meta: {
    id: 'email/dmarc-reports',
    title: 'DMARC reports reach somebody',
    why: 'The reports are the only way to see that real mail fails, or that somebody forges the domain, before customers say so.',
    fix: 'Add rua=mailto:<address> to the record at _dmarc.<domain>. For an address at another organization, that one publishes TXT v=DMARC1 at <domain>._report._dmarc.<its domain>.',
    severity: 'medium',
    refs: ['https://www.rfc-editor.org/rfc/rfc9990', 'https://www.rfc-editor.org/rfc/rfc9989'],
    messages: {
      'no-record': '{domain} has no valid DMARC record, so that nobody gets reports.',
      'no-rua': 'The DMARC record of {domain} names no address for reports (rua).',
      invalid: 'The {tag} address {address} is no address that reports can go to.',
      size: 'RFC 9989 has no size limit: new receivers ignore the one after “!” in {address}, older ones still obey it.',
      refused: '{destination} has not agreed to get reports about {domain}: there is no v=DMARC1 at {name}.',
    },
  },
  needs: {
    dmarc: mailDmarc,
    hints: optional(mailDnsHints),
    dkim: optional(mailDkim),
    alignment: optional(mailAlignment),
  },
  evaluate: ({ dmarc: all, hints, dkim, alignment }) => {
    // Where nothing is sent there is nothing to report: those domains are the matter of email/non-sending-domains.
    const signs = mailSigns(valueIn(dkim), valueIn(alignment));
    const quiet = withoutMail(valueIn(hints) ?? [], signs).map(({ domain }) => domain);
    const dmarc = all.filter(({ domain }) => !quiet.includes(domain));
    if (dmarc.length === 0)
      return notApplicable(`${listOf(quiet)}: published as sending no mail (null MX, v=spf1 -all)`);
    const findings = dmarc.flatMap(judgeReports);
    const questions = dmarc.flatMap(({ governing, destinations }) => [
      ...(governing.state === 'unanswered' ? [{ ...governing, name: `_dmarc.${governing.domain}` }] : []),
      ...destinations.flatMap(({ name, state, why = '', kind }) =>
        state === 'unanswered' ? [{ name, why, kind }] : [],
      ),
    ]);
    const seen = dmarc.flatMap(({ destinations }) => destinations.map(({ domain, state }) => `${domain} (${state})`));
    return failOr(findings, unlessUnanswered(questions, pass(`reports go to ${[...new Set(seen)].join(', ')}`)));
  },
});
