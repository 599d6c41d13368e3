import { normalize } from 'node:path/posix';
import type { SourcePackage } from '../../artifacts/repository/sources.ts';

/** The app that is launched, and whether it is one package with what it imports or all of the audited root. */
export type ChosenApp = { readonly dir: string; readonly whole: boolean };

/**
 * Picks the app among the packages: Vercel's root directory when it is one of them, else the audited root when a
 * framework lives there, else the only package with a framework. Without any of these, everything counts.
 */
export function chooseApp(packages: readonly SourcePackage[], rootDirectory: string | undefined): ChosenApp {
  const configured = normalize(rootDirectory ?? '').replace(/\/+$/, '');
  if (rootDirectory !== undefined && packages.some(({ dir }) => dir === configured)) {
    return { dir: configured, whole: false };
  }
  const apps = packages.filter(({ framework }) => framework !== undefined).map(({ dir }) => dir);
  if (apps.includes('.')) return { dir: '.', whole: false };
  const [only, another] = apps;
  return only === undefined || another !== undefined ? { dir: '.', whole: true } : { dir: only, whole: false };
}

/** The directories of the app's package and of every package that it imports, directly or through others. */
export function packagesOf(app: ChosenApp, packages: readonly SourcePackage[]): ReadonlySet<string> {
  if (app.whole) return new Set(packages.map(({ dir }) => dir));
  const byDir = new Map(packages.map((found) => [found.dir, found]));
  const reached = new Set([app.dir]);
  for (const dir of reached) {
    for (const imported of byDir.get(dir)?.imports ?? []) reached.add(imported);
  }
  return reached;
}
