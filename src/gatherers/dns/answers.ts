import type { AddressLookup, NameLookup } from '../../artifacts/dns/lookup.ts';
import { definedOnly } from '../../core/defined.ts';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { UnavailableError } from '../../core/fault.ts';

type Trouble = Exclude<DnsAnswer, { state: 'found' | 'nodata' | 'nxdomain' }>;

/** An answer about A or AAAA as the artifacts keep it. Addresses are sorted, so that two runs can be compared. */
export function addressesOf(answer: DnsAnswer<'A'> | DnsAnswer<'AAAA'>): AddressLookup {
  if (answer.state === 'found') {
    return { state: 'found', addresses: [...new Set(answer.records.map(({ address }) => address))].toSorted() };
  }
  if (answer.state === 'nodata' || answer.state === 'nxdomain') return { state: answer.state };
  return unanswered(answer);
}

/** An answer about NS or MX as the names it points to, sorted. */
export function namesOf(answer: DnsAnswer<'NS'> | DnsAnswer<'MX'>): NameLookup {
  if (answer.state === 'found') {
    const names = answer.records.map((record) => (record.type === 'MX' ? record.exchange : record.target));
    return { state: 'found', names: [...new Set(names)].toSorted() };
  }
  if (answer.state === 'nodata' || answer.state === 'nxdomain') return { state: answer.state };
  return unanswered(answer);
}

/** CNAME targets on the way to the answer; none when nobody answered. */
export function chainOf(answer: DnsAnswer): readonly string[] {
  return 'chain' in answer ? answer.chain : [];
}

/** Why there is no answer, for people: `127.0.0.53: SERVFAIL (no reachable authority)`. */
export function troubleOf(answer: DnsAnswer): string {
  if (answer.state === 'refused') {
    return `${answer.server}: ${answer.rcode}${answer.detail === '' ? '' : ` (${answer.detail})`}`;
  }
  if ('detail' in answer && answer.detail !== '' && answer.detail !== answer.state) {
    return `${answer.server}: ${answer.state} (${answer.detail})`;
  }
  return `${answer.server}: ${answer.state}`;
}

/** Whether the question was answered: with records, with NODATA or with NXDOMAIN. */
export function isSpoken(answer: DnsAnswer): answer is Extract<DnsAnswer, { chain: readonly string[] }> {
  return answer.state === 'found' || answer.state === 'nodata' || answer.state === 'nxdomain';
}

/** Whether nobody spoke at all: no server was reached, or none in time. */
export function isSilent(answer: DnsAnswer): boolean {
  return answer.state === 'timeout' || answer.state === 'unreachable';
}

/** Throws `UnavailableError` when not one of the answers came from a server: then there is no fact to keep. */
export function refuseSilence(answers: readonly DnsAnswer[], { resolver }: DnsDoor): void {
  const [first] = answers;
  if (first === undefined || !answers.every(isSilent)) return;
  throw new UnavailableError(
    answers.some(({ state }) => state === 'timeout') ? 'timeout' : 'offline',
    `no answer from the resolver ${resolver} (${troubleOf(first)}); check the network, or name another with "network": { "resolver": … } in a file given with --config`,
  );
}

function unanswered(answer: Trouble): Extract<AddressLookup, { state: 'unknown' }> {
  return definedOnly({
    state: 'unknown' as const,
    rcode: answer.state === 'refused' ? answer.rcode : undefined,
    detail: troubleOf(answer),
  });
}
