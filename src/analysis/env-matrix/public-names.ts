import type { MatrixRow } from '../../artifacts/env/matrix.ts';
import type { EnvUsage } from '../../artifacts/env/usage.ts';
import type { RepositoryEnvFiles } from '../../artifacts/repository/env-files.ts';
import type { Gathered } from '../../core/gathered.ts';
import type { Location } from '../../core/location.ts';
import { publicPrefix } from '../env-names/name.ts';
import { isSet, variableAt } from './questions.ts';
import { readPlaces } from './reads.ts';

/** Every name under a public prefix with all the places that have it: settings first, then code, then env files. */
export function publicNames(
  rows: readonly MatrixRow[],
  usage: EnvUsage,
  files: Gathered<RepositoryEnvFiles>,
): ReadonlyMap<string, readonly Location[]> {
  const places = new Map<string, Location[]>();
  const add = (name: string, at: readonly Location[]): void => {
    if (publicPrefix(name) !== undefined) places.set(name, [...(places.get(name) ?? []), ...at]);
  };
  for (const row of rows) if (isSet(row)) add(row.name, [variableAt(row.name)]);
  for (const variable of usage.variables) add(variable.name, readPlaces(variable));
  for (const { path, variables } of files.state === 'ok' ? files.value.files : []) {
    for (const { name, line } of variables) add(name, [{ kind: 'file', path, line }]);
  }
  return places;
}
