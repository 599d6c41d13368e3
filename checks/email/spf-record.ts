import { recordProblems, unseenOf } from '../../src/analysis/spf/record-problems.ts';
import { isPastable } from '../../src/analysis/spf/repair.ts';
import { mailSenders } from '../../src/artifacts/mail/senders.ts';
import { mailSpf, type SpfPolicy } from '../../src/artifacts/mail/spf.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import { resolverHint } from '../../src/core/network.ts';
import { listOf, withoutMiddle } from '../../src/core/text.ts';

/** One valid record that says who may send, and what becomes of the rest. */
export const spfRecord = defineCheck({
  meta: {
    id: 'email/spf-record',
    title: 'The domain publishes one valid SPF record',
    why: 'Without a valid record nobody can tell your mail from a forgery: Google, Yahoo and Microsoft put it into spam or refuse it. A record that lets everybody pass invites forgers.',
    fix: 'Publish exactly one TXT record that begins with "v=spf1" at the domain, as the evidence gives it: every service that sends for you, then "~all" or "-all" as the last term.',
    severity: 'high',
    refs: ['https://www.rfc-editor.org/rfc/rfc7208', 'https://support.google.com/a/answer/81126'],
    messages: {
      none: '{name} has no SPF record.',
      several: '{name} has {count} SPF records: receivers answer permerror and use none of them.',
      syntax: 'The SPF record of {name} has a syntax error in "{term}" at character {at}: {why}.',
      'broken-include': 'The SPF record of {name} leads to a name without one valid record: {path}.',
      everybody: 'The SPF record of {name} lets everybody send: {path}.',
      wide: 'The SPF record of {name} lets far more networks send than any service has: {path}.',
      neutral: 'The SPF record of {name} says nothing about forgers: {path}.',
      'no-end': 'The SPF record of {name} has neither all nor redirect=, which says nothing about forgers.',
      ignored: 'Receivers do not read what stands behind all in the SPF record of {name}: {terms}.',
      ptr: 'The SPF record of {name} uses ptr, which RFC 7208 advises against and some receivers skip: {path}.',
      long: 'The SPF record of {name} has {length} characters; above 450 its answer may not fit into one packet.',
    },
  },
  needs: { spf: mailSpf, senders: optional(mailSenders) },
  evaluate: ({ spf, senders }) => {
    const includes = senders.state === 'ok' ? senders.value.flatMap(({ spfIncludes }) => spfIncludes.slice(0, 1)) : [];
    const policies = spf.map(({ policy }) => policy);
    const findings = policies.flatMap((policy) =>
      recordProblems(policy, includes).map(({ kind, data, repaired, severity }) => {
        const publish = isPastable(repaired) ? `; publish instead: ${repaired}` : '';
        return {
          key: kind,
          data: { name: policy.name, ...data },
          at: { kind: 'dns', name: policy.name, type: 'TXT' } as const,
          evidence: `${policy.name} TXT: ${seen(policy)}${publish}`,
          ...(severity === undefined ? {} : { severity }),
        };
      }),
    );
    const open = policies.flatMap(unseenOf);
    const hint = `run the audit again, or ${resolverHint}`;
    const fine = pass(
      listOf(
        policies.map((policy) => `${policy.name} TXT: ${seen(policy)}`),
        3,
      ),
    );
    return failOr(findings, open.length === 0 ? fine : unknown(`not everything could be asked: ${listOf(open)}`, hint));
  },
});

function seen({ state, records }: SpfPolicy): string {
  if (state === 'nxdomain') return 'the name does not exist';
  return records.length === 0 ? 'no record that begins with v=spf1' : withoutMiddle(records.join(' | '), 400);
}
