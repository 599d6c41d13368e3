import { dirname } from 'node:path/posix';
import type { EnvUsage, UsedVariable } from '../../artifacts/env/usage.ts';
import type { EnvRead, RepositorySources } from '../../artifacts/repository/sources.ts';
import { compareText } from '../../core/text.ts';
import { chooseApp, packagesOf } from './choose-app.ts';

/** What the launched app reads, one entry a name, sorted. `rootDirectory` is Vercel's, relative to the repository. */
export function usageOf(sources: RepositorySources, rootDirectory: string | undefined): EnvUsage {
  const app = chooseApp(sources.packages, rootDirectory);
  const dirs = packagesOf(app, sources.packages);
  const inApp = <T extends { readonly package: string }>(items: readonly T[]) =>
    items.filter((item) => dirs.has(item.package));
  const dependencies = sources.packages.filter(({ dir }) => dirs.has(dir)).flatMap((found) => found.dependencies);
  const known = new Set(sources.packages.map(({ dir }) => dir));
  return {
    app: app.dir,
    variables: mergeReads(inApp(sources.reads)),
    dynamic: inApp(sources.dynamic).map(({ at }) => at),
    dependencies: [...new Set(dependencies)].sort(),
    unread: sources.unread.filter(({ path }) => dirs.has(owner(path, known) ?? app.dir)),
  };
}

function mergeReads(reads: readonly EnvRead[]): readonly UsedVariable[] {
  const byName = [...Map.groupBy(reads, ({ name }) => name)];
  return byName.map(([name, own]) => mergeVariable(name, own)).sort((a, b) => compareText(a.name, b.name));
}

function mergeVariable(name: string, reads: readonly EnvRead[]): UsedVariable {
  return {
    name,
    server: reads.some(({ side }) => side !== 'browser'),
    browser: reads.some(({ side }) => side !== 'server'),
    optional: reads.every(({ optional }) => optional),
    places: distinct(reads.map(({ at }) => at)),
  };
}

function distinct(places: UsedVariable['places']): UsedVariable['places'] {
  return [...new Map(places.map((place) => [`${place.path}\0${place.line}`, place])).values()];
}

/** The package that a path lies in; a package's own directory counts as lying in it. */
function owner(path: string, known: ReadonlySet<string>): string | undefined {
  for (let dir = path; ; dir = dirname(dir)) {
    if (known.has(dir)) return dir;
    if (dir === '.' || dir === '/' || dir.endsWith('..')) return undefined;
  }
}
