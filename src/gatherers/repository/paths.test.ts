import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fromRoot, nearest, toAbsolute } from './paths.ts';

it('goes from a path to its name and back', () => {
  const root = join('/', 'repo', 'apps', 'web');
  for (const name of ['.', 'app/page.tsx', '../../packages/db'])
    expect(fromRoot(root, toAbsolute(root, name))).toBe(name);
});

it('finds the nearest folder, and never the root from outside', () => {
  const folders = new Map([
    ['.', 'root'],
    ['a/b', 'deep'],
    ['../../db', 'outside'],
  ]);
  expect(nearest(folders, 'a/b/c/d.ts')).toBe('deep');
  expect(nearest(folders, 'a/d.ts')).toBe('root');
  expect(nearest(folders, '../../db/src/d.ts')).toBe('outside');
  expect(nearest(folders, '../../other/d.ts')).toBeUndefined();
});
