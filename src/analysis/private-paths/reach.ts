import { deepestCall, exportedPlaces, linkedPlaces, type Place, type Sources } from './places.ts';
import type { SourceFacts } from './read-source.ts';
import type { Unit } from './units.ts';

/** A unit that comes into play when some others are run. */
export type Reached = Place & { readonly unit: Unit; readonly facts: SourceFacts };

/**
 * `found`: an export that was asked for has a unit. `strange`: modules and names that were not looked into, as they are imported; an empty text for what no name says.
 */
export type Reach = {
  readonly units: readonly Reached[];
  readonly found: boolean;
  readonly strange: ReadonlySet<string>;
};

const mostUnits = 3_000;
// Neither code nor what a server runs.
const plainFile = /\.(?:css|scss|sass|less|svg|png|jpe?g|gif|webp|avif|ico|json|woff2?|ttf|txt)$/i;

/**
 * The units that run when exports of a module (or units of it, by local name) do, with what they call in other modules. What only the
 * browser runs is left out.
 */
export function reachFrom(sources: Sources, path: string, names: readonly string[]): Reach {
  const units: Reached[] = [];
  const strange = new Set<string>();
  const seen = new Set<string>();
  const starts =
    sources.facts(path) === undefined ? [] : names.flatMap((name) => exportedPlaces(sources, { path, name }));
  const found = starts.some(({ name }) => name !== '');
  if (!found) strange.add('');
  let here = starts;
  for (let depth = 0; here.length > 0; depth += 1) {
    const waiting = [...here];
    const next: Place[] = [];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const key = `${place.path}\0${place.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const facts = sources.facts(place.path);
      const unit = facts?.units.get(place.name) ?? facts?.units.get('');
      if (depth > deepestCall || seen.size > mostUnits || facts?.unread !== undefined) strange.add('');
      if (facts === undefined || unit === undefined || facts.client || seen.size > mostUnits) continue;
      units.push({ ...place, unit, facts });
      for (const ref of unit.runs) {
        if (facts.units.has(ref)) waiting.push({ path: place.path, name: ref });
        const link = facts.imports.get(ref);
        if (link === undefined) continue;
        const there = sources.resolve(place.path, link.from);
        if (there === undefined) {
          if (!plainFile.test(link.from)) strange.add(link.from);
        } else if (sources.facts(there)?.client === true) continue;
        else {
          const places = linkedPlaces(sources, place.path, link);
          if (places.length === 0) strange.add('');
          next.push(...places);
        }
      }
    }
    here = next;
  }
  return { units, found, strange };
}
