import { basename } from 'node:path/posix';

/** What a file of a repository is to this tool, by its name alone. */
export type SourceKind = 'module' | 'prisma' | 'component' | 'manifest' | 'compiler-config';

const compilerConfigs: ReadonlySet<string> = new Set(['tsconfig.json', 'jsconfig.json', 'tsconfig.app.json']);
const testFolders = /^(?:__tests__|__mocks__|__fixtures__|__snapshots__|cypress|playwright|\.storybook)$/;
const plainTestFolders = /^(?:tests?|e2e|spec|fixtures|mocks)$/;
const testFiles = /(?:\.(?:test|spec|e2e|cy|stories|bench)\.[mc]?[jt]sx?$)|^(?:cypress|playwright|vitest|jest)[.-]/;
const toolFiles =
  /^(?:drizzle|prisma|codegen|graphql|knexfile|commitlint|eslint|prettier|stylelint|lint-staged)\.config\./;

/** The kind of a file that is worth reading; `undefined` for every other. Declarations (`.d.ts`) run nowhere. */
export function sourceKind(path: string): SourceKind | undefined {
  const name = basename(path);
  if (name === 'package.json') return 'manifest';
  if (compilerConfigs.has(name)) return 'compiler-config';
  if (name.endsWith('.prisma')) return 'prisma';
  if (/\.(?:vue|svelte|astro)$/.test(name)) return 'component';
  return /\.[mc]?[jt]sx?$/.test(name) && !/\.d\.(?:\w+\.)?[mc]?ts$|\.min\.js$/.test(name) ? 'module' : undefined;
}

/** Whether a file tests the app or configures its tests. `path` is relative to its package. A route named `test` is app code. */
export function isTest(path: string): boolean {
  const folders = path.split('/').slice(0, -1);
  const routes = folders.findIndex((folder) => folder === 'app' || folder === 'pages' || folder === 'routes');
  const isTestFolder = (folder: string, index: number) =>
    testFolders.test(folder) || (plainTestFolders.test(folder) && (routes === -1 || index < routes));
  return folders.some(isTestFolder) || testFiles.test(basename(path));
}

/** Whether a file is served to visitors as it stands, so that no build fills its variables in. */
export function isStaticAsset(path: string): boolean {
  return path.startsWith('public/') || path.startsWith('static/');
}

/** Whether a file is run by people or in CI, not by the deployed app. `path` is relative to its package. */
export function isTooling(path: string): boolean {
  if (/^(?:scripts?|tools?|tooling|\.github|\.husky)\//.test(path)) return true;
  return toolFiles.test(basename(path)) || /^(?:src\/|prisma\/|db\/|drizzle\/)*seeds?\b[^/]*$/.test(path);
}
