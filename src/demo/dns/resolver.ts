import { soaOf } from './authority.ts';
import { findIn, zoneFor } from './find.ts';
import type { Query, Reply } from './message.ts';
import { withSignatures } from './signatures.ts';
import type { Zone, ZoneRecord } from './zone.ts';

/** As long as a chain of aliases may be; resolvers give up at about here. */
const longestChain = 16;

/**
 * Answers as a validating resolver does that knows the whole internet of the practice launch: chases aliases over zones, sets AD when
 * every zone on the way is signed, and says SERVFAIL for a bogus one unless the client disables checking (RFC 4035, section 3.2).
 * Nothing is signed for real: it knows what its validation would have found from the zones' `security`.
 */
export function resolverOf(zones: readonly Zone[]): (query: Query) => Reply {
  return (query) => ({ ...resolve(zones, query), recursionAvailable: true });
}

function resolve(zones: readonly Zone[], query: Query): Reply {
  if (!query.recursionDesired) return { rcode: 'REFUSED', extendedError: { code: 20, text: 'Not authoritative' } };
  const answers: ZoneRecord[] = [];
  let isSecure = true;
  let name = query.name;
  for (let step = 0; step <= longestChain; step += 1) {
    const zone = zoneFor(zones, name, query.type);
    const found = zone === undefined ? undefined : findIn(zone, name, query.type);
    // The servers that a referral names are not in this internet: nobody can be asked there.
    if (zone === undefined || found === undefined || found.kind === 'referral') return unreachable;
    if (zone.security === 'bogus' && !query.checkingDisabled) return bogus(zone);
    isSecure &&= zone.security === 'signed';
    const signed = (records: readonly ZoneRecord[]) =>
      query.edns?.dnssecOk === true ? withSignatures(records, zone) : records;
    if (found.kind === 'nodata' || found.kind === 'nxdomain') {
      const rcode = found.kind === 'nodata' ? 'NOERROR' : 'NXDOMAIN';
      return { rcode, answers, authorities: signed(soaOf(zone)), authenticated: isVouchedFor(query, isSecure) };
    }
    answers.push(...signed(found.records));
    if (found.kind === 'records') return { rcode: 'NOERROR', answers, authenticated: isVouchedFor(query, isSecure) };
    name = found.target;
  }
  return { rcode: 'SERVFAIL' };
}

// RFC 6840, section 5.7: AD is for those who asked for it, by DO or by AD in the question.
function isVouchedFor(query: Query, isSecure: boolean): boolean {
  const isWanted = query.authenticData || query.edns?.dnssecOk === true;
  return isSecure && isWanted && !query.checkingDisabled;
}

const unreachable: Reply = { rcode: 'SERVFAIL', extendedError: { code: 22, text: 'No reachable authority' } };

function bogus(zone: Zone): Reply {
  const text = `no DNSKEY of ${zone.name} matches the DS record at its parent`;
  return { rcode: 'SERVFAIL', extendedError: { code: 9, text } };
}
