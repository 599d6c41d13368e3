import { Resolver } from 'node:dns/promises';
import type { DomainRun } from './timed-domain.ts';

/** Rounds that nature forces, each of which waits for the one before. */
export type Chain = { readonly name: string; readonly rounds: number };

/**
 * The chains of one audit, longest first, in rounds of the latency. A question to DNS, a TLS handshake and an answer over HTTP are a
 * round each. A link counts only when it was seen, so that an audit that leaves work out is not measured by a longer chain. What needs
 * nobody's answer is no link: a name's A, AAAA and TXT, the levels of a climb or walk, a guess that can be made beforehand, a host in
 * `network.connect`, which is never resolved.
 */
export async function chainsOf(run: DomainRun, domain: string, resolver: string): Promise<readonly Chain[]> {
  const { questions, visits, connections } = run;
  const asked = (part: string): number => (questions.some(({ name }) => name.includes(part)) ? 1 : 0);
  // A handshake and an answer.
  const visited = (path: RegExp): number =>
    visits.some((one) => one.scheme === 'https' && path.test(one.path)) ? 2 : 0;
  const askedServer = questions.some(({ server }) => server !== 'resolver') ? 1 : 0;
  const secure = connections.filter(({ place }) => place.endsWith(':443'));
  const hellos = secure.length > visits.length ? 2 : 0;
  const chains: readonly Chain[] = [
    { name: 'SPF include below include', rounds: await includeDepth(domain, resolver, (name) => asked(name) === 1) },
    // MX, SPF and what is said of names below `_domainkey` decide which selectors are tried; an alias comes with its answer.
    { name: 'DKIM hints → selectors', rounds: asked('no-such-selector') + asked('google._domainkey') },
    { name: 'DMARC → report destination', rounds: asked('_dmarc.') + asked('._report._dmarc.') },
    { name: 'MTA-STS policy', rounds: visited(/mta-sts/) },
    { name: 'BIMI → logo', rounds: asked('_bimi.') + visited(/mark\.svg$/) },
    { name: 'NS → each name server', rounds: asked(domain) + askedServer },
    // A second hello offers what the answer to the first one left open.
    { name: 'TLS hello → hello', rounds: hellos },
    // Over the connection that is open then.
    { name: 'page → sign-in page', rounds: visited(/^\/$/) + visited(/log-?in|sign-?in/) / 2 },
    ...visits.flatMap((visit) => redirectFrom(visit, visits)),
  ];
  return chains.toSorted((a, b) => b.rounds - a.rounds);
}

// An answer over http, then the same address over https with its handshake.
function redirectFrom({ scheme, host, path }: DomainRun['visits'][number], visits: DomainRun['visits']): Chain[] {
  if (scheme !== 'http') return [];
  const isFollowed = visits.some((one) => one.scheme === 'https' && one.host === host && one.path === path);
  return [{ name: `http://${host} → https`, rounds: isFollowed ? 3 : 1 }];
}

/** How deep the tree of includes and redirects goes that was asked for, the record itself counted. */
async function includeDepth(domain: string, address: string, asked: (name: string) => boolean): Promise<number> {
  const resolver = new Resolver();
  resolver.setServers([address]);
  const depthOf = async (name: string): Promise<number> => {
    if (!asked(name)) return 0;
    const texts = (await resolver.resolveTxt(name)).map((strings) => strings.join(''));
    const record = texts.find((text) => text.startsWith('v=spf1')) ?? '';
    const below = [...record.matchAll(/(?:include:|redirect=)(\S+)/g)].map(([, target = '']) => depthOf(target));
    return 1 + Math.max(0, ...(await Promise.all(below)));
  };
  return depthOf(domain);
}
