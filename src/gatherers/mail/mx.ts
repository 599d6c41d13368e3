import { isAddressLiteral, isNullExchange } from '../../analysis/mx/address.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { type MailExchange, mailMx } from '../../artifacts/mail/mx.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askExchanges, withoutRecords } from './ask.ts';

/** Asks for each mail domain's MX records and what their targets lead to. */
export const gatherMailMx = defineGatherer({
  artifact: mailMx,
  needs: { domains: mailDomains },
  network: true,
  gather: async ({ io, signal }, { domains }) => {
    const found = await Promise.all(
      domains.map(async ({ domain }) => {
        const mx = await askExchanges({ io, signal }, domain);
        if (mx.state !== 'found') return { domain, mx };
        const exchanges = await Promise.all(
          mx.exchanges.map(async ({ preference, exchange }) => ({
            preference,
            host: exchange,
            leads: await follow({ io, signal }, exchange),
          })),
        );
        return { domain, mx: { state: 'found' as const, exchanges } };
      }),
    );
    refuseSilence(
      found.map(({ mx }) => mx),
      io.dns,
    );
    return found;
  },
});

async function follow({ io, signal }: Asking, host: string): Promise<MailExchange['leads']> {
  if (isNullExchange(host)) return { state: 'null' };
  if (isAddressLiteral(host)) return { state: 'literal' };
  const answers = await Promise.all([io.dns.ask(host, 'A', signal), io.dns.ask(host, 'AAAA', signal)]);
  const chains = answers.flatMap((answer) => ('chain' in answer ? answer.chain.slice(0, 1) : []));
  const [target] = chains;
  if (target !== undefined) return { state: 'alias', target };
  const addresses = answers.flatMap((answer) =>
    answer.state === 'found' ? answer.records.map(({ address }) => address) : [],
  );
  if (addresses.length > 0) return { state: 'addresses', addresses: addresses.slice(0, 20) };
  for (const answer of answers) {
    if (answer.state === 'found') continue;
    const without = withoutRecords(answer);
    if (without.state === 'unanswered') return without;
  }
  return { state: 'nowhere', exists: answers.some(({ state }) => state === 'nodata') };
}
