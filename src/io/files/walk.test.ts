import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chmod, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { type TestFolder, testFolder } from '../testing-folder.ts';
import { walkFolder } from './walk.ts';

const all = (_relative: string): boolean => true;

async function walked(folder: TestFolder, keep = all, most?: number) {
  const walk = await walkFolder(folder.path, keep, most);
  return {
    files: walk.files.map((path) => relative(folder.path, path)),
    skipped: walk.skipped.map(({ path, why }) => `${relative(folder.path, path)}: ${why}`),
  };
}

test('files come sorted, whatever order they were written in', async () => {
  await using folder = await testFolder();
  for (const name of ['b/x.ts', 'a.ts', 'B.ts', 'a/z.ts', 'a/b/c.ts']) await folder.write(name);
  expect(await walked(folder)).toEqual({ files: ['B.ts', 'a.ts', 'a/b/c.ts', 'a/z.ts', 'b/x.ts'], skipped: [] });
});

test('keep sees paths relative to the start', async () => {
  await using folder = await testFolder();
  for (const name of ['app/page.tsx', 'app/style.css']) await folder.write(name);
  const seen: string[] = [];
  const keep = (path: string): boolean => seen.push(path) > 0 && path.endsWith('.tsx');
  expect((await walked(folder, keep)).files).toEqual(['app/page.tsx']);
  expect(seen).toEqual(['app/page.tsx', 'app/style.css']);
});

test('folders without sources are not entered; everyday words only at the top of a package', async () => {
  await using folder = await testFolder();
  const inside = ['node_modules/x/a.js', 'a/node_modules/a.js', '.git/config', '.next/a.js', '.vercel/project.json'];
  const outputs = ['dist/a.js', 'packages/db/build/a.js', 'packages/db/package.json'];
  const sources = ['app/build/page.tsx', 'app/vendor/page.tsx', '.github/a.yml'];
  for (const name of [...inside, ...outputs, ...sources]) await folder.write(name);
  const { files } = await walked(folder);
  expect(files).toEqual(['.github/a.yml', 'app/build/page.tsx', 'app/vendor/page.tsx', 'packages/db/package.json']);
});

test('links are named and not followed: neither loops nor ways out', async () => {
  await using outside = await testFolder();
  await outside.write('secret.ts');
  await using folder = await testFolder();
  await folder.write('a/b.ts');
  await symlink('..', join(folder.path, 'a/loop'));
  await symlink(outside.path, join(folder.path, 'elsewhere'));
  expect(await walked(folder)).toEqual({ files: ['a/b.ts'], skipped: ['a/loop: link', 'elsewhere: link'] });
});

test('a start that is a link or is not there gives nothing, and says so', async () => {
  await using folder = await testFolder();
  await symlink('/', join(folder.path, 'root'));
  const link = join(folder.path, 'root');
  expect(await walkFolder(link, all)).toEqual({ files: [], skipped: [{ path: link, why: 'link' }] });
  const none = join(folder.path, 'none');
  expect(await walkFolder(none, all)).toEqual({ files: [], skipped: [{ path: none, why: 'unreadable' }] });
});

test('pipes are named, not kept', async () => {
  await using folder = await testFolder();
  execFileSync('mkfifo', [join(folder.path, 'a.ts')]);
  expect(await walked(folder)).toEqual({ files: [], skipped: ['a.ts: unreadable'] });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be read is named and passed over', async () => {
  await using folder = await testFolder();
  for (const name of ['a/x.ts', 'b/y.ts']) await folder.write(name);
  await chmod(join(folder.path, 'a'), 0o000);
  const found = await walked(folder);
  await chmod(join(folder.path, 'a'), 0o755);
  expect(found).toEqual({ files: ['b/y.ts'], skipped: ['a: unreadable'] });
});

test('a folder that vanishes during the walk is named and passed over', async () => {
  await using folder = await testFolder();
  for (const name of ['a.ts', 'b/y.ts', 'c/z.ts']) await folder.write(name);
  const keep = (path: string): boolean => {
    if (path === 'a.ts') rmSync(join(folder.path, 'b'), { recursive: true });
    return true;
  };
  expect(await walked(folder, keep)).toEqual({ files: ['a.ts', 'c/z.ts'], skipped: ['b: unreadable'] });
});

test('a walk ends at its bound and says that there was more', async () => {
  await using folder = await testFolder();
  for (let n = 0; n < 10; n += 1) await folder.write(`${n}/file.ts`);
  expect(await walked(folder, all, 21)).toMatchObject({ skipped: [] });
  const cut = await walked(folder, all, 14);
  expect(cut.files).toEqual(['0/file.ts', '1/file.ts', '2/file.ts', '3/file.ts']);
  expect(cut.skipped).toEqual([': too-many']);
});

test('one folder with more entries than the bound is cut as well', async () => {
  await using folder = await testFolder();
  for (let n = 0; n < 10; n += 1) await folder.write(`${n}.ts`);
  const cut = await walked(folder, all, 4);
  expect(cut.files).toHaveLength(4);
  expect(cut.skipped).toEqual([': too-many']);
});

test('a tree deeper than a call stack allows no harm', async () => {
  await using folder = await testFolder();
  await folder.write(`${'d/'.repeat(1_500)}deep.ts`);
  expect((await walked(folder)).files).toHaveLength(1);
});
