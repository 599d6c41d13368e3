import { governingRecord, walkDmarc } from '../../analysis/dmarc/walk.ts';
import { isSpfRecord } from '../../analysis/spf/record.ts';
import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import { type DomainHints, mailDnsHints } from '../../artifacts/mail/dns-hints.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { optional } from '../../core/artifact.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askExchanges, askTexts } from './ask.ts';
import { factOf } from './dmarc.ts';

/** Asks MX, SPF and DMARC of each mail domain and of production's other own domains: who sends there, if anybody. */
export const gatherMailDnsHints = defineGatherer({
  artifact: mailDnsHints,
  needs: { domains: mailDomains, hosts: optional(siteHosts) },
  network: true,
  gather: async ({ io, signal }, { domains, hosts }) => {
    const others = hosts.state === 'ok' ? hosts.value.domains : [];
    const all: readonly Pick<DomainHints, 'domain' | 'mail'>[] = [
      ...domains.map(({ domain, from }) => ({ domain, mail: from })),
      ...others
        .filter((other) => !domains.some(({ domain }) => domain === other))
        .map((domain) => ({ domain, mail: 'no' as const })),
    ];
    const found = await Promise.all(all.map(({ domain, mail }) => hintsOf({ io, signal }, domain, mail)));
    refuseSilence(
      found.flatMap(({ answers }) => answers),
      io.dns,
    );
    return found.map(({ fact }) => fact);
  },
});

async function hintsOf(asking: Asking, domain: string, mail: DomainHints['mail']) {
  const [mx, texts, walk] = await Promise.all([
    askExchanges(asking, domain),
    askTexts(asking, domain),
    walkDmarc(domain, (name) => askTexts(asking, name)),
  ]);
  const fact: DomainHints = { domain, mail, mx, spf: spfOf(texts), dmarc: factOf(governingRecord(walk, true)) };
  return { fact, answers: [mx, texts, ...walk.steps.map(({ answer }) => answer)] };
}

function spfOf(answer: AskedTexts): AskedTexts {
  if (answer.state !== 'found') return answer;
  const texts = answer.texts.filter(isSpfRecord);
  return texts.length === 0 ? { state: 'absent', exists: true, chain: answer.chain } : { ...answer, texts };
}
