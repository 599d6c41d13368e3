import { type AlignmentFinding, type AlignmentVerdict, judgeAlignment } from '../../src/analysis/dmarc/alignment.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { mailAlignment } from '../../src/artifacts/mail/alignment.ts';
import { mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { mailDmarc } from '../../src/artifacts/mail/dmarc.ts';
import { mailSenders } from '../../src/artifacts/mail/senders.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Whether what SPF and DKIM prove is the domain that readers see. */
export const alignment = defineCheck({
  meta: {
    id: 'email/alignment',
    title: 'SPF and DKIM of each sender align with the From domain',
    why: 'DMARC counts SPF and DKIM only for the domain in From: mail that passes both for another domain fails, and is quarantined or refused.',
    fix: 'Set up the domain at the sending service (custom return path and DKIM), and use relaxed alignment in the record at _dmarc.<domain>: aspf=r; adkim=r, or leave both tags out.',
    severity: 'high',
    refs: ['https://www.rfc-editor.org/rfc/rfc9989', 'https://support.google.com/a/answer/81126'],
    messages: {
      'spf-strict': '{sender} sends with the return path {host}, which does not align with {domain} under aspf=s.',
      'spf-organization':
        '{sender} sends with the return path {host}, which DMARC’s tree walk puts into another organization than {domain}.',
      'dkim-strict': '{sender} signs for {host}, which does not align with {domain} under adkim=s.',
      neither: '{sender} has neither a return path nor a DKIM key below {domain}: nothing it sends aligns.',
    },
  },
  needs: { alignment: mailAlignment, dmarc: mailDmarc, dkim: mailDkim, senders: optional(mailSenders) },
  evaluate: ({ alignment, dmarc, dkim, senders }) => {
    const known = senders.state === 'ok' ? senders.value : [];
    const judged = alignment.flatMap((one) => {
      const policy = dmarc.find(({ domain }) => domain === one.domain);
      const keys = dkim.find(({ domain }) => domain === one.domain);
      if (policy === undefined || keys === undefined) return [];
      const verdict = judgeAlignment({ alignment: one, dmarc: policy, dkim: keys, senders: known });
      return [{ domain: one.domain, ...verdict }];
    });
    const aligned = judged.flatMap((one) => one.aligned);
    const settledBy = new Set(aligned.map(({ sender }) => sender));
    const found = judged.flatMap(({ domain, findings }) => findings.map((one) => ({ ...one, domain })));
    // A service that is set up for one of several domains need not be set up for all: it is missed once, at the first.
    const findings = found.filter((one) => one.key !== 'neither' || isFirstMiss(one, found, settledBy)).map(toFinding);
    const isSeen = known.length > 0 || aligned.length > 0 || findings.length > 0;
    if (!isSeen && senders.state !== 'ok') return blocked(senders);
    const asked: AlignmentVerdict['questions'] = isSeen
      ? judged.flatMap((one) => one.questions)
      : alignment.flatMap((one) => one.unanswered);
    const questions = asked.filter(({ sender }) => sender === undefined || !settledBy.has(sender));
    if (!isSeen && questions.length === 0)
      return notApplicable('no mail-sending service was found in packages, variables or DNS');
    const seen = aligned.map(({ sender, how }) => `${sender} aligns by ${how}`);
    const settled = pass(seen.length === 0 ? 'no sender is left unaligned' : listOf(seen, 6));
    return failOr(findings, unlessUnanswered(questions, settled, wayOut));
  },
});

const wayOut =
  'send a message and read its DMARC result, then attest the answer; or name the domain and its selectors in launch-ready.json: "email": { "domains": […], "dkimSelectors": […] }';

type Found = AlignmentFinding & { readonly domain: string };

function isFirstMiss(one: Found, found: readonly Found[], settled: ReadonlySet<string>): boolean {
  const first = found.find(({ key, sender }) => key === 'neither' && sender === one.sender);
  return !settled.has(one.sender) && first === one;
}

function toFinding({ domain, key, sender, host, evidence, severity, confidence }: Found) {
  const at = { kind: 'dns', name: key === 'neither' ? domain : host, type: 'TXT' } as const;
  return { key, data: { sender, host, domain }, at, evidence, severity, confidence } as const;
}
