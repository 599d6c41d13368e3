import type { MatrixRow } from '../../artifacts/env/matrix.ts';
import type { ValueTrait } from '../../artifacts/env/value.ts';
import { leadsToDatabase } from '../env-names/name.ts';
import { isBlank } from '../values/secret.ts';
import { previewPlaces } from './preview-places.ts';
import { type LaunchEnvironment, traitsOf } from './questions.ts';

/** How a preview variable meets production's databases, with what was seen of it in words. */
export type Meeting = { readonly how: 'same-database' | 'same-server'; readonly seen: string };

/** The databases that an environment's values lead to, each as `<machine>/<database>`; local ones are nobody's. */
export function storesOf(rows: readonly MatrixRow[], environment: LaunchEnvironment): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => traitsOf(row[environment]).flatMap(storeOf)));
}

/** Whether preview reaches one of production's databases (`known`) through this variable, seen or known by its record. */
export function meetProduction(row: MatrixRow, known: ReadonlySet<string>): Meeting | undefined {
  const { production, preview, comparison } = row;
  const stores = previewPlaces(row).flatMap(({ cell }) => traitsOf(cell).flatMap(storeOf));
  const same = stores.find((store) => known.has(store));
  if (same !== undefined) return { how: 'same-database', seen: `leads to ${same} in preview as in production` };
  if (comparison === 'same' && leadsToDatabase(row.name) && isTelling(traitsOf(preview)) && !isBlank(preview.value)) {
    const isOneRecord = production.record === preview.record;
    const seen = isOneRecord ? 'one record with the targets production and preview' : 'equal in preview and production';
    return { how: 'same-database', seen };
  }
  const machines = new Set([...known].map(machineOf));
  const near = stores.find((store) => machines.has(machineOf(store)));
  if (near === undefined) return undefined;
  return { how: 'same-server', seen: `leads to ${near} in preview; production’s database is on the same machine` };
}

function storeOf(trait: ValueTrait): readonly string[] {
  if (trait.kind === 'database') return trait.local ? [] : [trait.server];
  // A Supabase address is the way into that project's only database.
  return trait.kind === 'url' && trait.project !== undefined ? [`${trait.project}.supabase/postgres`] : [];
}

function machineOf(store: string): string {
  return store.slice(0, store.indexOf('/'));
}

// Nobody's database is on localhost, and a pooler's bare host serves all customers: the user beside it tells them apart.
function isTelling(traits: readonly ValueTrait[]): boolean {
  return !traits.some((trait) => {
    if (trait.kind === 'database') return trait.local;
    return trait.kind === 'url' && (trait.local !== undefined || trait.host.endsWith('.pooler.supabase.com'));
  });
}
