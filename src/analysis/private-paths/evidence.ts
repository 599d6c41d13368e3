import { deepestCall, exportedPlaces, linkedPlaces, type Place as NamedPlace, type Sources } from './places.ts';
import type { SourceFacts } from './read-source.ts';
import type { SignAt } from './units.ts';

/** Where a module asks who is signed in. `behind` is the sign itself, when it stands in a function of another module. */
export type Evidence = Spot & { readonly behind?: Spot };
type Spot = { readonly what: string; readonly path: string; readonly line: number };

type Place = NamedPlace & { readonly first?: Spot };
type Level = { readonly here: Place[]; readonly next: Place[] };

const mostUnits = 3_000;

/**
 * Finds where exports of a module (or units of it, by local name), or what they call, ask who is signed in: the place that is the fewest
 * modules away.
 */
export function findEvidence(sources: Sources, path: string, names: readonly string[]): Evidence | undefined {
  const seen = new Set<string>();
  let here = names.flatMap((name) => exportedPlaces(sources, { path, name }));
  for (let depth = 0; depth <= deepestCall && here.length > 0; depth += 1) {
    const level: Level = { here, next: [] };
    for (let place = level.here.shift(); place !== undefined; place = level.here.shift()) {
      const key = `${place.path}\0${place.name}`;
      if (seen.has(key) || seen.size > mostUnits) continue;
      seen.add(key);
      const found = lookAt(sources, place, level);
      if (found !== undefined) return found;
    }
    here = level.next;
  }
  return undefined;
}

/** The sign of one unit, or nothing: then what it calls waits in the level. */
function lookAt(sources: Sources, { path, name, first }: Place, { here, next }: Level): Evidence | undefined {
  const facts = sources.facts(path);
  // What only the browser runs is in no answer of the server.
  if (facts === undefined || facts.client) return undefined;
  const unit = facts.units.get(name) ?? facts.units.get('');
  const sign = unit?.signs.find((one) => !isLookedBehind(sources, path, facts, one));
  if (sign !== undefined) {
    const spot = { what: sign.what, path, line: sign.line };
    return first === undefined ? spot : { ...first, behind: spot };
  }
  for (const [ref, line] of unit?.refs ?? []) {
    if (facts.units.has(ref)) here.push(first === undefined ? { path, name: ref } : { path, name: ref, first });
    const link = facts.imports.get(ref);
    const leading = first ?? { what: ref, path, line };
    if (link !== undefined)
      next.push(...linkedPlaces(sources, path, link).map((place) => ({ ...place, first: leading })));
  }
  return undefined;
}

// A name that says little is judged by what stands behind it, where that was read.
function isLookedBehind(sources: Sources, path: string, { imports }: SourceFacts, { weak }: SignAt): boolean {
  const link = weak === undefined ? undefined : imports.get(weak);
  return link !== undefined && sources.resolve(path, link.from) !== undefined;
}
