import { excerptOf } from '../../analysis/tag-list/excerpt.ts';
import type { AddressLookup, NameLookup } from '../../artifacts/dns/lookup.ts';
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

/** Why a question has no answer, for people: `127.0.0.53: SERVFAIL (no reachable authority)`. */
export function dnsTroubleOf(answer: DnsAnswer): string {
  const said = answer.state === 'refused' ? answer.rcode : answer.state;
  const detail = 'detail' in answer && answer.detail !== said ? excerptOf(answer.detail, 120) : '';
  return `${answer.server}: ${said}${detail === '' ? '' : ` (${detail})`}`;
}

/** Whether the question was answered: with records, with NODATA or with NXDOMAIN. */
export function isSpoken(answer: DnsAnswer): answer is Extract<DnsAnswer, { chain: readonly string[] }> {
  return answer.state === 'found' || answer.state === 'nodata' || answer.state === 'nxdomain';
}

function unanswered(answer: Trouble): Extract<AddressLookup, { state: 'unknown' }> {
  return definedOnly({
    state: 'unknown' as const,
    rcode: answer.state === 'refused' ? answer.rcode : undefined,
    detail: dnsTroubleOf(answer),
  });
}
