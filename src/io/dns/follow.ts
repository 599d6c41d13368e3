import type { DnsAnswer, DnsRecord, DnsRecordOf, DnsType } from '../../core/doors/dns.ts';
import { malformed } from './heard.ts';
import type { Message } from './message.ts';
import type { Said } from './turns.ts';

/** What is looked for, and how to ask for it: by the name itself first, then by the name that an alias leads to. */
export type Search<T extends DnsType> = {
  readonly name: string;
  readonly type: T;
  readonly ask: (name: string) => Promise<Said>;
  /** Whether to ask for the target of an alias whose records did not come along. */
  readonly asksOn: boolean;
};

/** More aliases in a row than any resolver follows. */
const mostAliases = 12;

/**
 * Follows aliases through one answer, and through further ones where the server did not follow them itself, as authorities do
 * not. Records that belong to nobody on the way are not used: a server may say what it likes of other names.
 */
export async function follow<T extends DnsType>({ name, type, ask, asksOn }: Search<T>): Promise<DnsAnswer<T>> {
  const chain: string[] = [];
  let owner = name;
  let authenticated = true;
  for (;;) {
    const said = await ask(owner);
    const { server } = said;
    if (said.state !== 'message') return { ...said, detail: onTheWay(chain, said.detail) };
    const { message } = said;
    if (message.rcode !== 'NOERROR' && message.rcode !== 'NXDOMAIN') return refused(server, message, chain);

    const asked = owner;
    if (type !== 'CNAME') {
      const trouble = walk(message.answers, owner, [name], chain);
      if (trouble !== undefined) return { server, ...trouble };
    }
    owner = chain.at(-1) ?? name;
    authenticated &&= message.authenticated;
    const spoken = {
      server,
      chain,
      authenticated,
      authoritative: message.authoritative,
      bytes: message.bytes,
      authority: message.authority.filter((record) => holds(record.name, [name, ...chain])),
    };
    const records = message.answers.filter((record): record is DnsRecordOf<T> => isOf(record, owner, type));
    const isNone = message.rcode === 'NXDOMAIN';
    if (records.length > 0 && !isNone) return { ...spoken, state: 'found', records };
    if (records.length > 0) return { server, ...malformed('the answer says NXDOMAIN and gives records all the same') };
    if (isNone) return { ...spoken, state: 'nxdomain' };
    const isSettled = asked === owner || deniesMore(message, owner);
    if (!isSettled && asksOn) continue;
    return asksOn && isReferral(message) ? notRecursive(server) : { ...spoken, state: 'nodata' };
  }
}

type Aimless = { readonly state: 'malformed'; readonly detail: string; readonly circle?: readonly string[] };

function isOf(record: DnsRecord, owner: string, type: DnsType): boolean {
  return record.name === owner && record.type === type;
}

/** Adds to `chain` where the aliases among `answers` lead from `owner`; or says why they lead nowhere. */
function walk(
  answers: readonly DnsRecord[],
  owner: string,
  start: readonly string[],
  chain: string[],
): Aimless | undefined {
  const aliases = new Map(
    answers.flatMap((record) => (record.type === 'CNAME' ? [[record.name, record.target] as const] : [])),
  );
  for (let target = aliases.get(owner); target !== undefined; target = aliases.get(target)) {
    const isCircle = start.includes(target) || chain.includes(target);
    chain.push(target);
    if (isCircle) return { ...malformed(`the aliases lead in a circle, back to ${target}`), circle: chain };
    if (chain.length > mostAliases) return malformed(`more than ${mostAliases} aliases follow each other`);
  }
  return undefined;
}

// RFC 2308 §2.2: the SOA of the zone that the target lies in says that this is all there is.
function deniesMore({ authority }: Message, target: string): boolean {
  return authority.some((record) => record.type === 'SOA' && holds(record.name, [target]));
}

function holds(zone: string, names: readonly string[]): boolean {
  return zone === '' || names.some((name) => name === zone || name.endsWith(`.${zone}`));
}

// RFC 2308 §2.2: other servers named and no SOA is "ask there", and says nothing about the name.
function isReferral({ authority, authoritative, recursive }: Message): boolean {
  const denies = authority.some(({ type }) => type === 'SOA');
  return !authoritative && !recursive && !denies && authority.some(({ type }) => type === 'NS');
}

function notRecursive<T extends DnsType>(server: string): DnsAnswer<T> {
  return {
    server,
    state: 'refused',
    rcode: 'NOERROR',
    detail: 'the server does not resolve names: it only names others',
  };
}

function refused<T extends DnsType>(server: string, message: Message, chain: readonly string[]): DnsAnswer<T> {
  const detail = message.errors.map(({ words }) => words).join('; ');
  return { server, state: 'refused', rcode: message.rcode, detail: onTheWay(chain, detail) };
}

function onTheWay(chain: readonly string[], detail: string): string {
  if (chain.length === 0) return detail;
  return `the alias leads to ${chain.at(-1)}${detail === '' ? '' : `: ${detail}`}`;
}
