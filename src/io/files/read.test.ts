import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../testing-folder.ts';
import { readText } from './read.ts';

const withMark = (encoding: 'le' | 'be', text: string): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'le' ? bytes : bytes.swap16();
};

test.each([
  ['UTF-8', Buffer.from('Grüße\n'), 'Grüße\n'],
  ['UTF-8 with a mark', Buffer.from('\ufeffGrüße'), 'Grüße'],
  ['UTF-16 little-endian', withMark('le', 'Grüße'), 'Grüße'],
  ['UTF-16 big-endian', withMark('be', 'Grüße'), 'Grüße'],
  ['wrong bytes', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
  ['nothing', Buffer.alloc(0), ''],
])('%s is text', async (_name, bytes, text) => {
  await using folder = await testFolder();
  expect(await readText(await folder.write('a.txt', bytes))).toEqual({ state: 'text', text });
});

test('a NUL byte makes a file binary, also behind a UTF-16 mark', async () => {
  await using folder = await testFolder();
  const binary = { state: 'skipped', why: 'binary' };
  expect(await readText(await folder.write('a', Buffer.from('text\0more')))).toEqual(binary);
  expect(await readText(await folder.write('b', withMark('le', 'a\0b')))).toEqual(binary);
});

test('the size limit counts to the byte', async () => {
  await using folder = await testFolder();
  const path = await folder.write('a', 'x'.repeat(100));
  expect(await readText(path, 100)).toMatchObject({ state: 'text' });
  expect(await readText(path, 99)).toEqual({ state: 'skipped', why: 'too-large' });
});

test('what is not there is absent, also below a file', async () => {
  await using folder = await testFolder();
  const path = await folder.write('a');
  expect(await readText(join(folder.path, 'none'))).toEqual({ state: 'absent' });
  expect(await readText(join(path, 'below'))).toEqual({ state: 'absent' });
});

test('a link is never followed, wherever it points', async () => {
  await using folder = await testFolder();
  const link = { state: 'skipped', why: 'link' };
  const target = await folder.write('secret');
  await symlink(target, join(folder.path, 'to-file'));
  await symlink('/dev/zero', join(folder.path, 'to-device'));
  await symlink('loop', join(folder.path, 'loop'));
  for (const name of ['to-file', 'to-device', 'loop']) {
    expect(await readText(join(folder.path, name))).toEqual(link);
  }
});

test('folders, pipes and devices are not opened', async () => {
  await using folder = await testFolder();
  const unreadable = { state: 'skipped', why: 'unreadable' };
  execFileSync('mkfifo', [join(folder.path, 'pipe')]);
  expect(await readText(folder.path)).toEqual(unreadable);
  expect(await readText(join(folder.path, 'pipe'))).toEqual(unreadable);
  expect(await readText('/dev/zero')).toEqual(unreadable);
});

test.skipIf(process.platform !== 'linux')('a file that lies about its size is still bounded', async () => {
  // The system says 0 bytes for these.
  expect(await readText('/proc/self/status', 10)).toEqual({ state: 'skipped', why: 'too-large' });
});
