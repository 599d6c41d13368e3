import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDisk } from './disk.ts';

const disk = createDisk();

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'launch-ready-disk-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test('a file is written whole, with the folders above it, for its owner alone unless said otherwise', async () => {
  const path = join(await folder(), 'a/b/run.json');
  await disk.write(path, 'one');
  await disk.write(path, 'two');
  expect(await disk.read(path)).toBe('two');
  expect((await lstat(path)).mode & 0o777).toBe(0o600);
  await disk.write(path, 'three', 0o644);
  expect((await lstat(path)).mode & 0o777).toBe(0o644);
  expect(await readdir(join(path, '..'))).toEqual(['run.json']);
});

test('a link in the place of a file is replaced, and what it leads to stays as it was', async () => {
  const dir = await folder();
  await writeFile(join(dir, 'elsewhere'), 'mine');
  await symlink(join(dir, 'elsewhere'), join(dir, 'handover.md'));
  expect(await disk.isLink(join(dir, 'handover.md'))).toBe(true);
  await disk.write(join(dir, 'handover.md'), 'report');
  expect(await disk.isLink(join(dir, 'handover.md'))).toBe(false);
  expect(await readFile(join(dir, 'elsewhere'), 'utf8')).toBe('mine');
});

test('what is not there is absent, empty, no link', async () => {
  const dir = await folder();
  expect(await disk.read(join(dir, 'none'))).toBeUndefined();
  expect(await disk.list(join(dir, 'none'))).toEqual([]);
  expect(await disk.isLink(join(dir, 'none'))).toBe(false);
});

test('a list holds files only, sorted', async () => {
  const dir = await folder();
  await mkdir(join(dir, 'c'));
  for (const name of ['b', 'a']) await writeFile(join(dir, name), '');
  expect(await disk.list(dir)).toEqual(['a', 'b']);
});

test('a place that takes no file is an error that leaves no draft behind', async () => {
  const dir = await folder();
  await mkdir(join(dir, 'taken'));
  await expect(disk.write(join(dir, 'taken'), 'x')).rejects.toThrow();
  expect(await readdir(dir)).toEqual(['taken']);
  await writeFile(join(dir, 'file'), '');
  await expect(disk.write(join(dir, 'file/below'), 'x')).rejects.toThrow();
});

// Node's own recursive mkdir never comes back from such a place.
test.runIf(process.platform === 'linux')('a parent that takes no folders is an error, not an endless try', async () => {
  await expect(disk.write('/proc/launch-ready/run.json', 'x')).rejects.toThrow();
});
