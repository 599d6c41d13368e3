import { readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Disk } from '../core/disk.ts';
import { createDisk } from '../io/disk/disk.ts';
import { testFolder } from '../io/testing-folder.ts';
import { fingerprintKey } from './fingerprint-key.ts';

const forbidden = (text: string): never => {
  throw new Error(text);
};
const hex = (key: Uint8Array) => Buffer.from(key).toString('hex');

describe('the key', () => {
  test('is made once, of 32 bytes, and kept for its owner alone', async () => {
    await using repository = await testFolder();
    const folder = join(repository.path, '.launch-ready');
    const first = await fingerprintKey(createDisk(), folder, forbidden);
    const second = await fingerprintKey(createDisk(), folder, forbidden);
    expect(first).toHaveLength(32);
    expect(hex(second)).toBe(hex(first));
    expect(await readFile(join(folder, 'fingerprint-key'), 'utf8')).toBe(`${hex(first)}\n`);
    expect((await stat(join(folder, 'fingerprint-key'))).mode & 0o777).toBe(0o600);
  });

  test('is another one in another project', async () => {
    await using one = await testFolder();
    await using two = await testFolder();
    const keys = await Promise.all([one, two].map(({ path }) => fingerprintKey(createDisk(), path, forbidden)));
    expect(new Set(keys.map(hex)).size).toBe(2);
  });

  test('lies in a folder that git leaves alone, also when the key was there before', async () => {
    await using repository = await testFolder();
    const key = 'ab'.repeat(32);
    await repository.write('.launch-ready/fingerprint-key', key);
    const folder = join(repository.path, '.launch-ready');
    expect(hex(await fingerprintKey(createDisk(), folder, forbidden))).toBe(key);
    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    await repository.write('.launch-ready/.gitignore', '!*\n');
    await fingerprintKey(createDisk(), folder, forbidden);
    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('that is none is replaced', async () => {
    await using repository = await testFolder();
    for (const text of ['', 'short', 'ab'.repeat(33), 'zz'.repeat(32)]) {
      const file = await repository.write('.launch-ready/fingerprint-key', text);
      const key = await fingerprintKey(createDisk(), join(repository.path, '.launch-ready'), forbidden);
      expect(await readFile(file, 'utf8')).toBe(`${hex(key)}\n`);
    }
  });
});

describe('where nothing can be kept', () => {
  const broken: Disk = { ...createDisk(), write: () => Promise.reject(new Error('EROFS: read-only file system')) };

  test('a key serves this run alone, and it is said', async () => {
    await using repository = await testFolder();
    const warn = vi.fn();
    const first = await fingerprintKey(broken, repository.path, warn);
    const second = await fingerprintKey(broken, repository.path, warn);
    expect(first).toHaveLength(32);
    expect(hex(second)).not.toBe(hex(first));
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/nothing can be kept in .*EROFS.*this run stands alone/));
  });

  test('also when a file has taken the place of the folder', async () => {
    await using repository = await testFolder();
    const file = await repository.write('.launch-ready', 'in the way');
    const warn = vi.fn();
    expect(await fingerprintKey(createDisk(), file, warn)).toHaveLength(32);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(await readFile(file, 'utf8')).toBe('in the way');
  });

  test('a key that is there is still used when nothing needs writing', async () => {
    await using repository = await testFolder();
    await repository.write('.gitignore', '*\n');
    await repository.write('fingerprint-key', 'cd'.repeat(32));
    expect(hex(await fingerprintKey(broken, repository.path, forbidden))).toBe('cd'.repeat(32));
  });
});

describe('a link laid by the audited repository', () => {
  test('is refused at every place that is written or read', async () => {
    await using elsewhere = await testFolder();
    const target = await elsewhere.write('fingerprint-key', 'ef'.repeat(32));
    for (const place of [
      '.launch-ready',
      '.launch-ready/runs',
      '.launch-ready/fingerprint-key',
      '.launch-ready/.gitignore',
    ]) {
      await using repository = await testFolder();
      if (place.includes('/')) await repository.write('.launch-ready/handover.md');
      await symlink(
        place.endsWith('key') || place.endsWith('ignore') ? target : elsewhere.path,
        join(repository.path, place),
      );
      const key = fingerprintKey(createDisk(), join(repository.path, '.launch-ready'), forbidden);
      await expect(key, place).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('is a symbolic link'),
      });
    }
    expect(await readFile(target, 'utf8')).toBe('ef'.repeat(32));
  });
});
