import { artifactOf, type Needs } from '../core/artifact.ts';
import type { AnyGatherer } from '../core/gatherer.ts';

/**
 * The gatherers that these needs call for, each after those it needs itself; what only a `given` artifact is made from is
 * left out. Throws when no gatherer makes an artifact, when two do, or when gatherers need one another in a circle: all
 * are mistakes in the program, not in the audited project.
 */
export function planGatherers(
  wanted: readonly Needs[],
  gatherers: readonly AnyGatherer[],
  given: ReadonlyMap<string, unknown> = new Map(),
): readonly AnyGatherer[] {
  const byArtifact = indexByArtifact(gatherers);
  const planned = new Set<AnyGatherer>();
  const open: string[] = [];

  const visit = (needs: Needs): void => {
    for (const need of Object.values(needs)) {
      const { id } = artifactOf(need);
      const gatherer = byArtifact.get(id);
      if (gatherer === undefined) throw new Error(`no gatherer makes the artifact ${id}`);
      if (open.includes(id)) throw new Error(`artifacts need one another: ${[...open, id].join(' → ')}`);
      if (planned.has(gatherer)) continue;
      open.push(id);
      if (!given.has(id)) visit(gatherer.needs);
      open.pop();
      planned.add(gatherer);
    }
  };

  for (const needs of wanted) visit(needs);
  return [...planned];
}

function indexByArtifact(gatherers: readonly AnyGatherer[]): ReadonlyMap<string, AnyGatherer> {
  const byArtifact = new Map<string, AnyGatherer>();
  for (const gatherer of gatherers) {
    const { id } = gatherer.artifact;
    if (byArtifact.has(id)) throw new Error(`two gatherers make the artifact ${id}`);
    byArtifact.set(id, gatherer);
  }
  return byArtifact;
}
