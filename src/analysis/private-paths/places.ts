import type { Link } from './links.ts';
import type { SourceFacts } from './read-source.ts';

/** Modules as far as they were read, by path. */
export type Sources = {
  readonly facts: (path: string) => SourceFacts | undefined;
  /** The file behind an import, when it is among the sources. */
  readonly resolve: (from: string, specifier: string) => string | undefined;
};

/** A unit of a module, by local name. */
export type Place = { readonly path: string; readonly name: string };

/** How many modules a call is followed into: helpers call helpers, rarely more than that. */
export const deepestCall = 3;

/** Where what an import names really stands; none when its module was not read. */
export function linkedPlaces(sources: Sources, from: string, { from: specifier, name }: Link): readonly Place[] {
  const path = sources.resolve(from, specifier);
  return path === undefined ? [] : exportedPlaces(sources, { path, name });
}

/** Where what a module exports under a name really stands, past modules that only hand it on. */
export function exportedPlaces(sources: Sources, place: Place): readonly Place[] {
  const found: Place[] = [];
  const waiting = [place];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, name } = next;
    const facts = sources.facts(path);
    const key = `${path}\0${name}`;
    if (facts === undefined || facts.client || seen.has(key) || seen.size > 200) continue;
    seen.add(key);
    const target = facts.exports.get(name);
    const links = target === undefined ? facts.stars.map((from) => ({ from, name })) : [];
    const handedOn = typeof target === 'string' && !facts.units.has(target) ? facts.imports.get(target) : undefined;
    if (handedOn !== undefined) links.push(handedOn);
    else if (typeof target === 'string') found.push({ path, name: target });
    else if (target !== undefined) links.push(target);
    // All of a module, or a unit that is not exported.
    else if (name === '*') found.push(...[...facts.units.keys()].map((unit) => ({ path, name: unit })));
    else if (facts.units.has(name)) found.push({ path, name });
    for (const link of links) {
      const there = sources.resolve(path, link.from);
      if (there !== undefined) waiting.push({ path: there, name: link.name });
    }
  }
  return found;
}
