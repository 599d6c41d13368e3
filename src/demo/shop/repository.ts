import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ShopFile } from './file.ts';
import type { ShopCommit } from './history.ts';

const run = promisify(execFile);

/**
 * Writes the history into an empty or absent `directory` and commits it step by step, then adds the untracked files.
 * Returns the newest commit, or `undefined` on a machine without git, where the files stand alone. Throws when there
 * is something in the directory already.
 */
export async function writeRepository(
  directory: string,
  history: readonly ShopCommit[],
  untracked: readonly ShopFile[],
): Promise<string | undefined> {
  await mkdir(directory, { recursive: true });
  const there = await readdir(directory);
  if (there.length > 0) throw new Error(`The practice launch needs an empty folder, and ${directory} is not empty.`);
  const git = await openGit(directory);
  for (const commit of history) {
    await writeFiles(directory, commit.files);
    await git?.commit(commit);
  }
  await writeFiles(directory, untracked);
  return git?.release();
}

async function writeFiles(directory: string, files: readonly ShopFile[]): Promise<void> {
  for (const file of files) {
    const path = join(directory, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text);
  }
}

type Git = { commit(commit: ShopCommit): Promise<void>; release(): Promise<string> };

// The person's own git settings (hooks, signing, templates, filters) have no part in a sample repository.
const settings = [
  ...['-c', `core.hooksPath=${devNull}`, '-c', 'core.fsmonitor=false', '-c', 'core.autocrlf=false'],
  ...['-c', 'commit.gpgSign=false', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'],
  // As a setting, since `--initial-branch` is unknown to git before 2.28.
  ...['-c', 'init.defaultBranch=main'],
  ...['-c', 'user.name=Mara Lindqvist', '-c', 'user.email=mara@example.com'],
];

async function openGit(directory: string): Promise<Git | undefined> {
  const git = async (args: readonly string[], at?: string): Promise<string> => {
    const { stdout } = await run('git', [...settings, ...args], { cwd: directory, env: gitEnvironment(at) });
    return stdout.trim();
  };
  try {
    await git(['init', '--quiet', '--template=']);
  } catch (error) {
    if (isMissingProgram(error)) return undefined;
    throw error;
  }
  return {
    commit: async ({ message, at }) => {
      await git(['add', '--all']);
      await git(['commit', '--quiet', '--no-verify', '--message', message], at);
    },
    release: async () => {
      await git(['branch', 'release']);
      return git(['rev-parse', 'HEAD']);
    },
  };
}

// Nothing of the person's environment but the search path: a `GIT_DIR` in it would turn another repository into the sample.
function gitEnvironment(at: string | undefined): Record<string, string> {
  const { PATH = '', SystemRoot } = process.env;
  return {
    PATH,
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    ...(at === undefined ? {} : { GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at }),
  };
}

function isMissingProgram(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
