import {
  fileOf,
  type ImportTarget,
  importTarget,
  type ResolverWorld,
  type WorkspacePackage,
} from '../../analysis/workspace/resolve.ts';
import { type Library, packageOf } from './library.ts';
import { isOutside, nearest } from './paths.ts';

/** How the modules of a library hang together. */
export type Links = {
  /** For each module, the modules it imports. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
  /** For each package, the other packages that its modules import. */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  /** Imported paths outside the audited root that are not in the library. */
  readonly missing: ReadonlySet<string>;
};

const asset = /\.(?!(?:[mc]?[jt]sx?|vue|svelte|astro)$)\w{1,12}$/;

/** Resolves every import. `outside` are the workspace's packages beyond the audited root, read or not. */
export function linkModules(library: Library, outside: readonly WorkspacePackage[]): Links {
  const world = worldOf(library, outside);
  const modules = new Map<string, readonly string[]>();
  const packages = new Map<string, Set<string>>();
  const missing = new Set<string>();
  for (const [path, facts] of library.modules) {
    const files: string[] = [];
    const own = packageOf(library, path).dir;
    const imported = packages.get(own) ?? new Set<string>();
    packages.set(own, imported);
    for (const specifier of facts.imports) {
      const target = importTarget(world, path, specifier);
      const file = fileOf(world, target);
      if (file !== undefined) files.push(file);
      else noteMissing(missing, target);
      const to = target.package?.dir ?? (file === undefined ? own : packageOf(library, file).dir);
      if (to !== own) imported.add(to);
    }
    modules.set(path, files);
  }
  return { modules, packages, missing };
}

function noteMissing(missing: Set<string>, target: ImportTarget): void {
  if (target.package !== undefined) {
    if (isOutside(target.package.dir)) missing.add(`${target.package.dir}/package.json`);
    return;
  }
  const outside = target.candidates.find((candidate) => isOutside(candidate) && !asset.test(candidate));
  if (outside !== undefined) missing.add(outside);
}

function worldOf(library: Library, outside: readonly WorkspacePackage[]): ResolverWorld {
  const packagesByName = new Map<string, WorkspacePackage>();
  for (const found of [...outside, ...library.packages.values()]) {
    if (found.manifest.name !== undefined) packagesByName.set(found.manifest.name, found);
  }
  return {
    has: (path) => library.modules.has(path),
    packagesByName,
    packageOf: (path) => packageOf(library, path),
    configOf: (path) => nearest(library.configs, path),
  };
}
