import { findIn, zoneFor } from './find.ts';
import type { Query, Reply } from './message.ts';
import { withSignatures } from './signatures.ts';
import type { Zone, ZoneRecord } from './zone.ts';

/**
 * Answers as an authoritative server of `zones` does, and as nothing else: AA on its own data, referrals at cuts, REFUSED for the rest
 * of the world. An alias is followed within its own zone only, so that the asker has to go on by itself.
 */
export function authorityOf(zones: readonly Zone[]): (query: Query) => Reply {
  return (query) => {
    const zone = zoneFor(zones, query.name, query.type);
    if (zone === undefined) return { rcode: 'REFUSED', extendedError: { code: 20, text: 'Not authoritative' } };
    return inZone(zone, query);
  };
}

function inZone(zone: Zone, query: Query): Reply {
  const answers: ZoneRecord[] = [];
  const signed = (records: readonly ZoneRecord[]) =>
    query.edns?.dnssecOk === true ? withSignatures(records, zone) : records;
  let name = query.name;
  for (const seen = new Set<string>(); !seen.has(name); ) {
    seen.add(name);
    const found = findIn(zone, name, query.type);
    if (found.kind === 'referral') {
      if (answers.length > 0) break;
      const keys = query.edns?.dnssecOk === true ? dsOf(zone, found.cut) : [];
      return { rcode: 'NOERROR', authorities: [...found.records, ...keys], additionals: glueFor(zone, found.records) };
    }
    if (found.kind === 'nodata' || found.kind === 'nxdomain') {
      const rcode = found.kind === 'nodata' ? 'NOERROR' : 'NXDOMAIN';
      return { rcode, authoritative: true, answers: signed(answers), authorities: signed(soaOf(zone)) };
    }
    answers.push(...found.records);
    if (found.kind === 'records' || zoneFor([zone], found.target, query.type) === undefined) break;
    name = found.target;
  }
  return { rcode: 'NOERROR', authoritative: true, answers: signed(answers) };
}

/** The zone's SOA record, which a negative answer carries (RFC 2308). */
export function soaOf(zone: Zone): readonly ZoneRecord[] {
  return (zone.records.get(zone.name) ?? []).filter(({ type }) => type === 'SOA');
}

function dsOf(zone: Zone, cut: string): readonly ZoneRecord[] {
  return (zone.records.get(cut) ?? []).filter(({ type }) => type === 'DS');
}

function glueFor(zone: Zone, servers: readonly ZoneRecord[]): readonly ZoneRecord[] {
  return servers.flatMap((server) => {
    const records = server.type === 'NS' ? (zone.records.get(server.data.toLowerCase()) ?? []) : [];
    return records.filter(({ type }) => type === 'A' || type === 'AAAA');
  });
}
