import type { Zone, ZoneRecord } from './zone.ts';
import { isWithin, parentOf } from './zone.ts';

/** What one zone knows about a name and type (RFC 1034, section 4.3.2). */
export type Found =
  | { readonly kind: 'records'; readonly records: readonly ZoneRecord[] }
  /** The name is an alias of `target`, and another type than CNAME was asked for. */
  | { readonly kind: 'alias'; readonly records: readonly ZoneRecord[]; readonly target: string }
  /** The name lies at or below a cut: `records` are the NS of the zone that begins there. */
  | { readonly kind: 'referral'; readonly cut: string; readonly records: readonly ZoneRecord[] }
  | { readonly kind: 'nodata' }
  | { readonly kind: 'nxdomain' };

/** Looks `name` (lower case, within the zone) up. Wildcards are expanded as RFC 4592 says. */
export function findIn(zone: Zone, name: string, type: string): Found {
  const cut = cutAbove(zone, name, type);
  if (cut !== undefined) return { kind: 'referral', cut, records: ofType(zone.records.get(cut), 'NS') };
  const own = zone.names.has(name) ? (zone.records.get(name) ?? []) : wildcard(zone, name);
  if (own === undefined) return { kind: 'nxdomain' };
  const records = ofType(own, type);
  if (records.length > 0) return { kind: 'records', records };
  const aliases = ofType(own, 'CNAME');
  const [alias] = aliases;
  if (alias?.type === 'CNAME') return { kind: 'alias', records: aliases, target: alias.data.toLowerCase() };
  return { kind: 'nodata' };
}

/** The zone that answers for a name among `zones`: the deepest one, but for DS the one above the cut (RFC 4035, section 3.1.4.1). */
export function zoneFor(zones: readonly Zone[], name: string, type: string): Zone | undefined {
  const above = zones.filter((one) => isWithin(name, one.name));
  const [deepest, next] = above.toSorted((a, b) => b.name.length - a.name.length);
  return type === 'DS' && deepest?.name === name ? (next ?? deepest) : deepest;
}

function ofType(records: readonly ZoneRecord[] | undefined, type: string): readonly ZoneRecord[] {
  return (records ?? []).filter((record) => record.type === type);
}

// The highest delegation on the way down to the name. The DS of a cut belongs to this side of it.
function cutAbove(zone: Zone, name: string, type: string): string | undefined {
  let found: string | undefined;
  for (let owner = name; owner !== zone.name; owner = parentOf(owner)) {
    const isOwnDs = owner === name && type === 'DS';
    if (!isOwnDs && ofType(zone.records.get(owner), 'NS').length > 0) found = owner;
  }
  return found;
}

// Only the wildcard right below the closest name that exists counts, and it takes the owner that was asked for.
function wildcard(zone: Zone, name: string): readonly ZoneRecord[] | undefined {
  let closest = parentOf(name);
  while (!zone.names.has(closest)) closest = parentOf(closest);
  const source = zone.records.get(closest === '' ? '*' : `*.${closest}`);
  return source?.map((record) => ({ ...record, name }));
}
