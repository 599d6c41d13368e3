import { lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Disk } from '../../core/disk.ts';

/** The few writes that the program makes: whole or not at all, readable by their owner alone unless said otherwise. */
export function createDisk(): Disk {
  return {
    read: async (path) => {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if (isAbsence(error)) return undefined;
        throw error;
      }
    },
    write: async (path, text, mode = 0o600) => {
      await makeFolder(dirname(path));
      // Loading it takes as long as the rest of a start, and most starts write nothing before their first frame.
      const { randomUUID } = await import('node:crypto');
      const draft = `${path}.${randomUUID()}.tmp`;
      try {
        await writeFile(draft, text, { mode, flag: 'wx' });
        // Renaming replaces a link that an audited repository may have laid here; libraries that resolve it would write through.
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    list: async (dir) => {
      try {
        const entries = await readdir(dir, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile())
          .map(({ name }) => name)
          .toSorted();
      } catch (error) {
        if (isAbsence(error)) return [];
        throw error;
      }
    },
    isLink: async (path) => {
      try {
        return (await lstat(path)).isSymbolicLink();
      } catch (error) {
        if (isAbsence(error)) return false;
        throw error;
      }
    },
  };
}

// Step by step: Node's own recursive form never ends where a parent exists and takes no folders (/proc).
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function isAbsence(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}
