import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { showsMail } from '../../src/analysis/mail-senders/silence.ts';
import { exchangeFault } from '../../src/analysis/mx/judge.ts';
import { mailDnsHints } from '../../src/artifacts/mail/dns-hints.ts';
import { type MailExchange, mailMx } from '../../src/artifacts/mail/mx.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
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
      none: '{domain} sends mail but has no MX record: replies and bounces have no mail server.',
    },
  },
  needs: { mx: mailMx, hints: optional(mailDnsHints) },
  evaluate: ({ mx, hints }) => {
    const known = hints.state === 'ok' ? hints.value : [];
    const findings = mx.flatMap(({ domain, mx: answer }): readonly Finding[] => {
      const at = { kind: 'dns', name: domain, type: 'MX' } as const;
      if (answer.state === 'unanswered') return [];
      if (answer.state === 'absent') {
        const sends = known.some((one) => one.domain === domain && showsMail(one) === true);
        return sends ? [{ key: 'none', data: { domain }, at, evidence: `${domain} MX: no record` } as const] : [];
      }
      const shown = answer.exchanges
        .map(({ preference, host }) => `${preference} ${host === '' ? '.' : host}`)
        .join(', ');
      const isMixed = answer.exchanges.length > 1 && answer.exchanges.some(({ leads }) => leads.state === 'null');
      const mixed = isMixed
        ? [{ key: 'null-beside', data: { domain }, at, evidence: `${domain} MX ${shown}` } as const]
        : [];
      return [...mixed, ...answer.exchanges.flatMap((one) => judge(domain, one))];
    });
    const questions = mx.flatMap(({ domain, mx: answer }) => {
      if (answer.state === 'unanswered') return [{ name: `${domain} MX`, why: answer.why }];
      const exchanges = answer.state === 'found' ? answer.exchanges : [];
      return exchanges.flatMap(({ host, leads }) =>
        leads.state === 'unanswered' ? [{ name: host, why: leads.why }] : [],
      );
    });
    const seen = mx.map(({ domain, mx: answer }) => {
      const hosts = answer.state === 'found' ? answer.exchanges.map(({ host }) => (host === '' ? '.' : host)) : [];
      return `${domain} MX ${hosts.length === 0 ? '(none; nothing shows that it takes part in mail)' : hosts.join(', ')}`;
    });
    return failOr(findings, unlessUnanswered(questions, pass(listOf(seen))));
  },
});

type Finding = FindingOf<'alias' | 'literal' | 'nowhere' | 'internal' | 'null-beside' | 'none'>;

function judge(domain: string, exchange: MailExchange): readonly Finding[] {
  const { preference, host } = exchange;
  const fault = exchangeFault(exchange);
  if (fault === undefined) return [];
  const at = { kind: 'dns', name: domain, type: 'MX' } as const;
  const data = { domain, host, detail: fault.detail };
  return [{ key: fault.key, data, at, evidence: `${domain} MX ${preference} ${host}` }];
}
