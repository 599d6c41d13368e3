import { describe, expect, it } from 'vitest';
import { parseManifest } from './manifest.ts';
import { parseCompilerConfig } from './path-aliases.ts';
import { fileOf, importTarget, type ResolverWorld, type WorkspacePackage } from './resolve.ts';

/** Resolves one import of `from` among `files`. */
function resolve(
  specifier: string,
  files: readonly string[],
  more: { manifest?: object; config?: object; from?: string } = {},
) {
  const manifest = parseManifest(JSON.stringify(more.manifest ?? {}));
  const found: WorkspacePackage | undefined = manifest && { dir: 'packages/db', manifest };
  const config =
    more.config && parseCompilerConfig('apps/web/tsconfig.json', JSON.stringify({ compilerOptions: more.config }));
  const world: ResolverWorld = {
    has: (path) => files.includes(path),
    packagesByName: new Map(found === undefined ? [] : [['@acme/db', found]]),
    packageOf: () => found,
    configOf: () => config,
  };
  return fileOf(world, importTarget(world, more.from ?? 'apps/web/app/page.tsx', specifier));
}

describe('a path', () => {
  it.each([
    ['./a', 'apps/web/app/a.ts'],
    ['./a', 'apps/web/app/a.tsx'],
    ['./a', 'apps/web/app/a/index.jsx'],
    ['./a.js', 'apps/web/app/a.ts'],
    ['./a.js', 'apps/web/app/a.tsx'],
    ['./a.mjs', 'apps/web/app/a.mts'],
    ['./a.config', 'apps/web/app/a.config.ts'],
    ['../lib/a', 'apps/web/lib/a.cts'],
    ['.', 'apps/web/app/index.ts'],
    ['..', 'apps/web/index.ts'],
    ['../../../x', 'x.ts'],
  ])('%s is %s', (specifier, file) => expect(resolve(specifier, [file])).toBe(file));

  it('prefers the file to the folder, and finds nothing where nothing is', () => {
    expect(resolve('./a', ['apps/web/app/a/index.ts', 'apps/web/app/a.ts'])).toBe('apps/web/app/a.ts');
    expect(resolve('./a', ['apps/web/app/b.ts'])).toBeUndefined();
    expect(resolve('react', ['apps/web/app/react.ts'])).toBeUndefined();
  });
});

describe('an alias', () => {
  it.each([
    ['@/a', { paths: { '@/*': ['./src/*'] } }, 'apps/web/src/a.ts'],
    ['@/a', { baseUrl: './src', paths: { '@/*': ['*'] } }, 'apps/web/src/a.ts'],
    ['~env', { paths: { '~env': ['./env.ts'] } }, 'apps/web/env.ts'],
    ['@/ui/a', { paths: { '@/*': ['./src/*'], '@/ui/*': ['../ui/*'] } }, 'apps/ui/a.ts'],
    ['@/a', { paths: { '@/*': ['./gone/*', './src/*'] } }, 'apps/web/src/a.ts'],
    ['lib/a', { baseUrl: '.' }, 'apps/web/lib/a.ts'],
  ])('%s under %j', (specifier, config, file) => expect(resolve(specifier, [file], { config })).toBe(file));
});

describe('a workspace package', () => {
  it.each([
    ['@acme/db', {}, 'packages/db/src/index.ts'],
    ['@acme/db', { main: './dist/main.js' }, 'packages/db/src/main.ts'],
    ['@acme/db', { main: 'lib/main.js' }, 'packages/db/lib/main.js'],
    ['@acme/db', { exports: './dist/esm/main.mjs' }, 'packages/db/src/main.mts'],
    ['@acme/db', { exports: { import: { types: './a.d.ts', default: './dist/b.js' } } }, 'packages/db/src/b.ts'],
    ['@acme/db', { exports: { '.': ['./gone.js', './c.js'] } }, 'packages/db/c.ts'],
    ['@acme/db/client', { exports: { './client': './dist/client.js' } }, 'packages/db/src/client.ts'],
    ['@acme/db/a/b', { exports: { './*': './src/*.tsx' } }, 'packages/db/src/a/b.tsx'],
    ['@acme/db/src/a', {}, 'packages/db/src/a.ts'],
    ['#lib/a', { imports: { '#lib/*': './src/lib/*.ts' } }, 'packages/db/src/lib/a.ts'],
  ])('%s with %j', (specifier, manifest, file) => expect(resolve(specifier, [file], { manifest })).toBe(file));
});

it('comes through hostile maps', () => {
  let deep: unknown = './a.js';
  for (let depth = 0; depth < 1_000; depth += 1) deep = { default: deep };
  for (const exports of [deep, 5, null, { __proto__: null, '.': null }, { './*': '*'.repeat(1_000) }]) {
    expect(resolve('@acme/db/x', ['a.ts'], { manifest: { exports } })).toBeUndefined();
  }
  expect(resolve('@/a', ['a.ts'], { config: { paths: { '@/*': 5, '*': ['../../../../etc/*'] } } })).toBeUndefined();
});
