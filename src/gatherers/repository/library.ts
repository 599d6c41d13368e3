import { prismaReads } from '../../analysis/env-reads/prisma.ts';
import { type ModuleFacts, readModule } from '../../analysis/env-reads/read-module.ts';
import { scriptReads } from '../../analysis/env-reads/scripts.ts';
import { type Manifest, parseManifest } from '../../analysis/workspace/manifest.ts';
import type { CompilerConfig } from '../../analysis/workspace/path-aliases.ts';
import type { WorkspacePackage } from '../../analysis/workspace/resolve.ts';
import { isStaticAsset, isTest } from '../../analysis/workspace/source-files.ts';
import type { EnvRead } from '../../artifacts/repository/sources.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { manifestBytes } from './find-workspace.ts';
import { nearest, toAbsolute } from './paths.ts';
import { readConfigs } from './read-configs.ts';
import { reasonFor, survey, type Unread } from './survey.ts';

/** Everything read so far. Paths and folders are relative to the audited root. */
export type Library = {
  readonly packages: Map<string, WorkspacePackage>;
  readonly configs: Map<string, CompilerConfig>;
  readonly modules: Map<string, ModuleFacts>;
  /** Reads in Prisma schemas and package scripts. */
  readonly reads: Omit<EnvRead, 'package'>[];
  readonly unread: Unread[];
};

const mostModules = 20_000;
const sourceBytes = 2 * 1024 * 1024;
const noManifest: Manifest = {
  dependencies: {},
  devDependencies: {},
  scripts: {},
  workspaces: [],
  exports: undefined,
  imports: undefined,
};

/** A library that knows one package: the audited root, whatever its package.json will say. */
export function emptyLibrary(): Library {
  const root = { dir: '.', manifest: noManifest };
  return { packages: new Map([['.', root]]), configs: new Map(), modules: new Map(), reads: [], unread: [] };
}

/** A path as its own package sees it. */
export function inPackage(library: Library, path: string): string {
  const dir = packageOf(library, path).dir;
  return dir === '.' ? path : path.slice(dir.length + 1);
}

/** The package that a file belongs to. */
export function packageOf(library: Library, path: string): WorkspacePackage {
  return nearest(library.packages, path) ?? { dir: '.', manifest: noManifest };
}

/** Reads a folder and all packages below it into the library. */
export async function loadFolder(
  library: Library,
  context: GatherContext,
  { folder, boundary }: { readonly folder: string; readonly boundary: string },
): Promise<void> {
  const { io, target } = context;
  const { root } = target;
  const found = await survey(io.files, root, folder);
  library.unread.push(...found.unread);
  for (const path of found.files.get('manifest') ?? []) await loadManifest(library, context, path);
  const configs = await readConfigs(io.files, { root, boundary, paths: found.files.get('compiler-config') ?? [] });
  for (const [dir, config] of configs.byFolder) library.configs.set(dir, config);
  library.unread.push(...configs.unread);
  for (const path of found.files.get('prisma') ?? []) await loadPrisma(library, context, path);
  await loadModules(library, context, found.files.get('module') ?? []);
  noteComponents(library, found.files.get('component') ?? []);
}

async function loadManifest(library: Library, context: GatherContext, path: string): Promise<void> {
  const text = await readText(library, context, path, manifestBytes);
  if (text === undefined) return;
  const manifest = parseManifest(text);
  if (manifest === undefined) library.unread.push({ path, why: 'it is no JSON object' });
  const dir = path === 'package.json' ? '.' : path.slice(0, -'/package.json'.length);
  if (manifest === undefined || !isPackage(library, dir, manifest)) return;
  library.packages.set(dir, { dir, manifest });
  for (const read of scriptReads(text)) library.reads.push(textRead('script', path, read));
}

/** A package.json that only says `"type": "module"` marks a folder, not a package; one among tests is a fixture. */
function isPackage(library: Library, dir: string, manifest: Manifest): boolean {
  if (dir === '.') return true;
  if (isTest(inPackage(library, `${dir}/package.json`))) return false;
  return manifest.name !== undefined || Object.keys(manifest.dependencies).length > 0;
}

async function loadPrisma(library: Library, context: GatherContext, path: string): Promise<void> {
  if (isTest(inPackage(library, path))) return;
  const text = await readText(library, context, path);
  if (text === undefined) return;
  for (const read of prismaReads(text)) library.reads.push(textRead('prisma', path, read));
}

/** Every read from disk lets the event loop turn, so that a screen stays alive while thousands of files are parsed. */
async function loadModules(library: Library, context: GatherContext, paths: readonly string[]): Promise<void> {
  const sources = paths.filter((path) => isAppSource(library, path));
  for (const [index, path] of sources.entries()) {
    context.signal.throwIfAborted();
    if (library.modules.size >= mostModules) {
      library.unread.push({ path, why: `more than ${mostModules} source files; this and what follows was left out` });
      return;
    }
    const text = await readText(library, context, path);
    if (text === undefined) continue;
    const facts = readModule(path, text);
    library.modules.set(path, facts);
    if (facts.unread !== undefined) library.unread.push({ path, why: facts.unread });
    context.progress({ done: index + 1, total: sources.length, unit: 'files' });
  }
}

function isAppSource(library: Library, path: string): boolean {
  const own = inPackage(library, path);
  return !isTest(own) && !isStaticAsset(own);
}

function noteComponents(library: Library, paths: readonly string[]): void {
  const byPackage = Map.groupBy(paths, (path) => packageOf(library, path).dir);
  for (const [dir, { length }] of byPackage) {
    library.unread.push({
      path: dir,
      why: `${length} .vue, .svelte or .astro ${length === 1 ? 'file is' : 'files are'} not read`,
    });
  }
}

async function readText(library: Library, { io, target }: GatherContext, path: string, maxBytes = sourceBytes) {
  const file = await io.files.read(toAbsolute(target.root, path), { maxBytes });
  if (file.state === 'text') return file.text;
  library.unread.push({ path, why: file.state === 'absent' ? 'it is gone' : reasonFor(file.why) });
  return undefined;
}

function textRead(via: 'prisma' | 'script', path: string, read: { name: string; line: number; optional: boolean }) {
  return { name: read.name, at: { path, line: read.line }, side: 'server', optional: read.optional, via } as const;
}
