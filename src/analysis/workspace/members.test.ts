import { describe, expect, it } from 'vitest';
import { parseManifest } from './manifest.ts';
import { isMember, workspaceGlobs } from './members.ts';

describe('globs', () => {
  it('come from pnpm when it has a file, else from package.json', () => {
    const manifest = parseManifest('{ "workspaces": ["a/*"] }');
    expect(workspaceGlobs(manifest, undefined)).toEqual(['a/*']);
    expect(workspaceGlobs(parseManifest('{ "workspaces": { "packages": ["a/*"] } }'), undefined)).toEqual(['a/*']);
    expect(workspaceGlobs(manifest, 'packages:\n  - b/*\n')).toEqual(['b/*']);
  });

  it.each([['packages: 5'], ['packages:\n  - [1]'], ['- a'], ['{{{'], ['packages: *unknown'], ['']])(
    'are none in %j',
    (yaml) => expect(workspaceGlobs(undefined, yaml)).toEqual([]),
  );

  it('survive a document that expands without end', () => {
    const bomb = [
      'a: &a [x, x]',
      ...[...'bcdefghijklmnop'].map((name, i) => `${name}: &${name} [${`*${'abcdefghijklmnop'[i]},`.repeat(20)}]`),
    ];
    expect(workspaceGlobs(undefined, [...bomb, 'packages: *p'].join('\n'))).toEqual([]);
  });

  it('are left out when only a machine would write them', () => {
    expect(
      workspaceGlobs(parseManifest(JSON.stringify({ workspaces: ['{a,b}'.repeat(30), 'a/*'] })), undefined),
    ).toEqual(['a/*']);
  });
});

it.each([
  [['packages/*'], 'packages/a', true],
  [['packages/*'], 'packages/a/b', false],
  [['packages/**'], 'packages/a/b', true],
  [['./packages/*/'], 'packages/a', true],
  [['{apps,packages}/*'], 'apps/a', true],
  [['packages/*', '!packages/b'], 'packages/b', false],
  [['!**/test/**', 'packages/*'], 'packages/a', true],
  [['packages/*'], '.', false],
  [[], 'a', false],
])('%j and %s: %s', (globs, dir, member) => expect(isMember(globs, dir)).toBe(member));
