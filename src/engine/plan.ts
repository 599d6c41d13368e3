import { artifactOf, type Needs } from '../core/artifact.ts';
import type { AnyGatherer } from '../core/gatherer.ts';

/**
 * The gatherers that these needs call for, each after those it needs itself. Throws when no gatherer makes an artifact
 * or when gatherers need one another in a circle: both are mistakes in the program, not in the audited project.
 */
export function planGatherers(wanted: readonly Needs[], gatherers: readonly AnyGatherer[]): readonly AnyGatherer[] {
  const byArtifact = new Map(gatherers.map((gatherer) => [gatherer.artifact.id, gatherer]));
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
      visit(gatherer.needs);
      open.pop();
      planned.add(gatherer);
    }
  };

  for (const needs of wanted) visit(needs);
  return [...planned];
}
