import { type DkimFinding, judgeKeys } from '../../src/analysis/dkim/judge.ts';
import { noneFound, sendersWithoutKey } from '../../src/analysis/dkim/none-found.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { mailSigns, withoutMail } from '../../src/analysis/mail-senders/silence.ts';
import { mailAlignment } from '../../src/artifacts/mail/alignment.ts';
import { type DkimSelector, mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { mailDnsHints } from '../../src/artifacts/mail/dns-hints.ts';
import { mailSenders } from '../../src/artifacts/mail/senders.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { count, listOf } from '../../src/core/text.ts';

/** The keys that receivers verify signatures with. */
export const dkimKeys = defineCheck({
  meta: {
    id: 'email/dkim-keys',
    title: 'Mail is signed with sound DKIM keys',
    why: 'Without a key that receivers accept, mail fails DMARC as soon as it is forwarded, and large providers refuse it.',
    fix: 'Publish the record that the sending service shows for the domain, as CNAME or TXT at <selector>._domainkey.<domain>, with an RSA key of 2048 bits: v=DKIM1; k=rsa; p=<key>. A selector with another name goes into "email": { "dkimSelectors": […] } in launch-ready.json.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc6376#section-3.6.1',
      'https://www.rfc-editor.org/rfc/rfc8301#section-3.2',
      'https://support.google.com/a/answer/81126',
    ],
    messages: {
      short: 'The key at {selector} has {detail} bits: receivers ignore keys under 1024.',
      weak: 'The key at {selector} has {detail} bits: 2048 is what is asked for today.',
      revoked: 'The key at {selector} is revoked (p= is empty).',
      testing: 'The key at {selector} says that it is a test (t=y): receivers treat its mail as unsigned.',
      malformed: 'The record at {selector} is no usable key: {detail}.',
      narrow: 'The key at {selector} cannot verify today’s mail: {detail}.',
      several: '{selector} has {detail} TXT records: which one counts is undefined.',
      dangling: '{selector} is an alias to {detail}, where there is no key.',
      absent: 'The configured selector {selector} has no record.',
      'ed25519-alone': 'The only key, at {selector}, is Ed25519, which many receivers cannot verify yet: {detail}.',
      'none-found': 'No key was found for {domain} at any of the {tried} selectors tried.',
      'none-of-sender': '{sender} sends for the project and has no key at {selectors}.',
      'none-there': '{domain} has no DKIM key: its name servers say that nothing exists below _domainkey.',
    },
  },
  needs: {
    dkim: mailDkim,
    hints: optional(mailDnsHints),
    alignment: optional(mailAlignment),
    senders: optional(mailSenders),
  },
  evaluate: ({ dkim, hints, alignment, senders }) => {
    const signs = mailSigns(dkim, valueIn(alignment));
    // What signs nothing needs no key: those domains are the matter of email/non-sending-domains.
    const quiet = withoutMail(valueIn(hints) ?? [], signs).map(({ domain }) => domain);
    const judged = dkim.filter(({ domain }) => !quiet.includes(domain));
    if (judged.length === 0)
      return notApplicable(`${listOf(quiet)}: published as sending no mail (null MX, v=spf1 -all)`);
    const found = new Set(judged.flatMap(({ selectors }) => selectors.filter(isThere).map(({ selector }) => selector)));
    // A selector that is there for one of several domains need not be there for all.
    const isMissing = ({ key, selector: { selector } }: DkimFinding): boolean =>
      key !== 'absent' || !found.has(selector);
    const paths = valueIn(alignment)?.flatMap(({ returnPaths }) => returnPaths) ?? [];
    const findings = [
      ...judged.flatMap((one) => [...judgeKeys(one).filter(isMissing).map(toFinding), ...noneFound(one)]),
      ...sendersWithoutKey(judged, valueIn(senders) ?? [], paths),
    ];
    const questions = judged.flatMap(({ domain, selectors, unanswered }) => [
      ...(unanswered === undefined ? [] : [{ ...unanswered, name: `_domainkey.${domain}` }]),
      ...selectors.flatMap(({ name, answer }) => (answer.state === 'unanswered' ? [{ ...answer, name }] : [])),
    ]);
    const keys = judged.flatMap(({ selectors }) => selectors.filter(isThere).map(({ name }) => name));
    return failOr(findings, unlessUnanswered(questions, pass(`${count(keys.length, 'key')}: ${listOf(keys)}`)));
  },
});

function isThere({ answer }: DkimSelector): boolean {
  return answer.state === 'found';
}

function toFinding({ key, selector: { name }, detail, evidence, severity }: DkimFinding) {
  return { key, data: { selector: name, detail }, at: { kind: 'dns', name, type: 'TXT' }, evidence, severity } as const;
}
