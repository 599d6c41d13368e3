import { frameworkOf } from '../../analysis/workspace/framework.ts';
import { dependenciesOf } from '../../analysis/workspace/manifest.ts';
import type { WorkspacePackage } from '../../analysis/workspace/resolve.ts';
import { repositorySources, type SourcePackage } from '../../artifacts/repository/sources.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { compareText } from '../../core/text.ts';
import { describeReads } from './describe-reads.ts';
import { findWorkspace, type Workspace } from './find-workspace.ts';
import { emptyLibrary, type Library, loadFolder } from './library.ts';
import { type Links, linkModules } from './link-modules.ts';
import { nearest } from './paths.ts';

/** Reads the audited directory and, of the workspace around it, the packages that its code imports. */
export const gatherRepositorySources = defineGatherer({
  artifact: repositorySources,
  needs: {},
  gather: async (context) => {
    const workspace = await findWorkspace(context.io.files, context.target.root);
    const library = emptyLibrary();
    await loadFolder(library, context, { folder: '.', boundary: workspace.boundary });
    const links = await loadImported(library, context, workspace);
    const { reads, dynamic } = describeReads(library, links);
    return {
      packages: [...library.packages.values()].map((found) => describePackage(found, links)).sort(byDir),
      reads,
      dynamic,
      unread: [...library.unread, ...unreachable(library, links)].sort((a, b) => compareText(a.path, b.path)),
      files: library.modules.size,
    };
  },
});

/** Loads imported packages from outside until nothing new is imported. Each round adds at least one, so it ends. */
async function loadImported(library: Library, context: GatherContext, workspace: Workspace): Promise<Links> {
  const byDir = new Map(workspace.packages.map((found) => [found.dir, found]));
  for (;;) {
    const links = linkModules(library, workspace.packages);
    const needed = new Set<WorkspacePackage>();
    for (const path of links.missing) {
      const found = nearest(byDir, path);
      if (found !== undefined && !library.packages.has(found.dir)) needed.add(found);
    }
    if (needed.size === 0) return links;
    for (const found of needed) {
      library.packages.set(found.dir, found);
      await loadFolder(library, context, { folder: found.dir, boundary: workspace.boundary });
    }
  }
}

function unreachable(library: Library, links: Links) {
  return [...links.missing]
    .filter((path) => nearest(library.packages, path) === undefined)
    .map((path) => ({ path, why: 'it is imported and lies outside the audited directory and its workspace' }));
}

function describePackage({ dir, manifest }: WorkspacePackage, links: Links): SourcePackage {
  return definedOnly({
    dir,
    name: manifest.name,
    framework: frameworkOf(manifest),
    dependencies: dependenciesOf(manifest),
    imports: [...(links.packages.get(dir) ?? [])].sort(),
  });
}

function byDir(a: SourcePackage, b: SourcePackage): number {
  return compareText(a.dir, b.dir);
}
