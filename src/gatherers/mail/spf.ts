import { collectSpfAnswers } from '../../analysis/spf/collect.ts';
import { spfPolicy } from '../../analysis/spf/policy.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { mailSenders } from '../../artifacts/mail/senders.ts';
import { mailSpf, type SpfPolicy } from '../../artifacts/mail/spf.ts';
import { optional } from '../../core/artifact.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';

/** The SPF records of the mail domains and of their senders' return paths, with the whole tree of includes; at most 120 questions. */
export const gatherMailSpf = defineGatherer({
  artifact: mailSpf,
  needs: { domains: mailDomains, senders: optional(mailSenders) },
  network: true,
  timeoutMs: 20_000,
  gather: async ({ io, signal }, { domains, senders }) => {
    const labels = senders.state === 'ok' ? new Set(senders.value.flatMap(({ returnPaths }) => returnPaths)) : [];
    const wanted = domains.map(({ domain }) => ({
      domain,
      names: [...labels].map((label) => `${label}.${domain}`.toLowerCase()),
    }));
    const aliases = new Map<string, readonly string[]>();
    const names = [...domains.map(({ domain }) => domain), ...wanted.flatMap((one) => one.names)];
    const answers = await collectSpfAnswers(names, async ({ name, type }) => {
      const answer = await io.dns.ask(name, type, signal);
      if ('chain' in answer && type === 'TXT') aliases.set(name, answer.chain);
      return answer;
    });
    refuseSilence([...answers.values()], io.dns);
    const policyOf = (name: string): SpfPolicy => spfPolicy(name, answers, aliases.get(name) ?? []);
    return wanted.map(({ domain, names }) => ({
      domain,
      policy: policyOf(domain),
      returnPaths: names.map(policyOf),
    }));
  },
});
