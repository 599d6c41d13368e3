import { type SelectorGuess, selectorsEach, selectorsToTry } from '../../analysis/dkim/selectors.ts';
import { providersIn } from '../../analysis/mail-senders/dns-signs.ts';
import type { AskedExchanges, AskedTexts } from '../../artifacts/mail/asked.ts';
import { type DkimSelector, type DomainDkim, mailDkim } from '../../artifacts/mail/dkim.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { mailSenders } from '../../artifacts/mail/senders.ts';
import { optional, type ValueOf } from '../../core/artifact.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askExchanges, askTexts } from './ask.ts';

// Nobody names a selector so; what answers here answers for any name.
const unlikely = 'launch-ready-no-such-selector';

/** Looks for DKIM keys where configuration, senders, DNS and habit say they may be: selectors cannot be listed. */
export const gatherMailDkim = defineGatherer({
  artifact: mailDkim,
  needs: { domains: mailDomains, senders: optional(mailSenders) },
  network: true,
  gather: async ({ target, io, signal }, { domains, senders }) => {
    const known = senders.state === 'ok' ? senders.value : [];
    const asking = { io, signal };
    const sources = { configured: target.dkimSelectors, senders: known, limit: selectorsEach(domains.length) };
    const looked = await Promise.all(domains.map(({ domain }) => lookFor(asking, domain, sources)));
    refuseSilence(
      looked.flatMap(({ answers }) => answers),
      io.dns,
    );
    return looked.map(({ fact }) => fact);
  },
});

type Look = { readonly fact: DomainDkim; readonly answers: readonly (AskedTexts | AskedExchanges)[] };

type Sources = {
  readonly configured: readonly string[];
  readonly senders: ValueOf<typeof mailSenders>;
  readonly limit: number;
};

async function lookFor(asking: Asking, domain: string, { configured, senders, limit }: Sources): Promise<Look> {
  const [mx, own, base, random] = await Promise.all([
    askExchanges(asking, domain),
    askTexts(asking, domain),
    askTexts(asking, `_domainkey.${domain}`),
    askTexts(asking, `${unlikely}._domainkey.${domain}`),
  ]);
  const first = [mx, own, base, random];
  // Eighty more questions to servers that answer none would only use up the time.
  if (base.state === 'unanswered' && first.every(({ state }) => state === 'unanswered')) {
    const silent = { domain, selectors: [], tried: [], below: 'unsaid' } as const;
    return { fact: { ...silent, unanswered: base }, answers: first };
  }
  const exchanges = mx.state === 'found' ? mx.exchanges.map(({ exchange }) => exchange) : [];
  const hinted = providersIn(exchanges, own.state === 'found' ? own.texts : []);
  const guesses = selectorsToTry({ configured, senders, hinted }, limit);
  const asked = await Promise.all(guesses.map((guess) => askFor(asking, domain, guess)));
  const selectors = asked.map((one) => withoutWildcard(one, random)).filter(isWorthKeeping);
  const fact: DomainDkim = {
    domain,
    selectors,
    tried: guesses.map(({ selector }) => selector),
    below: belowOf(base, random),
  };
  return { fact, answers: [...first, ...asked.map(({ answer }) => answer)] };
}

async function askFor(asking: Asking, domain: string, guess: SelectorGuess): Promise<DkimSelector> {
  const name = `${guess.selector}._domainkey.${domain}`;
  const { selector, from, provider } = guess;
  return definedOnly({ selector, name, from, provider, answer: await askTexts(asking, name) });
}

// A wildcard's text stands at every selector, and its alias leads there: that is a key of none of them, unless the person
// says that they use it.
function withoutWildcard(one: DkimSelector, random: AskedTexts): DkimSelector {
  const { answer, from } = one;
  if (answer.state === 'unanswered' || random.state === 'unanswered') return one;
  const isWild = random.chain.length > 0 && answer.chain.at(-1) === random.chain.at(-1);
  const chain = isWild ? [] : answer.chain;
  if (answer.state === 'absent' || from === 'configuration') return { ...one, answer: { ...answer, chain } };
  const texts = random.state === 'found' ? answer.texts.filter((text) => !random.texts.includes(text)) : answer.texts;
  const none = { state: 'absent', exists: true, chain } as const;
  return { ...one, answer: texts.length === 0 ? none : { ...answer, texts } };
}

function isWorthKeeping({ from, answer }: DkimSelector): boolean {
  return from === 'configuration' || answer.state !== 'absent' || answer.chain.length > 0;
}

function belowOf(base: AskedTexts, random: AskedTexts): DomainDkim['below'] {
  if (base.state === 'absent' && !base.exists && base.chain.length === 0) return 'none';
  const isThere = base.state === 'found' || (base.state === 'absent' && base.exists);
  // Under compact denial a name that is not there is answered like one that is (RFC 9824).
  return isThere && random.state === 'absent' && !random.exists ? 'some' : 'unsaid';
}
