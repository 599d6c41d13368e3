import type { DnsNames } from '../../artifacts/dns/names.ts';
import { listOf } from '../../core/text.ts';
import type { OpenQuestion } from '../mail-answers/unless-unanswered.ts';

/** What settles a name that could not be asked. */
export const unaskedHint =
  'run the audit again; a SERVFAIL that stays is explained by dns/dnssec or dns/delegation, and goes away with it';

/** What the sweep of the usual names could not learn: one question for all names that failed alike. */
export function unaskedOf(zones: DnsNames): readonly OpenQuestion[] {
  const unasked = zones.flatMap((zone) => zone.unasked);
  const half = zones
    .flatMap((zone) => zone.names)
    .flatMap(({ name, a, aaaa }) => {
      const lookup = [a, aaaa].find(({ state }) => state === 'unknown');
      return lookup?.state === 'unknown' ? [{ ...lookup, name }] : [];
    });
  const groups = Map.groupBy([...unasked, ...half], ({ detail }) => detail);
  return [...groups].map(([why, open]) => ({
    name: listOf(
      open.map(({ name }) => name),
      3,
    ),
    why,
    kind: open[0]?.kind,
  }));
}
