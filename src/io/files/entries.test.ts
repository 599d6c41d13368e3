import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../testing-folder.ts';
import { listEntries } from './entries.ts';

test('names come sorted with their kind; a link is neither file nor folder', async () => {
  await using folder = await testFolder();
  for (const name of ['b.txt', 'a/x', 'Z']) await folder.write(name);
  await symlink('a', join(folder.path, 'link'));
  expect(await listEntries(folder.path)).toEqual([
    { name: 'Z', kind: 'file' },
    { name: 'a', kind: 'directory' },
    { name: 'b.txt', kind: 'file' },
    { name: 'link', kind: 'other' },
  ]);
});

test('what is no folder has no entries: nothing, a file, a link to a folder', async () => {
  await using folder = await testFolder();
  const file = await folder.write('file');
  await symlink('/', join(folder.path, 'root'));
  for (const path of [join(folder.path, 'none'), file, join(folder.path, 'root')]) {
    expect(await listEntries(path)).toEqual([]);
  }
});
