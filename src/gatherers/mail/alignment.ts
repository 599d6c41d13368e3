import { walkDmarc } from '../../analysis/dmarc/walk.ts';
import { providerOf, providersBehind, providersIn } from '../../analysis/mail-senders/dns-signs.ts';
import { mailProviders } from '../../analysis/mail-senders/providers.ts';
import { isSpfRecord } from '../../analysis/spf/record.ts';
import { excerptOf } from '../../analysis/tag-list/excerpt.ts';
import { type DomainAlignment, mailAlignment, type ReturnPath } from '../../artifacts/mail/alignment.ts';
import type { AskedExchanges, AskedTexts } from '../../artifacts/mail/asked.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askExchanges, askTexts } from './ask.ts';

/** Looks for return paths at the labels that services use, and walks DMARC's tree for each: SPF aligns by them. */
export const gatherMailAlignment = defineGatherer({
  artifact: mailAlignment,
  needs: { domains: mailDomains },
  network: true,
  gather: async ({ io, signal }, { domains }) => {
    const found = await Promise.all(domains.map(({ domain }) => alignmentOf({ io, signal }, domain)));
    refuseSilence(
      found.flatMap(({ answers }) => answers),
      io.dns,
    );
    return found.map(({ fact }) => fact);
  },
});

async function alignmentOf(asking: Asking, domain: string) {
  const labels = [...new Set(mailProviders.flatMap(({ returnPaths }) => returnPaths))];
  const [walk, ...asked] = await Promise.all([
    walkDmarc(domain, (name) => askTexts(asking, name)),
    ...labels.map((label) => lookAt(asking, `${label}.${domain}`)),
  ]);
  const { organizational } = walk;
  const fact: DomainAlignment = definedOnly({
    domain,
    organizational,
    returnPaths: asked.flatMap(({ path }) => (path === undefined ? [] : [path])),
    unanswered: asked.flatMap(({ unanswered }) => unanswered),
  });
  return { fact, answers: [...walk.steps.map(({ answer }) => answer), ...asked.flatMap(({ answers }) => answers)] };
}

async function lookAt(asking: Asking, host: string) {
  const [texts, mx] = await Promise.all([askTexts(asking, host), askExchanges(asking, host)]);
  const answers = [texts, mx];
  const unanswered = answers.flatMap((one) =>
    one.state === 'unanswered' ? [{ name: host, why: one.why, kind: one.kind }] : [],
  );
  const sign = signOf(host, texts, mx);
  if (sign === undefined) return { answers, unanswered, path: undefined };
  const [{ organizational }, keys] = await Promise.all([
    walkDmarc(host, (name) => askTexts(asking, name)),
    keysBelow(asking, host, sign.providers),
  ]);
  return { answers, unanswered, path: definedOnly({ ...sign, keys, organizational }) };
}

async function keysBelow(asking: Asking, host: string, providers: readonly string[]): Promise<ReturnPath['keys']> {
  const selectors = new Set(providers.flatMap((id) => providerOf(id)?.selectors ?? []));
  const asked = await Promise.all(
    [...selectors].map(async (selector) => {
      const name = `${selector}._domainkey.${host}`;
      const answer = await askTexts(asking, name);
      return answer.state === 'found' ? answer.texts.slice(0, 1).map((text) => ({ name, text })) : [];
    }),
  );
  return asked.flat();
}

// `mail.example.com` may be anything: only what leads to a service makes a name its return path.
function signOf(
  host: string,
  texts: AskedTexts,
  mx: AskedExchanges,
): Omit<ReturnPath, 'organizational' | 'keys'> | undefined {
  const chain = texts.state === 'unanswered' ? [] : texts.chain;
  const alias = chain.map((target) => ({ target, providers: providersBehind(target) }));
  const found = alias.find(({ providers }) => providers.length > 0);
  if (found !== undefined) return pathOf(host, `CNAME ${found.target}`, found.providers);
  const exchanges = mx.state === 'found' ? mx.exchanges : [];
  const bounce = exchanges.find(({ exchange }) => providersBehind(exchange).length > 0);
  if (bounce !== undefined) return pathOf(host, `MX ${bounce.exchange}`, providersBehind(bounce.exchange));
  const spf = texts.state === 'found' ? texts.texts.filter(isSpfRecord) : [];
  const services = providersIn([], spf).filter(({ kind }) => kind === 'service');
  return services.length === 0 ? undefined : pathOf(host, `TXT ${excerptOf(spf.join(' '), 160)}`, services);
}

function pathOf(host: string, record: string, providers: readonly { readonly id: string }[]) {
  return { host, record: `${host} ${record}`, providers: providers.map(({ id }) => id) };
}
