import type { ModuleRead } from '../../analysis/env-reads/read-module.ts';
import { frameworkOf } from '../../analysis/workspace/framework.ts';
import { type GraphModule, type Side, sidesOf } from '../../analysis/workspace/sides.ts';
import { isTooling } from '../../analysis/workspace/source-files.ts';
import type { EnvRead, RepositorySources } from '../../artifacts/repository/sources.ts';
import { compareText } from '../../core/text.ts';
import { inPackage, type Library, packageOf } from './library.ts';
import type { Links } from './link-modules.ts';

type Described = Pick<RepositorySources, 'reads' | 'dynamic'>;

/** Puts every read of a library into its package and onto its side. Sorted by place. */
export function describeReads(library: Library, links: Links): Described {
  const graph = graphOf(library, links);
  const sides = sidesOf(graph);
  const reads: EnvRead[] = library.reads.map((read) => ({ ...read, package: packageOf(library, read.at.path).dir }));
  const dynamic: Described['dynamic'][number][] = [];
  for (const [path, facts] of library.modules) {
    const { dir } = packageOf(library, path);
    const framework = graph.get(path)?.framework;
    const tooling = isTooling(inPackage(library, path));
    for (const line of facts.dynamic) dynamic.push({ at: { path, line }, package: dir });
    for (const read of facts.reads) {
      const side = sideOf(read, sides.get(path) ?? 'server', framework);
      const { name, via, line } = read;
      reads.push({ name, at: { path, line }, package: dir, side, optional: read.optional || tooling, via });
    }
  }
  return { reads: reads.sort(byPlace), dynamic: dynamic.sort(byPlace) };
}

function graphOf(library: Library, links: Links): ReadonlyMap<string, GraphModule> {
  const frameworks = new Map<string, string | undefined>();
  for (const { dir, manifest } of library.packages.values()) frameworks.set(dir, frameworkOf(manifest));
  const graph = new Map<string, GraphModule>();
  for (const [path, facts] of library.modules) {
    graph.set(path, {
      path,
      inPackage: inPackage(library, path),
      framework: frameworks.get(packageOf(library, path).dir),
      directive: facts.directive,
      serverOnly: facts.imports.includes('server-only'),
      imports: links.modules.get(path) ?? [],
    });
  }
  return graph;
}

/**
 * `import.meta.env` is filled in by a bundler: Vite's apps are browser code, frameworks built on it render on both
 * sides. In every other case the graph of imports decides.
 */
function sideOf(read: ModuleRead, graphSide: Side, framework: string | undefined): Side {
  if (read.serverOnly) return 'server';
  if (read.via !== 'import.meta.env' || framework === 'next') return graphSide;
  return framework === undefined || framework === 'vite' ? 'browser' : 'both';
}

function byPlace(a: { readonly at: EnvRead['at'] }, b: { readonly at: EnvRead['at'] }): number {
  if (a.at.path === b.at.path) return a.at.line - b.at.line;
  return compareText(a.at.path, b.at.path);
}
