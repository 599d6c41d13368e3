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
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
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

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
