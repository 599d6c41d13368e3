import { bestAuthorisation } from '../../src/analysis/spf/authorisation.ts';
import { withIncludes } from '../../src/analysis/spf/repair.ts';
import { shorten } from '../../src/analysis/spf/shorten.ts';
import { mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { type MailSender, mailSenders } from '../../src/artifacts/mail/senders.ts';
import { type MailSpf, mailSpf } from '../../src/artifacts/mail/spf.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, notApplicable, pass, unknown } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Whoever sends for the project may. */
export const spfSenders = defineCheck({
  meta: {
    id: 'email/spf-senders',
    title: 'Every service that sends mail is authorised by SPF',
    why: 'Receivers ask the domain of the return path who may send for it: mail from a service that is not named there fails SPF, and lands in spam or nowhere.',
    fix: 'Add the include of the service to the SPF record as the evidence gives it, or set up the return-path name at the service and publish the records that it shows.',
    severity: 'high',
    refs: ['https://www.rfc-editor.org/rfc/rfc7208#section-5.2', 'https://support.google.com/a/answer/81126'],
    messages: {
      missing: '{title} sends for the project ({seen}) and the SPF of {name} does not authorise it.',
      broken: '{title} is named in the SPF of {name}, which receivers cannot use as it stands.',
    },
  },
  needs: { spf: mailSpf, senders: mailSenders, dkim: optional(mailDkim) },
  evaluate: ({ spf, senders, dkim }) => {
    const keys = dkim.state === 'ok' ? dkim.value : [];
    if (senders.length === 0) return notApplicable('no mail-sending service was found in packages, variables or DNS');
    const judged = senders.filter(({ spfIncludes }) => spfIncludes.length > 0);
    if (judged.length === 0)
      return notApplicable(`${listOf(senders.map(({ title }) => title))}: authorised by DKIM and CNAME, without SPF`);
    const told = judged.flatMap((sender) => bestAuthorisation(sender, spf, keys));
    const findings = told.flatMap(({ sender, entry, answer }) => {
      if (answer.state !== 'no' && answer.state !== 'broken') return [];
      const name = answer.state === 'broken' ? answer.name : entry.domain;
      const data = { title: sender.title, name, seen: listOf(sender.seen, 2) };
      const at = { kind: 'dns', name, type: 'TXT' } as const;
      const key = answer.state === 'broken' ? ('broken' as const) : ('missing' as const);
      // A return path under another name cannot be guessed.
      return [{ key, data, at, evidence: evidenceOf(sender, entry), confidence: 'likely' as const }];
    });
    const open = told.flatMap(({ sender, answer }) =>
      answer.state === 'hidden' ? [`${sender.title}: ${answer.what}`] : [],
    );
    const how = told.flatMap(({ sender, answer }) =>
      answer.state === 'yes' ? [`${sender.title} by ${answer.how}`] : [],
    );
    const hint = 'run the audit again, or ask for one message: launch-ready explain --mail <sender> --ip <address>';
    return failOr(findings, open.length === 0 ? pass(listOf(how)) : unknown(`not seen: ${listOf(open)}`, hint));
  },
});

function evidenceOf({ spfIncludes, returnPaths, page }: MailSender, { domain, policy }: MailSpf[number]): string {
  const record = policy.records[0];
  const include = spfIncludes.slice(0, 1);
  const label = returnPaths[0];
  const below = label === undefined ? '' : ` (or at ${label}.${domain}: v=spf1 include:${include} ~all)`;
  const publish = withIncludes(record ?? 'v=spf1 ~all', include);
  return `${domain} TXT: ${shorten(record ?? 'no SPF record', 300)}; publish instead: ${shorten(publish, 600)}${below}; ${page}`;
}
