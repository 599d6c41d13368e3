import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import { askedUnits, onlyReads } from './asks.ts';
import { mergeHeaders, type SetHeader } from './cache-headers.ts';
import type { FoundRoute } from './compile.ts';
import type { Sources } from './places.ts';
import { type Reach, reachFrom } from './reach.ts';
import { type Part, renderingOf } from './rendering.ts';

/** What a route does when it is asked. */
export type Behaviour = Pick<FoundRoute, 'onlyReads' | 'rendered' | 'sets'>;

const nothing: Reach = { units: [], found: false, strange: new Set(['']) };

/**
 * Tells what routes do when they are asked, by what they and the files around them call. `configured` are cache headers that
 * configuration files set for the route's path.
 */
export function behaviourOf(
  sources: Sources,
): (route: RepositoryRoute, around: readonly string[], configured: readonly SetHeader[]) => Behaviour {
  const known = new Map<string, Part | undefined>();
  const frame = (path: string): Part | undefined => {
    if (!known.has(path)) known.set(path, partOf(sources, path, ['default', 'generateMetadata', '']));
    return known.get(path);
  };
  return (route, around, configured) => {
    const facts = sources.facts(route.file);
    const own = facts === undefined ? undefined : partOf(sources, route.file, askedUnits(route, facts));
    const frames = around.map(frame);
    const present = frames.filter((one) => one !== undefined);
    const reaches = present.map(({ reach }) => reach);
    const rendered =
      own === undefined || present.length < frames.length ? undefined : renderingOf(route, own, present, sources);
    const written = (own?.reach.units ?? []).flatMap(({ unit }) => unit.sets);
    return {
      onlyReads: onlyReads(own?.reach ?? nothing, reaches, route.kind),
      ...(rendered === undefined ? {} : { rendered }),
      sets: mergeHeaders([...written, ...configured]),
    };
  };
}

function partOf(sources: Sources, path: string, names: readonly string[]): Part | undefined {
  const facts = sources.facts(path);
  return facts === undefined ? undefined : { facts, reach: reachFrom(sources, path, names) };
}
