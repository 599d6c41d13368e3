import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { judgeMtaSts } from '../../src/analysis/mta-sts/judge.ts';
import { mailMtaSts } from '../../src/artifacts/mail/mta-sts.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Whether mail to the domain must be encrypted. */
export const mtaSts = defineCheck({
  meta: {
    id: 'email/mta-sts',
    title: 'MTA-STS makes senders encrypt mail to the domain',
    why: 'Without it anybody on the way can have mail sent in the clear; with a broken policy, senders that obey it deliver nothing.',
    fix: 'Publish TXT v=STSv1; id=<digits> at _mta-sts.<domain>, and serve https://mta-sts.<domain>/.well-known/mta-sts.txt as text/plain, without a redirect: version: STSv1, mode: enforce, one mx: line for each MX host, max_age: 604800. Change the id with each change of the policy.',
    severity: 'low',
    refs: ['https://www.rfc-editor.org/rfc/rfc8461'],
    messages: {
      absent: '{domain} has no MTA-STS policy.',
      record: 'The MTA-STS record of {domain} is not usable: {detail}.',
      several: '{domain} has {detail} MTA-STS records, which counts as none.',
      'orphan-record': 'The MTA-STS record of {domain} announces a policy that cannot be read: {detail}.',
      'orphan-policy': '{domain} serves an MTA-STS policy, but no record announces it.',
      policy: 'The MTA-STS policy of {domain} is not usable: {detail}.',
      uncovered: 'The MTA-STS policy of {domain} does not cover its mail host {detail}.',
      testing: 'The MTA-STS policy of {domain} is in testing mode: it protects nothing yet.',
      off: 'The MTA-STS policy of {domain} is switched off (mode: none).',
      brief: 'The MTA-STS policy of {domain} is forgotten after {detail} seconds; a week or more is usual.',
    },
  },
  needs: { mtaSts: mailMtaSts },
  evaluate: ({ mtaSts }) => {
    const judged = mtaSts.map((fact) => ({ fact, verdict: judgeMtaSts(fact) }));
    if (judged.every(({ verdict }) => verdict.state === 'no-mail'))
      return notApplicable(`${listOf(mtaSts.map(({ domain }) => domain))} takes no mail: there is no MX to protect`);
    const findings = judged.flatMap(({ fact: { domain, fetched }, verdict }) => {
      if (verdict.state === 'no-mail') return [];
      const record = { kind: 'dns', name: `_mta-sts.${domain}`, type: 'TXT' } as const;
      const policy = { kind: 'url', url: fetched.url } as const;
      return verdict.findings.map(({ key, place, detail, evidence, severity }) => {
        const at = place === 'record' ? record : policy;
        return { key, data: { domain, detail }, at, evidence, severity } as const;
      });
    });
    const questions = judged.flatMap(({ fact: { domain }, verdict }) =>
      verdict.state === 'judged' && verdict.open !== undefined
        ? [{ ...verdict.open, name: `MTA-STS of ${domain}` }]
        : [],
    );
    const shown = mtaSts.map(({ domain, fetched }) => {
      const policy = fetched.state === 'answered' ? fetched.policy : undefined;
      return policy === undefined
        ? `${domain}: takes no mail`
        : `${domain}: mode ${policy.mode}, max_age ${policy.maxAge}`;
    });
    return failOr(findings, unlessUnanswered(questions, pass(listOf(shown))));
  },
});
