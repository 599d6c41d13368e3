import { networkOf } from '../../analysis/edge-addresses/networks.ts';
import { dnsDelegation, type NameServer, type ZoneDelegation } from '../../artifacts/dns/delegation.ts';
import type { NameLookup } from '../../artifacts/dns/lookup.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { definedOnly } from '../../core/defined.ts';
import type { DnsAnswer } from '../../core/doors/dns.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { chainOf, dnsTroubleOf, namesOf, silenceOf } from './answers.ts';
import { refuseSilence } from './silence.ts';

// A parent has up to thirteen servers and any of them knows; a zone with more than eight is told enough by eight.
const mostParents = 3;
const mostServers = 8;

/** Asks the parent's servers and then each name server of every own zone directly. About 30 questions a zone. */
export const gatherDnsDelegation = defineGatherer({
  artifact: dnsDelegation,
  needs: { hosts: siteHosts },
  network: true,
  gather: async (context, { hosts }) => {
    const found = await Promise.all(hosts.domains.map((zone) => readDelegation(context, zone)));
    refuseSilence(
      found.flatMap(({ answers }) => answers),
      context.io.dns,
    );
    return found.map(({ delegation }) => delegation);
  },
});

/** A fact, and what the resolver answered on the way to it: without it nothing else could be asked. */
type Read = { readonly delegation: ZoneDelegation; readonly answers: readonly DnsAnswer[] };

async function readDelegation(context: GatherContext, zone: string): Promise<Read> {
  // Both sides at once: a parent that does not answer must not use up the time of the zone's own servers.
  const [{ parent, parentServer, cuts }, { resolved, known, answer }] = await Promise.all([
    askParent(context, zone),
    askZone(context, zone),
  ]);
  const told = parent.state === 'found' ? parent.names : [];
  const more = told.filter((name) => !known.some((one) => one.name === name)).slice(0, mostServers);
  const others = await Promise.all(more.map((name) => askNameServer(context, zone, name)));
  const delegation = { zone, parent, parentServer, resolved, servers: [...known, ...others] };
  return { delegation, answers: [answer, ...cuts] };
}

async function askZone(context: GatherContext, zone: string) {
  const answer = await context.io.dns.ask(zone, 'NS', context.signal);
  const resolved = namesOf(answer);
  const names = resolved.state === 'found' ? resolved.names.slice(0, mostServers) : [];
  return { answer, resolved, known: await Promise.all(names.map((name) => askNameServer(context, zone, name))) };
}

async function askParent(
  { io: { dns }, signal }: GatherContext,
  zone: string,
): Promise<Pick<ZoneDelegation, 'parent' | 'parentServer'> & { readonly cuts: readonly DnsAnswer[] }> {
  const above = zone.split('.').map((_, index, labels) => labels.slice(index + 1).join('.'));
  const zones = above.filter((name) => name !== '');
  const cuts = await Promise.all(zones.map((name) => dns.ask(name, 'NS', signal)));
  // Not every label is a zone of its own: `co.jp` lies in `jp`.
  const cut = cuts.find((answer) => answer.state === 'found');
  if (cut?.state !== 'found') {
    const parent = cuts[0] === undefined ? notLearnt('it has no parent') : unlearnt(cuts[0]);
    return { parent, parentServer: parent.detail, cuts };
  }
  const servers = cut.records.map(({ target }) => target).toSorted();
  const answers = await Promise.all(
    servers.slice(0, mostParents).map((server) => dns.askServer(server, zone, 'NS', signal)),
  );
  const told = answers.find((answer) => delegationOf(answer, zone).state !== 'unknown') ?? answers[0];
  if (told === undefined) return { parent: notLearnt('no server'), parentServer: 'no server', cuts };
  return { parent: delegationOf(told, zone), parentServer: told.server, cuts };
}

// A parent answers with a referral: no answer, and the zone's NS in the authority section (RFC 1034, section 4.3.2). One
// that serves the zone too gives its NS as the answer.
function delegationOf(answer: DnsAnswer<'NS'>, zone: string): NameLookup {
  if (answer.state === 'found' || answer.state === 'nxdomain') return namesOf(answer);
  if (answer.state !== 'nodata') return unlearnt(answer);
  const referred = answer.authority.flatMap((record) =>
    record.type === 'NS' && record.name === zone ? [record.target] : [],
  );
  if (referred.length > 0) return { state: 'found', names: [...new Set(referred)].toSorted() };
  if (answer.authoritative) return { state: 'nodata' };
  return notLearnt(`${answer.server}: a referral to other zones`);
}

function notLearnt(detail: string) {
  return { state: 'unknown', detail } as const;
}

function unlearnt(answer: DnsAnswer) {
  return definedOnly({ ...notLearnt(dnsTroubleOf(answer)), kind: silenceOf(answer) });
}

async function askNameServer({ io: { dns }, signal }: GatherContext, zone: string, name: string): Promise<NameServer> {
  const [answer, ...addresses] = await Promise.all([
    dns.askServer(name, zone, 'NS', signal),
    ...(dns.isMapped(name) ? [] : [dns.ask(name, 'A', signal), dns.ask(name, 'AAAA', signal)]),
  ]);
  // The person's own word for where it lies stands in for the DNS.
  const resolves = addresses.length === 0 ? 'yes' : resolvesOf(addresses);
  const alias = addresses.flatMap(chainOf)[0];
  return definedOnly({ name, resolves, alias, answer: standingOf(answer) });
}

function resolvesOf(answers: readonly DnsAnswer[]): NameServer['resolves'] {
  if (answers.some(({ state }) => state === 'found')) return 'yes';
  if (answers.some(({ state }) => state === 'nxdomain')) return 'no';
  return answers.every(({ state }) => state === 'nodata') ? 'no' : 'unknown';
}

function standingOf(answer: DnsAnswer<'NS'>): NameServer['answer'] {
  if (answer.state === 'found' && answer.authoritative) {
    return { state: 'authority', names: [...new Set(answer.records.map(({ target }) => target))].toSorted() };
  }
  if (answer.state === 'found') return { state: 'lame', detail: 'it answers without authority (AA is not set)' };
  if (answer.state === 'nxdomain') return { state: 'lame', detail: 'it says NXDOMAIN' };
  if (answer.state === 'nodata') {
    const detail = answer.authoritative ? 'it has no NS record of the zone' : 'it refers to other servers';
    return { state: 'lame', detail };
  }
  if (answer.state === 'refused') {
    return { state: 'lame', detail: `it says ${answer.rcode}${answer.detail === '' ? '' : ` (${answer.detail})`}` };
  }
  const detail = dnsTroubleOf(answer);
  if (answer.state === 'unreachable' && answer.barred !== undefined) {
    const isInside = answer.barred.every((address) => networkOf(address) === 'internal');
    return isInside ? { state: 'internal', addresses: answer.barred } : { state: 'unasked', detail };
  }
  return definedOnly({ state: 'silent' as const, detail, kind: silenceOf(answer) });
}
