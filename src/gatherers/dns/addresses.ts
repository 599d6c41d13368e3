import { isVercelProof, vercelProofName } from '../../analysis/edge-addresses/vercel-proof.ts';
import { dnsAddresses, type HostAddresses } from '../../artifacts/dns/addresses.ts';
import { type SiteHosts, siteHosts } from '../../artifacts/site/hosts.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { addressesOf, chainOf, circleOf } from './answers.ts';
import { refuseSilence } from './silence.ts';

type Named = Pick<HostAddresses, 'name' | 'role' | 'domain'>;

/** A and AAAA of every own production host and of the apex and `www` beside it, and Vercel's proof of the domain. */
export const gatherDnsAddresses = defineGatherer({
  artifact: dnsAddresses,
  needs: { hosts: siteHosts },
  network: true,
  gather: async ({ io: { dns }, signal }, { hosts }) => {
    const asked = await Promise.all(
      namesToAsk(hosts).map(async (named) => ({
        named,
        answers: await Promise.all([dns.ask(named.name, 'A', signal), dns.ask(named.name, 'AAAA', signal)] as const),
      })),
    );
    refuseSilence(
      asked.flatMap(({ answers }) => answers),
      dns,
    );
    const verified = await Promise.all(
      hosts.domains.map(async (domain) => {
        const answer = await dns.ask(vercelProofName(domain), 'TXT', signal);
        const texts = answer.state === 'found' ? answer.records.map(({ text }) => text) : [];
        return texts.filter(isVercelProof).map((text) => ({ domain, record: text.slice(0, 200) }));
      }),
    );
    return definedOnly({
      hosts: asked.map(({ named, answers: [a, aaaa] }) => ({
        ...named,
        chain: [...([chainOf(a), circleOf(a), chainOf(aaaa), circleOf(aaaa)].find((one) => one.length > 0) ?? [])],
        a: addressesOf(a),
        aaaa: addressesOf(aaaa),
      })),
      verified: verified.flat(),
      unread: hosts.unread,
    });
  },
});

function namesToAsk({ production, domains }: SiteHosts): readonly Named[] {
  const own = production.flatMap(({ host, role, domain, own }) =>
    own && domain !== undefined ? [{ name: host, role, domain }] : [],
  );
  const usual = domains.flatMap((domain) =>
    [domain, `www.${domain}`].map((name) => ({ name, role: 'sibling' as const, domain })),
  );
  const known = new Set(own.map(({ name }) => name));
  return [...own, ...usual.filter(({ name }) => !known.has(name))];
}
