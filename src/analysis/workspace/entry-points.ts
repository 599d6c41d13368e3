import { normalize } from 'node:path/posix';
import type { Manifest } from './manifest.ts';

const conditions = ['source', 'development', 'import', 'module', 'node', 'require', 'default', 'types'];
const deepest = 8;

/**
 * Files, relative to the package, that an import of `subpath` ('.' for the package itself) may mean; best guess first.
 * Published entries point at build output that is not there before a build: `dist/x.js` is also looked for in `src/`.
 * https://nodejs.org/api/packages.html#package-entry-points
 */
export function entryCandidates(manifest: Manifest, subpath: string): readonly string[] {
  const declared = targetsOf(manifest.exports, subpath);
  if (subpath !== '.') return withSources([...declared, subpath, `./src/${subpath.slice(2)}`]);
  const fields = [manifest.module, manifest.main, manifest.types].filter((field) => field !== undefined);
  return withSources([...declared, ...fields, './src/index', './index']);
}

/** Files that a `#name` import of the package itself may mean. https://nodejs.org/api/packages.html#subpath-imports */
export function internalCandidates(manifest: Manifest, specifier: string): readonly string[] {
  return withSources(targetsOf(manifest.imports, specifier));
}

function targetsOf(map: unknown, subpath: string): readonly string[] {
  if (typeof map === 'string' || Array.isArray(map)) return subpath === '.' ? flatten(map) : [];
  if (typeof map !== 'object' || map === null) return [];
  const entries = Object.entries(map);
  const bySubpath = entries.some(([key]) => key.startsWith('.') || key.startsWith('#'));
  if (!bySubpath) return subpath === '.' ? flatten(map) : [];
  const targets: string[] = [];
  for (const [key, target] of entries) {
    const rest = starMatch(key, subpath);
    if (rest === undefined) continue;
    for (const path of flatten(target)) targets.push(path.replaceAll('*', rest));
  }
  return targets;
}

/** What the `*` of a pattern stands for; an empty text for an exact match. */
export function starMatch(pattern: string, text: string): string | undefined {
  if (pattern === text) return '';
  const star = pattern.indexOf('*');
  if (star === -1) return undefined;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  if (text.length < before.length + after.length) return undefined;
  return text.startsWith(before) && text.endsWith(after) ? text.slice(star, text.length - after.length) : undefined;
}

function flatten(target: unknown, depth = 0): readonly string[] {
  if (typeof target === 'string') return [target];
  if (typeof target !== 'object' || target === null || depth > deepest) return [];
  if (Array.isArray(target)) return target.flatMap((item) => flatten(item, depth + 1));
  const byCondition = new Map(Object.entries(target));
  return conditions.flatMap((condition) => flatten(byCondition.get(condition), depth + 1));
}

function withSources(paths: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const path of paths) {
    const plain = normalize(path);
    all.add(plain);
    const built = /^(?:dist|build|lib|out)\/(?:esm\/|cjs\/|es\/)?(.+)$/.exec(plain)?.[1];
    if (built !== undefined) all.add(`src/${built}`).add(built);
  }
  return [...all];
}
