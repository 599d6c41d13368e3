import { providerOf } from '../../src/analysis/mail-senders/dns-signs.ts';
import { bestAuthorisation, type Standing } from '../../src/analysis/spf/authorisation.ts';
import { isPastable } from '../../src/analysis/spf/repair.ts';
import { authorisingRecord, returnPathRecord } from '../../src/analysis/spf/sender-record.ts';
import { mailDkim } from '../../src/artifacts/mail/dkim.ts';
import { mailSenders } from '../../src/artifacts/mail/senders.ts';
import { mailSpf } from '../../src/artifacts/mail/spf.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, notApplicable, pass, unknown } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { listOf, withoutMiddle } from '../../src/core/text.ts';

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
      broken:
        '{title} is named in the SPF of {name}, which receivers cannot use as it stands (see email/spf-record and email/spf-lookups): {because}.',
    },
  },
  needs: { spf: mailSpf, senders: mailSenders, dkim: optional(mailDkim) },
  evaluate: ({ spf, senders, dkim }) => {
    const keys = dkim.state === 'ok' ? dkim.value : [];
    if (senders.length === 0) return notApplicable('no mail-sending service was found in packages or variables');
    const judged = senders.filter(({ spfIncludes }) => spfIncludes.length > 0);
    const relays = senders.filter(({ id }) => providerOf(id)?.kind === 'relay').map(({ title }) => title);
    const hint = 'run the audit again, or ask for one message: launch-ready explain --mail <sender> --ip <address>';
    if (judged.length === 0 && relays.length > 0)
      return unknown(`${listOf(relays)}: the code does not name the server that it sends through`, hint);
    if (judged.length === 0)
      return notApplicable(`${listOf(senders.map(({ title }) => title))}: authorised by DKIM and CNAME, without SPF`);
    const told = judged.flatMap((sender) => bestAuthorisation(sender, spf, keys));
    const findings = told.flatMap(findingsOf);
    const open = told.flatMap(({ sender, answer }) =>
      answer.state === 'hidden' ? [`${sender.title}: ${answer.what}`] : [],
    );
    const how = told.flatMap(({ sender, answer }) =>
      answer.state === 'yes' ? [`${sender.title} by ${answer.how}`] : [],
    );
    return failOr(findings, open.length === 0 ? pass(listOf(how)) : unknown(`not seen: ${listOf(open)}`, hint));
  },
});

function findingsOf(standing: Standing): readonly FindingOf<'missing' | 'broken'>[] {
  const { sender, entry, answer } = standing;
  if (answer.state !== 'no' && answer.state !== 'broken') return [];
  const name = answer.state === 'broken' ? answer.policy.name : entry.domain;
  const data = { title: sender.title, name, seen: listOf(sender.seen, 2) };
  const at = { kind: 'dns', name, type: 'TXT' } as const;
  // A return path under another name cannot be guessed.
  const rest = { at, evidence: evidenceOf(standing), confidence: 'likely' } as const;
  if (answer.state === 'no') return [{ key: 'missing', data, ...rest }];
  return [{ key: 'broken', data: { ...data, because: answer.because }, ...rest }];
}

// The name whose record is to change, with the text that mends it where text can.
function evidenceOf(standing: Standing): string {
  const { sender, entry, answer } = standing;
  const { name, records } = answer.state === 'broken' ? answer.policy : entry.policy;
  const published = withoutMiddle(records.join(' | '), 400) || 'no SPF record';
  const record = authorisingRecord(standing);
  const publish = isPastable(record) ? `publish instead: ${record}` : 'to be put right first';
  const [label] = sender.returnPaths;
  const isAtDomain = name === entry.domain && label !== undefined;
  const below = isAtDomain ? ` (or at ${label}.${name}: ${returnPathRecord(sender)})` : '';
  return `${name} TXT: ${published}; ${publish}${below}; ${sender.page}`;
}
