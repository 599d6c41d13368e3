import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dependenciesOf, parseManifest } from './manifest.ts';

it('lists dependencies of both kinds once, sorted', () => {
  const manifest = parseManifest(
    '\uFEFF{ "dependencies": { "b": "1", "a": "1" }, "devDependencies": { "b": "1", "c": "1" } }',
  );
  expect(manifest && dependenciesOf(manifest)).toEqual(['a', 'b', 'c']);
});

it('takes fields of the wrong shape for absent ones', () => {
  const manifest = parseManifest(
    '{ "name": 5, "dependencies": [], "scripts": { "a": 1 }, "workspaces": "x", "main": {} }',
  );
  expect(manifest).toEqual({ dependencies: {}, devDependencies: {}, scripts: { a: '' }, workspaces: [] });
});

it('is nothing where there is no object', () => {
  for (const json of ['', '{', 'null', '[]', '5', '"a"']) expect(parseManifest(json)).toBeUndefined();
});

it('never throws on JSON of any shape', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const manifest = parseManifest(json);
      return manifest === undefined || Array.isArray(dependenciesOf(manifest));
    }),
  );
});
