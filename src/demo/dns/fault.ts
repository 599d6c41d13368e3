import type { RecordType } from 'dns-packet';
import type { Query, Rcode, Reply, Transport } from './message.ts';

/** One way for a name server to misbehave. */
export type DnsFault =
  /** Nothing comes back; over TCP the connection stays open. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'rcode'; readonly rcode: Rcode }
  /** Bytes that are no DNS message, or a datagram without any. */
  | { readonly kind: 'garbage' }
  | { readonly kind: 'empty' }
  /** TC over UDP, and over TCP again. */
  | { readonly kind: 'truncated' }
  /** Somebody else's answer: another id, or another question. */
  | { readonly kind: 'wrong-id' }
  | { readonly kind: 'wrong-question' }
  /** The name is an alias of another, which is an alias of the first. */
  | { readonly kind: 'loop' }
  | { readonly kind: 'late'; readonly ms: number };

/** Which questions go wrong; what is not given fits all. For `times` questions, or for all of them. */
export type DnsFaultRule = {
  /** In lower case; a name also stands for everything below it when it begins with a dot. */
  readonly name?: string;
  readonly type?: RecordType;
  readonly transport?: Transport;
  readonly fault: DnsFault;
  readonly times?: number;
};

/** Takes the fault that is due for a question, if one is, and counts it. */
export function faultTaker(
  rules: readonly DnsFaultRule[],
): (query: Query, transport: Transport) => DnsFault | undefined {
  const left = rules.map((rule) => ({ rule, times: rule.times ?? Number.POSITIVE_INFINITY }));
  return (query, transport) => {
    const due = left.find(({ rule, times }) => times > 0 && fits(rule, query, transport));
    if (due === undefined) return undefined;
    due.times -= 1;
    return due.rule.fault;
  };
}

function fits(rule: DnsFaultRule, query: Query, transport: Transport): boolean {
  if (rule.type !== undefined && rule.type !== query.type) return false;
  if (rule.transport !== undefined && rule.transport !== transport) return false;
  if (rule.name === undefined) return true;
  return rule.name === query.name || (rule.name.startsWith('.') && query.name.endsWith(rule.name));
}

/** The reply that a fault turns into, where it is still a reply. */
export function faultyReply(fault: DnsFault, query: Query, reply: Reply): Reply {
  if (fault.kind === 'rcode') return { rcode: fault.rcode };
  if (fault.kind === 'truncated') return { ...reply, truncated: true };
  if (fault.kind === 'loop') return { rcode: 'NOERROR', authoritative: true, answers: loop(query.name) };
  return reply;
}

/** The question that the reply is written for: another one than was asked, when the server lies. */
export function faultyQuery(fault: DnsFault, query: Query): Query {
  if (fault.kind === 'wrong-id') return { ...query, id: (query.id + 1) % 0x1_0000 };
  if (fault.kind === 'wrong-question') return { ...query, name: `not-${query.name}`, spelled: `not-${query.spelled}` };
  return query;
}

function loop(name: string): NonNullable<Reply['answers']> {
  const other = `loop.${name}`;
  return [
    { name, type: 'CNAME', ttl: 300, data: other },
    { name: other, type: 'CNAME', ttl: 300, data: name },
  ];
}
