import { type DmarcFinding, describeWalk, judgePolicy } from '../../src/analysis/dmarc/judge.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { type DomainDmarc, mailDmarc } from '../../src/artifacts/mail/dmarc.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';

/** What receivers are told to do with forged mail. */
export const dmarcPolicy = defineCheck({
  meta: {
    id: 'email/dmarc-policy',
    title: 'DMARC tells receivers to refuse forged mail',
    why: 'Without an enforced policy anybody can send mail in the product’s name, and large providers refuse bulk mail that has no DMARC record at all.',
    fix: 'Publish one TXT record at _dmarc.<domain>: v=DMARC1; p=quarantine; rua=mailto:dmarc@<domain>. Go on to p=reject when the reports show that all real senders align.',
    severity: 'high',
    refs: ['https://www.rfc-editor.org/rfc/rfc9989', 'https://support.google.com/a/answer/81126'],
    messages: {
      none: '{domain} has no DMARC record, and no domain above it has one.',
      malformed:
        'The text at {name} is not taken as a DMARC record, because it does not begin with v=DMARC1 and a semicolon: {detail}',
      several: '{name} has {detail} DMARC records, which receivers discard all.',
      'no-policy':
        'The record at {name} asks for nothing: its p, sp or np is missing or invalid, and it has no valid rua.',
      monitoring: 'The policy of {domain} is none ({detail}): forged mail is delivered.',
      assumed: 'Receivers take the record at {name} as p=none, because its p, sp or np is missing or invalid.',
      testing: 'The policy of {domain} is a test (t=y), which lowers it from {detail}.',
      subdomains: 'Names below {domain} are left open to forgery by {detail}.',
      suffix: '{name} says psd=y, which is for public suffixes: each name below it becomes an organization of its own.',
      removed: 'RFC 9989 has no {detail}: new receivers ignore it, older ones still obey it.',
      damaged: 'Receivers ignore “{detail}” in the record at {name}.',
    },
  },
  needs: { dmarc: mailDmarc },
  evaluate: ({ dmarc }) => {
    const findings = dmarc.flatMap((fact) => judgePolicy(fact).map((one) => toFinding(fact, one)));
    const questions = dmarc.flatMap(({ governing }) =>
      governing.state === 'unanswered' ? [{ ...governing, name: `_dmarc.${governing.domain}` }] : [],
    );
    return failOr(findings, unlessUnanswered(questions, pass(dmarc.map(describeWalk).join('; '))));
  },
});

function toFinding(fact: DomainDmarc, { key, name, detail, severity }: DmarcFinding) {
  const data = { domain: fact.domain, name, detail };
  return {
    key,
    data,
    at: { kind: 'dns', name, type: 'TXT' },
    evidence: describeWalk(fact),
    severity,
  } as const;
}
