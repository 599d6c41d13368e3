import { unlikelyLabel, usualLabels } from '../../analysis/dns-names/labels.ts';
import { leadsToVercel } from '../../analysis/edge-addresses/destination.ts';
import { isVercelProof, vercelProofName } from '../../analysis/edge-addresses/vercel-proof.ts';
import { type DnsZoneNames, dnsNames, type ZoneName } from '../../artifacts/dns/names.ts';
import { type SiteHosts, siteHosts } from '../../artifacts/site/hosts.ts';
import { vercelDomains } from '../../artifacts/vercel/domains.ts';
import { optional } from '../../core/artifact.ts';
import type { DnsAnswer } from '../../core/doors/dns.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { addressesOf, chainOf, isSpoken, unaskedName } from './answers.ts';
import { absentAliases, findAbsentServers, findAbsentSubZones, withDomains } from './lost-targets.ts';
import { readServicePages } from './service-pages.ts';
import { isSilent, refuseSilence } from './silence.ts';

type Asked = { readonly name: string; readonly answer: DnsAnswer<'A'> };

/** Asks each own zone for its usual names, and what stands behind the ones that are there. About 60 questions a zone. */
export const gatherDnsNames = defineGatherer({
  artifact: dnsNames,
  needs: { hosts: siteHosts, domains: optional(vercelDomains) },
  network: true,
  gather: async (context, { hosts, domains }) => {
    const { io, signal } = context;
    const probes = await Promise.all(
      hosts.domains.map(async (zone) => {
        const name = `${unlikelyLabel}.${zone}`;
        return { zone, name, answer: await io.dns.ask(name, 'A', signal) };
      }),
    );
    // One question tells whether anybody answers; without it, forty more would each wait their time out.
    if (probes.every(({ answer }) => isSilent(answer)))
      refuseSilence(
        probes.map(({ answer }) => answer),
        io.dns,
      );
    const attached = domains.state === 'ok' ? domains.value.map(({ name }) => name.toLowerCase()) : [];
    const zones = await Promise.all(
      probes.map(({ zone, ...probe }) =>
        sweepZone({ context, zone, probe, hosts, wanted: attached.includes(`*.${zone}`) }),
      ),
    );
    if (zones.every(({ failed }) => failed.length > 0))
      refuseSilence(
        zones.flatMap(({ failed }) => failed),
        io.dns,
      );
    return zones.map(({ fact }) => fact);
  },
});

type Swept = {
  readonly context: GatherContext;
  readonly zone: string;
  readonly probe: Asked;
  readonly hosts: SiteHosts;
  readonly wanted: boolean;
};

/** A zone, and the answers that kept it from being swept. */
type SweptZone = { readonly fact: DnsZoneNames; readonly failed: readonly DnsAnswer[] };

async function sweepZone(swept: Swept): Promise<SweptZone> {
  const { context, zone, probe, wanted } = swept;
  const wildcard = await withIpv6(context, probe);
  const failed = await failuresOf(swept);
  if (failed.length > 0) {
    const unasked = [unaskedName(zone, probe.answer)];
    const nothing = { names: [], lost: [], unaskedServers: [], pages: [], atVercel: false };
    return { fact: { zone, tried: 0, wildcard, wanted, unasked, ...nothing }, failed };
  }
  const known = [zone, ...productionBelow(swept)];
  const usual = usualLabels.map((label) => `${label}.${zone}`);
  const [asked, proof, servers] = await Promise.all([
    askAll(context, [...new Set([...known, ...usual])]),
    context.io.dns.ask(vercelProofName(zone), 'TXT', context.signal),
    findAbsentServers(context, zone),
  ]);
  const real = asked.filter((one) => isThere(one) && (known.includes(one.name) || !isSameAnswer(one, probe)));
  const unasked = asked.filter(({ answer }) => !isSpoken(answer)).map(({ name, answer }) => unaskedName(name, answer));
  const [names, subZones] = await Promise.all([
    Promise.all(real.map((one) => withIpv6(context, one))),
    findAbsentSubZones(
      context,
      zone,
      unasked.map(({ name }) => name),
    ),
  ]);
  const reach = isThere(probe) ? [...names, { ...wildcard, name: `*.${zone}` }] : names;
  const isProved = proof.state === 'found' && proof.records.some(({ text }) => isVercelProof(text));
  const isOwned = isProved || names.some((one) => known.includes(one.name) && leadsToVercel(one));
  const [lost, pages] = await Promise.all([
    withDomains(context, [...absentAliases(reach), ...servers.absent, ...subZones], swept.hosts.domains),
    // Once an account at Vercel has the domain, nobody else can claim a name of it there.
    readServicePages(
      context,
      reach.filter(({ name }) => !known.includes(name)),
      { probe: probe.name, asksVercel: !isOwned },
    ),
  ]);
  const isServed = pages.some(({ service, answer }) => service === 'vercel' && answer.state === 'served');
  const found = { names, unasked, lost, unaskedServers: servers.unasked, pages, atVercel: isOwned || isServed };
  return { fact: { zone, tried: usual.length, wildcard, wanted, ...found }, failed };
}

// A zone that fails for its own name too would fail forty times more, and each time slowly.
async function failuresOf({ context: { io, signal }, zone, probe: { answer } }: Swept): Promise<readonly DnsAnswer[]> {
  if (isSpoken(answer)) return [];
  if (isSilent(answer)) return [answer];
  const own = await io.dns.ask(zone, 'A', signal);
  return isSpoken(own) ? [] : [answer, own];
}

function productionBelow({ hosts, zone }: Swept): readonly string[] {
  return hosts.production.filter(({ domain, own }) => own && domain === zone).map(({ host }) => host);
}

async function askAll({ io: { dns }, signal }: GatherContext, names: readonly string[]): Promise<readonly Asked[]> {
  const answers = await Promise.all(names.map((name) => dns.ask(name, 'A', signal)));
  return answers.map((answer, index) => ({ name: names[index] ?? '', answer }));
}

async function withIpv6({ io: { dns }, signal }: GatherContext, { name, answer }: Asked): Promise<ZoneName> {
  const a = addressesOf(answer);
  // A name that is not there has no other address either, and one that failed is left as it is.
  const six = answer.state === 'found' || answer.state === 'nodata' ? await dns.ask(name, 'AAAA', signal) : undefined;
  return { name, chain: [...chainOf(answer)], a, aaaa: six === undefined ? a : addressesOf(six) };
}

function isThere({ answer }: Asked): boolean {
  return isSpoken(answer) && (answer.state !== 'nxdomain' || answer.chain.length > 0);
}

// A wildcard answers alike for every name that is not there (RFC 4592, section 3.3.1), but its addresses may take turns.
function isSameAnswer({ answer: one }: Asked, { answer: wild }: Asked): boolean {
  if (one.state !== wild.state || chainOf(one).join() !== chainOf(wild).join()) return false;
  if (one.state !== 'found' || wild.state !== 'found' || one.chain.length > 0) return true;
  const theirs = new Set(wild.records.map(({ address }) => address));
  return one.records.some(({ address }) => theirs.has(address));
}
