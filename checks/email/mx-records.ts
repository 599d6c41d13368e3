import { type OpenQuestion, unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { sendingOf } from '../../src/analysis/mail-senders/sending.ts';
import { mailSigns } from '../../src/analysis/mail-senders/silence.ts';
import { judgeMx, type MxFault } from '../../src/analysis/mx/judge.ts';
import { mailAlignment } from '../../src/artifacts/mail/alignment.ts';
import { mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { mailDnsHints } from '../../src/artifacts/mail/dns-hints.ts';
import { mailMx } from '../../src/artifacts/mail/mx.ts';
import { mailSenders } from '../../src/artifacts/mail/senders.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass } from '../../src/core/check.ts';
import { definedOnly } from '../../src/core/defined.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { listOf } from '../../src/core/text.ts';

/** Where answers to the product's mail go. */
export const mxRecords = defineCheck({
  meta: {
    id: 'email/mx-records',
    title: 'MX records lead to mail servers',
    why: 'A broken MX loses replies and bounces, and receivers distrust senders that cannot be answered.',
    fix: 'Let each MX of the domain name a host that has A or AAAA records of its own: <domain> MX 10 <mail host>. A domain that takes no mail has the null MX alone: <domain> MX 0 .',
    severity: 'medium',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc5321#section-5.1',
      'https://www.rfc-editor.org/rfc/rfc2181#section-10.3',
      'https://www.rfc-editor.org/rfc/rfc7505',
    ],
    messages: {
      alias: 'The MX target {host} is an alias (CNAME to {detail}), which RFC 2181 forbids.',
      literal: 'The MX target {host} is an address: a host name must stand there.',
      nowhere: 'The MX target {host} leads nowhere: {detail}.',
      internal: 'The MX target {host} has an address that the world cannot reach: {detail}.',
      'null-beside': 'The null MX of {domain} stands beside other MX records.',
      'null-sending':
        '{domain} sends mail and says by its null MX that it takes none: receivers refuse mail that cannot be answered.',
      'null-preference': 'The null MX of {domain} has another preference than 0, which RFC 7505 asks for.',
      none: '{domain} sends mail but has no MX record: replies and bounces have no mail server.',
    },
  },
  needs: {
    mx: mailMx,
    hints: optional(mailDnsHints),
    dkim: optional(mailDkim),
    alignment: optional(mailAlignment),
    senders: optional(mailSenders),
  },
  evaluate: ({ mx, hints, dkim, alignment, senders }) => {
    if (hints.state !== 'ok' && mx.every((one) => one.mx.state === 'unanswered')) return blocked(hints);
    const signs = mailSigns(valueIn(dkim), valueIn(alignment));
    const known = valueIn(senders) ?? [];
    const judged = mx.map((fact) => ({
      ...fact,
      sending: sendingOf(fact.domain, valueIn(hints) ?? [], signs, known),
    }));
    const findings = judged.flatMap(({ sending, ...fact }) =>
      judgeMx(fact, sending).map((one) => toFinding(fact.domain, one)),
    );
    const questions = judged.flatMap(({ domain, mx: answer, sending }): readonly OpenQuestion[] => {
      if (answer.state === 'unanswered') return [{ ...answer, name: `${domain} MX` }];
      const exchanges = answer.state === 'found' ? answer.exchanges : [];
      const takesNone = exchanges.every(({ leads }) => leads.state === 'null');
      // Without mail servers everything hangs on whether the domain sends.
      if (takesNone && sending.state === 'untold') return [{ ...sending, name: domain }];
      return exchanges.flatMap(({ host, leads }) => (leads.state === 'unanswered' ? [{ ...leads, name: host }] : []));
    });
    const seen = mx.map(({ domain, mx: answer }) => {
      const hosts = answer.state === 'found' ? answer.exchanges.map(({ host }) => (host === '' ? '.' : host)) : [];
      return `${domain} MX ${hosts.length === 0 ? '(none; nothing shows that it takes part in mail)' : hosts.join(', ')}`;
    });
    return failOr(findings, unlessUnanswered(questions, pass(listOf(seen))));
  },
});

function toFinding(domain: string, { key, host, detail, evidence, severity, confidence }: MxFault) {
  const at = { kind: 'dns', name: domain, type: 'MX' } as const;
  return definedOnly({ key, data: { domain, host, detail }, at, evidence, severity, confidence });
}
