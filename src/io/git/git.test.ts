import { execFileSync } from 'node:child_process';
import { appendFile, chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type TestFolder, testFolder } from '../testing-folder.ts';
import { gitEnvironment } from './environment.ts';
import { createGit } from './git.ts';

afterEach(() => vi.unstubAllEnvs());

function git(dir: string, ...args: readonly string[]): string {
  const env = { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  return execFileSync('git', ['-C', dir, ...who, ...args], { encoding: 'utf8', env, stdio: 'pipe' }).trim();
}

async function repository(): Promise<TestFolder> {
  const folder = await testFolder();
  git(folder.path, 'init', '-q', '-b', 'main');
  for (const name of ['.env', 'apps/web/.env.local', 'packages/db/a.ts', ':(top)odd', 'Grüße.txt']) {
    await folder.write(name);
  }
  git(folder.path, '--literal-pathspecs', 'add', '.env', 'apps', ':(top)odd', 'Grüße.txt');
  git(folder.path, 'commit', '-q', '-m', 'first');
  return folder;
}

test('head is the commit and the branch; detached, there is no branch', async () => {
  await using folder = await repository();
  const commit = git(folder.path, 'rev-parse', 'HEAD');
  expect(await createGit().head(folder.path)).toEqual({ commit, branch: 'main' });
  expect(await createGit().head(join(folder.path, 'apps/web'))).toEqual({ commit, branch: 'main' });
  git(folder.path, 'checkout', '-q', '--detach');
  expect(await createGit().head(folder.path)).toEqual({ commit });
});

test('tracked files are told apart, by names as they were asked', async () => {
  await using folder = await repository();
  const asked = ['.env', './.env', 'apps', 'packages/db/a.ts', 'none', ':(top)odd', 'Grüße.txt', '--others'];
  const tracked = await createGit().tracked(folder.path, asked);
  expect([...(tracked ?? [])]).toEqual(['.env', './.env', ':(top)odd', 'Grüße.txt']);
  const below = await createGit().tracked(join(folder.path, 'apps/web'), ['.env.local', '../../.env', '../none']);
  expect([...(below ?? [])]).toEqual(['.env.local', '../../.env']);
  expect(await createGit().tracked(folder.path, [])).toEqual(new Set());
});

test('more names than a command line holds are asked in turn', async () => {
  await using folder = await repository();
  const names = Array.from({ length: 1_000 }, (_none, n) => `${'x'.repeat(200)}${n}`);
  expect(await createGit().tracked(folder.path, [...names, '.env'])).toEqual(new Set(['.env']));
});

test('outside a repository, and in one without commits, there is nothing', async () => {
  await using folder = await testFolder();
  expect(await createGit().head(folder.path)).toBeUndefined();
  expect(await createGit().tracked(folder.path, ['.env'])).toBeUndefined();
  git(folder.path, 'init', '-q');
  expect(await createGit().head(folder.path)).toBeUndefined();
  expect(await createGit().tracked(folder.path, ['.env'])).toEqual(new Set());
});

test('without git there is nothing', async () => {
  await using folder = await repository();
  vi.stubEnv('PATH', '/nowhere');
  expect(await createGit().head(folder.path)).toBeUndefined();
  expect(await createGit().tracked(folder.path, ['.env'])).toBeUndefined();
});

test('a git environment around the program does not lead elsewhere', async () => {
  await using folder = await repository();
  await using other = await testFolder();
  vi.stubEnv('GIT_DIR', join(folder.path, '.git'));
  vi.stubEnv('GIT_WORK_TREE', folder.path);
  expect(await createGit().head(other.path)).toBeUndefined();
});

// Each of these runs a command with ordinary git; `mark` stands for it.
const traps: readonly (readonly [key: string, value: (mark: string) => string])[] = [
  ['core.fsmonitor', (mark) => mark],
  ['core.pager', (mark) => mark],
  ['core.editor', (mark) => mark],
  ['core.sshCommand', (mark) => mark],
  ['core.askPass', (mark) => mark],
  ['core.gitProxy', (mark) => mark],
  ['diff.external', (mark) => mark],
  ['pager.ls-files', (mark) => mark],
  ['pager.rev-parse', (mark) => mark],
  ['alias.rev-parse', (mark) => `!${mark}`],
  ['alias.ls-files', (mark) => `!${mark}`],
  ['alias.symbolic-ref', (mark) => `!${mark}`],
  ['filter.x.clean', (mark) => mark],
  ['filter.x.smudge', (mark) => mark],
  ['filter.x.process', (mark) => mark],
  ['diff.x.textconv', (mark) => mark],
  ['credential.helper', (mark) => `!${mark}`],
  ['extensions.partialClone', () => 'origin'],
  ['remote.origin.promisor', () => 'true'],
  ['remote.origin.url', (mark) => `ext::${mark}`],
  ['remote.origin.uploadpack', (mark) => mark],
  ['protocol.ext.allow', () => 'always'],
  ['index.sparse', () => 'true'],
];

test('nothing that the repository configures is run', async () => {
  await using folder = await repository();
  await using marks = await testFolder();
  const script = async (path: string): Promise<string> => {
    await writeFile(path, `#!/bin/sh\ntouch "${marks.path}/ran-$$"\n`);
    await chmod(path, 0o755);
    return path;
  };
  const mark = await script(join(folder.path, 'trap.sh'));
  for (const [key, value] of traps) git(folder.path, 'config', key, value(mark));
  await folder.write('.gitattributes', '* filter=x diff=x\n');
  for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'fsmonitor-watchman']) {
    await script(join(folder.path, '.git/hooks', hook));
  }
  git(folder.path, 'config', 'core.hooksPath', join(folder.path, '.git/hooks'));
  await script(join(folder.path, 'git'));
  await script(await folder.write('node_modules/.bin/git'));
  const plainPath = process.env.PATH;
  vi.stubEnv('PATH', `.:${folder.path}:${join(folder.path, 'node_modules/.bin')}:${process.env.PATH}`);
  await appendFile(join(folder.path, '.env'), 'A=1\n');

  expect(await createGit().head(folder.path)).toMatchObject({ branch: 'main' });
  expect(await createGit().tracked(folder.path, ['.env'])).toEqual(new Set(['.env']));
  expect(await readdir(marks.path)).toEqual([]);

  // The traps are live: put the ordinary way, the same questions step into the settings and into the false git.
  const status = 'git status >/dev/null 2>&1 || true';
  execFileSync('/bin/sh', ['-c', status], { cwd: folder.path, env: { ...process.env, PATH: plainPath } });
  const bySettings = (await readdir(marks.path)).length;
  expect(bySettings).toBeGreaterThan(0);
  execFileSync('/bin/sh', ['-c', status], { cwd: folder.path });
  expect((await readdir(marks.path)).length).toBeGreaterThan(bySettings);
});

test('a configuration that hangs git is cut off, as a fault', async () => {
  await using folder = await repository();
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  git(folder.path, 'config', 'include.path', pipe);
  const impatient = createGit({ timeoutMs: 50, maxBytes: 1_000 });
  await expect(impatient.head(folder.path)).rejects.toThrow('git did not answer within 0.05 s');
});

test('an answer beyond the bound is a fault', async () => {
  await using folder = await repository();
  const narrow = createGit({ timeoutMs: 5_000, maxBytes: 10 });
  await expect(narrow.head(folder.path)).rejects.toThrow('git said more than 10 bytes');
});

test('the search path keeps no place where the repository could put a git', () => {
  const path = '/usr/bin:relative:.::/repo/bin:/repo:/other/node_modules/.bin:/repository/bin';
  const environment = gitEnvironment('/repo', { PATH: path, GIT_DIR: '/x', HOME: '/home/x', GIT_SSH_COMMAND: 'x' });
  expect(environment.PATH).toBe('/usr/bin:/repository/bin');
  expect(environment).not.toHaveProperty('GIT_DIR');
  expect(environment).not.toHaveProperty('HOME');
  expect(environment).not.toHaveProperty('GIT_SSH_COMMAND');
});
