import { parseDmarcRecord } from '../../src/analysis/dmarc/record.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { isDeclaredSilent, quietBeside } from '../../src/analysis/mail-senders/silence.ts';
import { excerptOf } from '../../src/analysis/tag-list/excerpt.ts';
import { type DomainDmarc, mailDmarc } from '../../src/artifacts/mail/dmarc.ts';
import { mailDnsHints } from '../../src/artifacts/mail/dns-hints.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
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
      refused: '{destination} has not agreed to get reports about {domain}: there is no v=DMARC1 at {name}.',
    },
  },
  needs: { dmarc: mailDmarc, hints: optional(mailDnsHints) },
  evaluate: ({ dmarc: all, hints }) => {
    const known = hints.state === 'ok' ? hints.value : [];
    // Where nothing is sent there is nothing to report: those domains are the matter of email/non-sending-domains.
    const quiet = [...known.filter(isDeclaredSilent), ...quietBeside(known, new Set())].map(({ domain }) => domain);
    const dmarc = all.filter(({ domain }) => !quiet.includes(domain));
    if (dmarc.length === 0)
      return notApplicable(`${listOf(quiet)}: published as sending no mail (null MX, v=spf1 -all)`);
    const findings = dmarc.flatMap(judge);
    const questions = dmarc.flatMap(({ governing, destinations }) => [
      ...(governing.state === 'unanswered' ? [{ name: `_dmarc.${governing.domain}`, why: governing.why }] : []),
      ...destinations.flatMap(({ name, state, why = '' }) => (state === 'unanswered' ? [{ name, why }] : [])),
    ]);
    const seen = dmarc.flatMap(({ destinations }) => destinations.map(({ domain, state }) => `${domain} (${state})`));
    return failOr(findings, unlessUnanswered(questions, pass(`reports go to ${[...new Set(seen)].join(', ')}`)));
  },
});

type Finding = FindingOf<'no-record' | 'no-rua' | 'invalid' | 'refused'>;

function judge({ domain, governing, destinations }: DomainDmarc): readonly Finding[] {
  if (governing.state === 'unanswered') return [];
  if (governing.state !== 'found') {
    const at = { kind: 'dns', name: `_dmarc.${domain}`, type: 'TXT' } as const;
    return [{ key: 'no-record', data: { domain }, at, evidence: `_dmarc.${domain} TXT: ${governing.state}` } as const];
  }
  const at = { kind: 'dns', name: `_dmarc.${governing.domain}`, type: 'TXT' } as const;
  const evidence = excerptOf(governing.text);
  const { rua, ruf } = parseDmarcRecord(governing.text);
  const invalid = [...rua.map((uri) => ({ uri, tag: 'rua' })), ...ruf.map((uri) => ({ uri, tag: 'ruf' }))]
    .filter(({ uri }) => !uri.valid || uri.scheme !== 'mailto')
    .map(({ uri, tag }) => {
      const severity = tag === 'rua' ? 'medium' : 'low';
      return { key: 'invalid', data: { tag, address: excerptOf(uri.text, 80) }, at, evidence, severity } as const;
    });
  const usable = rua.some(({ valid, domain: to }) => valid && to !== undefined);
  const none = rua.length === 0 ? [{ key: 'no-rua', data: { domain }, at, evidence } as const] : [];
  const refused = destinations.flatMap(({ domain: destination, name, state }) => {
    if (state !== 'refused') return [];
    const severity = rua.some((uri) => uri.domain === destination) ? 'medium' : 'low';
    const data = { domain: governing.domain, destination, name };
    return [{ key: 'refused', data, at: { kind: 'dns', name, type: 'TXT' }, evidence, severity } as const];
  });
  return usable ? [...invalid, ...refused] : [...none, ...invalid, ...refused];
}
