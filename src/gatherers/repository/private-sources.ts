import { dirname } from 'node:path/posix';
import { type MiddlewareModule, parseMiddlewareModule } from '../../analysis/private-paths/middleware-module.ts';
import type { MiddlewareWorld } from '../../analysis/private-paths/middleware-run.ts';
import { deepestCall, type Sources } from '../../analysis/private-paths/places.ts';
import { readSource, type SourceFacts } from '../../analysis/private-paths/read-source.ts';
import { type Manifest, parseManifest } from '../../analysis/workspace/manifest.ts';
import { fileOf, importTarget, type ResolverWorld, type WorkspacePackage } from '../../analysis/workspace/resolve.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { manifestBytes } from './find-workspace.ts';
import { nearest, toAbsolute } from './paths.ts';
import { readConfigs } from './read-configs.ts';
import { reasonFor, survey, type Unread } from './survey.ts';

/** The modules of a repository: which there are, how imports lead from one to another, and what those say that were read. */
export type SourceTree = {
  readonly has: (path: string) => boolean;
  /** The manifests from a folder up to the root, the nearest first. */
  readonly manifestsAbove: (folder: string) => readonly Manifest[];
  readonly text: (path: string) => Promise<string | undefined>;
  /** Reads routes and layouts whole, and what they import as far as calls are followed. */
  readonly readRoutes: (paths: readonly string[]) => Promise<Sources>;
  /** Reads a middleware and what it imports. */
  readonly readMiddleware: (path: string) => Promise<MiddlewareWorld>;
  readonly unread: Unread[];
};

const sourceBytes = 2 * 1024 * 1024;
const mostModules = 8_000;
const mostOfMiddleware = 200;

/** Looks through the repository; of modules, nothing is read yet. */
export async function openSourceTree(context: GatherContext): Promise<SourceTree> {
  const { io, target, signal, progress } = context;
  const found = await survey(io.files, target.root, '.');
  const unread: Unread[] = found.unread.filter(({ path }) => mayHoldRoutes(path));
  const modules = new Set(found.files.get('module') ?? []);
  const text = async (path: string, maxBytes = sourceBytes): Promise<string | undefined> => {
    signal.throwIfAborted();
    const file = await io.files.read(toAbsolute(target.root, path), { maxBytes });
    if (file.state === 'skipped') unread.push({ path, why: reasonFor(file.why) });
    return file.state === 'text' ? file.text : undefined;
  };
  const packages = new Map<string, WorkspacePackage>();
  for (const path of found.files.get('manifest') ?? []) {
    const manifest = parseManifest((await text(path, manifestBytes)) ?? '');
    if (manifest !== undefined) packages.set(dirname(path), { dir: dirname(path), manifest });
  }
  const paths = found.files.get('compiler-config') ?? [];
  const configs = await readConfigs(io.files, { root: target.root, boundary: '.', paths });
  const resolve = resolverOf(modules, packages, configs.byFolder);

  const readRoutes = async (starts: readonly string[]): Promise<Sources> => {
    const facts = new Map<string, SourceFacts>();
    let level = starts.filter((path) => modules.has(path));
    for (let depth = 0; depth <= deepestCall && level.length > 0; depth += 1) {
      const next = new Set<string>();
      for (const path of level) {
        if (facts.has(path)) continue;
        if (facts.size >= mostModules) {
          unread.push({ path, why: `more than ${mostModules} source files; this and what follows was left out` });
          return { facts: (one) => facts.get(one), resolve };
        }
        const source = await text(path);
        if (source === undefined) continue;
        const read = readSource(path, source, depth === 0);
        facts.set(path, read);
        if (read.unread !== undefined) unread.push({ path, why: read.unread });
        progress({ done: facts.size, unit: 'files' });
        if (!read.client) for (const to of leadsTo(read)) next.add(resolve(path, to) ?? path);
      }
      level = [...next].filter((path) => !facts.has(path));
    }
    return { facts: (path) => facts.get(path), resolve };
  };

  const readMiddleware = async (start: string): Promise<MiddlewareWorld> => {
    const known = new Map<string, MiddlewareModule>();
    const waiting = [start];
    const seen = new Set<string>();
    for (let path = waiting.shift(); path !== undefined && seen.size < mostOfMiddleware; path = waiting.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const source = await text(path);
      const module = source === undefined ? undefined : parseMiddlewareModule(path, source);
      if (module === undefined) continue;
      known.set(path, module);
      for (const to of leadsTo(module)) waiting.push(resolve(path, to) ?? path);
    }
    return { module: (path) => known.get(path), resolve };
  };

  return {
    has: (path) => modules.has(path),
    manifestsAbove: (folder) => manifestsAbove(packages, folder),
    text,
    readRoutes,
    readMiddleware,
    unread,
  };
}

// A link in a folder of pictures hides no route.
function mayHoldRoutes(path: string): boolean {
  return path === '.' || path.split('/').some((folder) => ['app', 'pages', 'src', 'apps', 'packages'].includes(folder));
}

function leadsTo({ imports, exports, stars }: Pick<SourceFacts, 'imports' | 'exports' | 'stars'>): ReadonlySet<string> {
  const handedOn = [...exports.values()].flatMap((target) => (typeof target === 'string' ? [] : [target.from]));
  return new Set([...[...imports.values()].map(({ from }) => from), ...handedOn, ...stars]);
}

type Configs = Awaited<ReturnType<typeof readConfigs>>['byFolder'];

function resolverOf(
  modules: ReadonlySet<string>,
  packages: ReadonlyMap<string, WorkspacePackage>,
  configs: Configs,
): Sources['resolve'] {
  const named = [...packages.values()].flatMap((one) =>
    one.manifest.name === undefined ? [] : [[one.manifest.name, one] as const],
  );
  const world: ResolverWorld = {
    has: (path) => modules.has(path),
    packagesByName: new Map(named),
    packageOf: (path) => nearest(packages, path),
    configOf: (path) => nearest(configs, path),
  };
  const known = new Map<string, string | undefined>();
  return (from, specifier) => {
    const key = `${dirname(from)}\0${specifier}`;
    if (!known.has(key)) known.set(key, fileOf(world, importTarget(world, from, specifier)));
    return known.get(key);
  };
}

function manifestsAbove(packages: ReadonlyMap<string, WorkspacePackage>, folder: string): readonly Manifest[] {
  const manifests: Manifest[] = [];
  for (let at = folder === '' ? '.' : folder; ; at = dirname(at)) {
    const found = packages.get(at);
    if (found !== undefined) manifests.push(found.manifest);
    if (at === '.') return manifests;
  }
}
