import { registrableDomain } from '../../analysis/host-names/registrable-domain.ts';
import { isAddressLiteral } from '../../analysis/mx/address.ts';
import type { DnsZoneNames, LostTarget, ZoneName } from '../../artifacts/dns/names.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { isSpoken, unaskedName } from './answers.ts';

type Pointer = Pick<LostTarget, 'name' | 'type' | 'chain' | 'target'>;
type Unasked = DnsZoneNames['unasked'];

/** Records whose target is NXDOMAIN, and the names about which nothing was learnt. */
export type AbsentTargets = { readonly absent: readonly Pointer[]; readonly unasked: Unasked };

// A sub-zone whose servers are gone shows only as a failure; past this many the zone itself is what is broken.
const mostSubZones = 5;
// Real zones have a handful of mail and name servers.
const mostServers = 30;

/** The MX and NS targets of a zone that are not there. */
export async function findAbsentServers(context: GatherContext, zone: string): Promise<AbsentTargets> {
  const { dns } = context.io;
  const [ns, mx] = await Promise.all([dns.ask(zone, 'NS', context.signal), dns.ask(zone, 'MX', context.signal)]);
  const targets = [
    ...(ns.state === 'found' ? ns.records.map(({ target }) => ['NS', target] as const) : []),
    ...(mx.state === 'found' ? mx.records.map(({ exchange }) => ['MX', exchange] as const) : []),
  ];
  // The null MX (RFC 7505) points to the root, and an address in an MX (the matter of email/mx-records) to no name.
  const pointers = targets
    .filter(([type, target]) => target !== '' && !(type === 'MX' && isAddressLiteral(target)))
    .slice(0, mostServers)
    .map(([type, target]) => ({ name: zone, type, chain: [target], target }));
  const found = await onlyAbsent(context, pointers);
  const failed = [ns, mx].filter((answer) => !isSpoken(answer));
  return { ...found, unasked: [...failed.map((answer) => unaskedName(zone, answer)), ...found.unasked] };
}

/** The servers of sub-zones that are not there, for names that failed: a dead delegation shows in no other way. */
export async function findAbsentSubZones(
  context: GatherContext,
  zone: string,
  broken: readonly string[],
): Promise<readonly Pointer[]> {
  const { absent } = await onlyAbsent(context, await subZoneServers(context, zone, broken));
  return absent;
}

/** The CNAMEs among `names` whose target is not there. */
export function absentAliases(names: readonly ZoneName[]): readonly Pointer[] {
  return names.flatMap(({ name, chain, a }): readonly Pointer[] => {
    const target = chain.at(-1);
    return target !== undefined && a.state === 'nxdomain' ? [{ name, type: 'CNAME', chain, target }] : [];
  });
}

/** Adds whether the domain of each target is registered: what is free can be taken by anybody. */
export async function withDomains(
  context: GatherContext,
  pointers: readonly Pointer[],
  ownDomains: readonly string[],
): Promise<readonly LostTarget[]> {
  return Promise.all(pointers.map((pointer) => withDomain(context, pointer, ownDomains)));
}

async function subZoneServers(
  { io: { dns }, signal }: GatherContext,
  zone: string,
  broken: readonly string[],
): Promise<readonly Pointer[]> {
  const below = broken.filter((name) => name !== zone);
  if (below.length === 0 || below.length > mostSubZones) return [];
  const ns = await dns.ask(zone, 'NS', signal);
  const server = ns.state === 'found' ? ns.records[0]?.target : undefined;
  if (server === undefined) return [];
  const answers = await Promise.all(below.map((name) => dns.askServer(server, name, 'NS', signal)));
  return answers.flatMap((answer, index) => {
    const name = below[index] ?? zone;
    const authority = 'authority' in answer ? answer.authority : [];
    return authority.flatMap((record): readonly Pointer[] =>
      record.type === 'NS' && record.name === name
        ? [{ name, type: 'NS', chain: [record.target], target: record.target }]
        : [],
    );
  });
}

async function onlyAbsent({ io: { dns }, signal }: GatherContext, all: readonly Pointer[]): Promise<AbsentTargets> {
  // Where the person says where a name server lies, its name need not be in the DNS.
  const pointers = all.filter(({ type, target }) => type !== 'NS' || !dns.isMapped(target));
  const answers = await Promise.all(pointers.map(({ target }) => dns.ask(target, 'A', signal)));
  const asked = pointers.map((pointer, index) => ({ pointer, answer: answers[index] }));
  return {
    absent: asked.filter(({ answer }) => answer?.state === 'nxdomain').map(({ pointer }) => pointer),
    unasked: asked.flatMap(({ pointer, answer }) =>
      answer === undefined || isSpoken(answer) ? [] : [unaskedName(pointer.target, answer)],
    ),
  };
}

async function withDomain(
  { io: { dns }, signal }: GatherContext,
  pointer: Pointer,
  ownDomains: readonly string[],
): Promise<LostTarget> {
  const { domain } = registrableDomain(pointer.target);
  if (domain === undefined) return { ...pointer, registered: 'unknown' };
  if (ownDomains.includes(domain)) return { ...pointer, domain, registered: 'yes' };
  const answer = await dns.ask(domain, 'NS', signal);
  if (answer.state === 'nxdomain') return { ...pointer, domain, registered: 'no' };
  const isThere = answer.state === 'found' || answer.state === 'nodata';
  return { ...pointer, domain, registered: isThere ? 'yes' : 'unknown' };
}
