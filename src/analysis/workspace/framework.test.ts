import { expect, it } from 'vitest';
import { frameworkOf } from './framework.ts';
import { parseManifest } from './manifest.ts';

it.each([
  ['an app', { dependencies: { next: '16' } }, 'next'],
  [
    'an app with a stray main',
    { dependencies: { next: '16' }, main: 'index.js', scripts: { dev: 'next dev' } },
    'next',
  ],
  [
    'a component library',
    { devDependencies: { next: '16' }, exports: './a.js', scripts: { test: 'vitest' } },
    undefined,
  ],
  ['a library built by Vite', { devDependencies: { vite: '8' }, main: 'a.js', scripts: { test: 'vitest' } }, undefined],
  ['a Vite app', { devDependencies: { vite: '8' }, scripts: { build: 'vite build' } }, 'vite'],
  ['what is built on Vite', { devDependencies: { vite: '8', '@sveltejs/kit': '3' } }, 'sveltekit'],
  ['a server', { dependencies: { express: '5' } }, undefined],
  ['nothing', {}, undefined],
])('%s', (_, manifest, framework) => {
  const parsed = parseManifest(JSON.stringify(manifest));
  expect(parsed && frameworkOf(parsed)).toBe(framework);
});
