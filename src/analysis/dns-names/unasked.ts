import type { DnsNames } from '../../artifacts/dns/names.ts';
import { count, listOf } from '../../core/text.ts';

/** What settles a name that could not be asked. */
export const unaskedHint =
  'run the audit again; a SERVFAIL that stays is explained by dns/dnssec or dns/delegation, and goes away with it';

/** What the sweep of the usual names could not learn, in words; nothing when every name was answered. */
export function unaskedOf(zones: DnsNames): string | undefined {
  const unasked = zones.flatMap((zone) => zone.unasked);
  const half = zones
    .flatMap((zone) => zone.names)
    .flatMap(({ name, a, aaaa }) => {
      const lookup = [a, aaaa].find(({ state }) => state === 'unknown');
      return lookup?.state === 'unknown' ? [{ name, detail: lookup.detail }] : [];
    });
  const open = [...unasked, ...half];
  if (open.length === 0) return undefined;
  const details = [...new Set(open.map(({ detail }) => detail))];
  const groups = details.map((detail) => {
    const names = open.filter((one) => one.detail === detail).map(({ name }) => name);
    return `${listOf(names, 3)} (${detail})`;
  });
  return `${count(open.length, 'name')} could not be asked: ${listOf(groups, 3)}`;
}
