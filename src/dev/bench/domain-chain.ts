import { Resolver } from 'node:dns/promises';
import type { DomainRun } from './timed-domain.ts';

/** Rounds that nature forces, each of which waits for the one before. */
export type Chain = { readonly name: string; readonly rounds: number };

/**
 * The chains of one audit, longest first, in rounds of the latency. A question to DNS, a TLS handshake and an answer over HTTP are a
 * round each; a connection that is open already saves its handshake. A link counts only when it was seen, so that an audit that
 * leaves work out gets no longer chain to be measured by. What does not need each other's answer is no chain: a name's A, AAAA and
 * TXT, every level of a climb or walk, a guess that can be made beforehand.
 *
 * Hosts in `network.connect` are never resolved, so visiting one begins with its connection.
 */
export async function chainsOf(run: DomainRun, domain: string, resolver: string): Promise<readonly Chain[]> {
  const { questions, visits, connections } = run;
  const asked = (part: string): boolean => questions.some(({ name }) => name.includes(part));
  const directly = questions.some(({ server }) => server !== 'resolver');
  const secure = visits.filter(({ scheme }) => scheme === 'https');
  const shaken = connections.some(({ place }) => place.endsWith(':443'));
  const chains: readonly Chain[] = [
    { name: 'SPF include below include', rounds: await includeDepth(domain, resolver, asked) },
    // The services that MX and SPF hint at come first, and with the names below `_domainkey` they decide which selectors are tried.
    { name: 'DKIM hints → selectors', rounds: count(asked('_domainkey.'), 1) + count(asked('google._domainkey.'), 1) },
    { name: 'DMARC → report destination', rounds: count(asked('_dmarc.'), 1) + count(asked('._report._dmarc.'), 1) },
    { name: 'NS → every name server', rounds: count(asked(domain), 1) + count(directly, 1) },
    { name: 'BIMI → logo', rounds: count(asked('_bimi.'), 1) + visitRounds(run, 'brand/mark') },
    { name: 'page → page it leads to', rounds: count(secure.length > 0, 2) + count(secure.length > 1, 1) },
    // A second hello offers what the answer to the first one left open.
    { name: 'TLS: hello → hello', rounds: count(shaken, 2) },
    ...visits.filter(({ scheme }) => scheme === 'http').map((visit) => redirectChain(run, visit)),
  ];
  return chains.toSorted((a, b) => b.rounds - a.rounds);
}

function count(seen: boolean, rounds: number): number {
  return seen ? rounds : 0;
}

// A handshake and an answer; over http the answer alone.
function visitRounds({ visits }: DomainRun, part: string): number {
  return count(
    visits.some(({ path }) => path.includes(part)),
    2,
  );
}

// http first, then the same address over https; before both the look-up of a host that only DNS told of.
function redirectChain({ questions, visits }: DomainRun, from: DomainRun['visits'][number]): Chain {
  const { host, path } = from;
  const isFollowed = visits.some((one) => one.scheme === 'https' && one.host === host && one.path === path);
  const isFound = questions.some(({ name }) => name === host) && host !== 'shop.example.com';
  return {
    name: `${isFound ? 'look-up → ' : ''}http://${host} → https`,
    rounds: count(isFound, 1) + 1 + count(isFollowed, 2),
  };
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
