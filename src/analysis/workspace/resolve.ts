import { dirname, join } from 'node:path/posix';
import { entryCandidates, internalCandidates } from './entry-points.ts';
import type { Manifest } from './manifest.ts';
import { aliasTargets, type CompilerConfig } from './path-aliases.ts';

/** A package of the repository: where it is, relative to the audited root, and its package.json. */
export type WorkspacePackage = { readonly dir: string; readonly manifest: Manifest };

/** What the resolver knows of the repository. All paths are relative to the audited root, with `/`. */
export type ResolverWorld = {
  readonly has: (path: string) => boolean;
  readonly packagesByName: ReadonlyMap<string, WorkspacePackage>;
  /** The package and the compiler configuration that a file belongs to. */
  readonly packageOf: (path: string) => WorkspacePackage | undefined;
  readonly configOf: (path: string) => CompilerConfig | undefined;
};

/** Where an import leads: paths without extension tried in order, and the workspace package it names, if any. */
export type ImportTarget = { readonly candidates: readonly string[]; readonly package?: WorkspacePackage };

const extensions = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const indexes = extensions.slice(1).map((extension) => `/index${extension}`);

/** Works out what an import may mean, without looking whether it is there. Packages from a registry lead nowhere. */
export function importTarget(world: ResolverWorld, from: string, specifier: string): ImportTarget {
  if (/^\.\.?(?:\/|$)/.test(specifier)) return { candidates: [join(dirname(from), specifier)] };
  if (specifier.startsWith('#')) return internalTarget(world.packageOf(from), specifier);
  const named = namedTarget(world, specifier);
  if (named !== undefined) return named;
  const config = world.configOf(from);
  return { candidates: config === undefined ? [] : aliasTargets(config, specifier) };
}

/** The file behind an import target, when it is among the sources. */
export function fileOf(world: ResolverWorld, target: ImportTarget): string | undefined {
  for (const candidate of target.candidates) {
    const file = spellings(candidate).find((path) => world.has(path));
    if (file !== undefined) return file;
  }
  return undefined;
}

function internalTarget(own: WorkspacePackage | undefined, specifier: string): ImportTarget {
  if (own === undefined) return { candidates: [] };
  return { candidates: internalCandidates(own.manifest, specifier).map((path) => join(own.dir, path)) };
}

function namedTarget(world: ResolverWorld, specifier: string): ImportTarget | undefined {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const found = world.packagesByName.get(name);
  if (found === undefined) return undefined;
  const candidates = entryCandidates(found.manifest, `.${specifier.slice(name.length)}`);
  return { candidates: candidates.map((path) => join(found.dir, path)), package: found };
}

/** TypeScript lets `./x.js` name `x.ts`; a folder stands for its index. */
function spellings(path: string): readonly string[] {
  const written = extensions.map((extension) => `${path}${extension}`);
  const inFolder = indexes.map((index) => `${path}${index}`);
  const source = /^(.*)\.([mc]?)js(x?)$/.exec(path);
  if (source === null) return [...written, ...inFolder];
  const [, stem, kind, x] = source;
  return [...written, `${stem}.${kind}ts${x}`, `${stem}.${kind}tsx`, ...inFolder];
}
