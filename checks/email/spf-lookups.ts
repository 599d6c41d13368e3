import { pathTo } from '../../src/analysis/spf/ending.ts';
import { spfLimits } from '../../src/analysis/spf/evaluation-state.ts';
import {
  costs,
  type LimitBreak,
  limitBreaks,
  lookupsOf,
  openBranches,
  relief,
  voidsOf,
} from '../../src/analysis/spf/relief.ts';
import { mailSpf, type SpfPolicy } from '../../src/artifacts/mail/spf.ts';
import { defineCheck, failOr, notApplicable, pass, unknown } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { listOf } from '../../src/core/text.ts';

/** Ten lookups, two of them in vain: beyond that receivers give up. */
export const spfLookups = defineCheck({
  meta: {
    id: 'email/spf-lookups',
    title: 'The SPF record stays within its DNS limits',
    why: 'A receiver stops at the eleventh DNS lookup, or at the third that finds nothing, and answers permerror: all your mail then fails SPF, also that of services which stand in the record.',
    fix: 'Take terms out of the record until the count is 10 or less: drop what you no longer use and what stands twice, replace an include by the ip4 and ip6 terms behind it, or give a service a subdomain of its own. The evidence says where to begin.',
    severity: 'high',
    refs: ['https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4'],
    messages: {
      lookups: 'The SPF record of {name} takes {count} DNS lookups of at most 10; the eleventh is {path}.',
      voids: 'The SPF record of {name} has {count} lookups that find nothing, of at most 2; the third is {path}.',
      loop: 'The SPF record of {name} includes itself: {path}.',
      'mx-hosts': 'An mx of the SPF record of {name} has more than 10 hosts: {path}.',
    },
  },
  needs: { spf: mailSpf },
  evaluate: ({ spf }) => {
    const policies = spf.flatMap(({ policy, returnPaths }) => [policy, ...returnPaths]);
    const judged = policies.filter(({ state }) => state === 'one');
    const findings = judged.flatMap(findingsOf);
    const silent = spf.flatMap(({ policy }) =>
      policy.state === 'unasked' ? [`${policy.name} could not be asked (${policy.trouble ?? 'no answer'})`] : [],
    );
    const exceeded = new Set(findings.map(({ data }) => data.name));
    const branches = judged.filter(({ name }) => !exceeded.has(name)).flatMap(openBranches);
    const open = [...silent, ...branches];
    if (open.length > 0) {
      const hint =
        'run the audit again; for a macro, ask for one message: launch-ready explain --mail <sender> --ip <address>';
      return failOr(findings, unknown(`the count may be higher: ${listOf(open)}`, hint));
    }
    if (judged.length === 0) return notApplicable('there is no SPF record to count (see email/spf-record)');
    return failOr(findings, pass(listOf(judged.map(summary), 3)));
  },
});

function findingsOf(policy: SpfPolicy): readonly FindingOf<LimitBreak['kind']>[] {
  const { name } = policy;
  const at = { kind: 'dns', name, type: 'TXT' } as const;
  return limitBreaks(policy).map(({ kind, term }) => {
    const path = pathTo(term);
    const count = kind === 'voids' ? voidsOf(policy) : lookupsOf(policy);
    const evidence = `${path}; ${summary(policy)}; to save: ${relief(policy)}`;
    return { key: kind, data: { name, count, path }, at, evidence };
  });
}

function summary(policy: SpfPolicy): string {
  const each = policy.terms.length === 0 ? '' : ` (${costs(policy)})`;
  const counts = `${policy.name}: ${lookupsOf(policy)} lookups of 10${each}, ${voidsOf(policy)} in vain of 2`;
  return `${counts}${besides(policy, 'over-ip4')}${besides(policy, 'over-ip6')}`;
}

// No finding: who sends over one family alone loses nothing by names without addresses of the other.
function besides(policy: SpfPolicy, family: 'over-ip4' | 'over-ip6'): string {
  const count = voidsOf(policy, family);
  if (count === voidsOf(policy) || count <= spfLimits.voids) return '';
  return ` (${count} for mail over IPv${family === 'over-ip4' ? 4 : 6}, which is a permerror)`;
}
