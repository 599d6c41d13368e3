import { excerptOf } from '../../analysis/tag-list/excerpt.ts';
import type { AddressLookup, NameLookup } from '../../artifacts/dns/lookup.ts';
import type { DnsZoneNames } from '../../artifacts/dns/names.ts';
import { definedOnly } from '../../core/defined.ts';
import type { DnsAnswer } from '../../core/doors/dns.ts';

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

/** CNAME targets that lead in a circle, the one met again last; none where they do not. */
export function circleOf(answer: DnsAnswer): readonly string[] {
  return answer.state === 'malformed' ? (answer.circle ?? []) : [];
}

/** How nobody spoke, where nobody did. */
export function silenceOf({ state }: DnsAnswer): 'timeout' | 'unreachable' | undefined {
  return state === 'timeout' || state === 'unreachable' ? state : undefined;
}

/** Why a question has no answer, for people: `127.0.0.53: SERVFAIL (no reachable authority)`. */
export function dnsTroubleOf(answer: DnsAnswer): string {
  const said = answer.state === 'refused' ? answer.rcode : answer.state;
  const detail = 'detail' in answer && answer.detail !== said ? excerptOf(answer.detail, 120) : '';
  return `${answer.server}: ${said}${detail === '' ? '' : ` (${detail})`}`;
}

/** A name that could not be asked, as the artifacts keep it. */
export function unaskedName(name: string, answer: DnsAnswer): DnsZoneNames['unasked'][number] {
  return definedOnly({ name, detail: dnsTroubleOf(answer), kind: silenceOf(answer) });
}

/** Whether the question was answered: with records, with NODATA or with NXDOMAIN. */
export function isSpoken(answer: DnsAnswer): answer is Extract<DnsAnswer, { chain: readonly string[] }> {
  return answer.state === 'found' || answer.state === 'nodata' || answer.state === 'nxdomain';
}

function unanswered(answer: Trouble): Extract<AddressLookup, { state: 'unknown' }> {
  return definedOnly({
    state: 'unknown' as const,
    kind: silenceOf(answer),
    rcode: answer.state === 'refused' ? answer.rcode : undefined,
    circle: circleOf(answer).length > 0 ? (true as const) : undefined,
    detail: dnsTroubleOf(answer),
  });
}
