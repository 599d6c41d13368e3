import { type OpenQuestion, unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import {
  describeSilent,
  isQuiet,
  type MailSigns,
  mailSigns,
  missingSilence,
  showsMail,
  withoutMail,
} from '../../src/analysis/mail-senders/silence.ts';
import { excerptOf } from '../../src/analysis/tag-list/excerpt.ts';
import { mailAlignment } from '../../src/artifacts/mail/alignment.ts';
import { mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { type DomainHints, mailDnsHints } from '../../src/artifacts/mail/dns-hints.ts';
import { mailSenders } from '../../src/artifacts/mail/senders.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { listOf } from '../../src/core/text.ts';

/** Whether domains without mail say so, before somebody sends in their name. */
export const nonSendingDomains = defineCheck({
  meta: {
    id: 'email/non-sending-domains',
    title: 'Domains that send no mail say so',
    why: 'A domain without mail records is the easiest to forge: nothing tells receivers that all of its mail is false.',
    fix: 'Publish all three for the domain: MX 0 . (null MX), TXT v=spf1 -all, and TXT v=DMARC1; p=reject at _dmarc.<domain>. A domain that does send goes into "email": { "domains": […] } in launch-ready.json.',
    severity: 'medium',
    refs: ['https://www.rfc-editor.org/rfc/rfc7505', 'https://www.rfc-editor.org/rfc/rfc7208#section-10.1.2'],
    messages: {
      open: '{domain} shows no sign of mail, and leaves others free to send in its name. Missing: {missing}',
    },
  },
  needs: {
    hints: mailDnsHints,
    senders: optional(mailSenders),
    dkim: optional(mailDkim),
    alignment: optional(mailAlignment),
  },
  evaluate: ({ hints, senders, dkim, alignment }) => {
    const signs = mailSigns(valueIn(dkim), valueIn(alignment));
    const certain = withoutMail(hints, signs);
    const asked = hints.filter((one) => one.mail !== 'configuration' && !certain.includes(one));
    if (certain.length + asked.length === 0)
      return notApplicable('every domain of production is configured as a mail domain');
    const rest = asked.filter((one) => isQuiet(one, signs));
    // What sends may send from here: only a repository that was read and shows nothing tells otherwise.
    const quiet = senders.state === 'ok' && senders.value.length === 0 ? [...certain, ...rest] : certain;
    const unread = senders.state === 'ok' ? [] : rest.filter((one) => missingSilence(one).length > 0);
    const questions = [
      ...asked.flatMap((one) => unasked(one, signs)),
      ...unread.map(({ domain }) => ({ name: domain, why: 'whether code sends from it is not known' })),
      ...quiet.flatMap(({ dmarc }) =>
        dmarc.state === 'unanswered' ? [{ ...dmarc, name: `_dmarc.${dmarc.domain}` }] : [],
      ),
    ];
    const findings = quiet.filter((one) => missingSilence(one).length > 0).map(toFinding);
    const silent = quiet.map(({ domain }) => `${domain} (null MX, v=spf1 -all, p=reject)`);
    const words = silent.length === 0 ? 'each domain sends, or may send for the project' : `silent: ${listOf(silent)}`;
    return failOr(findings, unlessUnanswered(questions, pass(words)));
  },
});

function unasked(one: DomainHints, signs: MailSigns): readonly OpenQuestion[] {
  if (showsMail(one) === true || signs(one) === true) return [];
  const trouble = [one.mx, one.spf].find(({ state }) => state === 'unanswered');
  if (trouble?.state === 'unanswered') return [{ ...trouble, name: one.domain }];
  const isOpen = signs(one) === undefined;
  return isOpen ? [{ name: one.domain, why: 'not every DKIM key and return path could be asked for' }] : [];
}

function toFinding(hints: DomainHints) {
  const { domain, mx, spf, dmarc } = hints;
  const missing = missingSilence(hints).map(describeSilent).join('; ');
  const policy = dmarc.state === 'found' ? excerptOf(dmarc.text, 120) : dmarc.state;
  const record = spf.state === 'found' ? excerptOf(spf.texts.join(' | '), 160) : spf.state;
  const decided = 'taken as not sending: no mail server, no SPF that lets anybody send, no return path or key found';
  const evidence = `MX: ${mx.state === 'found' ? 'null' : mx.state}; SPF: ${record}; DMARC: ${policy}; ${decided}`;
  return { key: 'open', data: { domain, missing }, at: { kind: 'dns', name: domain, type: 'TXT' }, evidence } as const;
}
