import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import type { Files } from '../../core/io.ts';
import { compareText } from '../../core/text.ts';
import { errorCode } from './error-code.ts';

type Entry = Awaited<ReturnType<Files['entries']>>[number];

/** Lists a directory as `Files.entries` promises, sorted. A link is no directory. Throws for one that may not be read. */
export async function listEntries(dir: string): Promise<readonly Entry[]> {
  try {
    if (!(await lstat(dir)).isDirectory()) return [];
    const found = await readdir(dir, { withFileTypes: true });
    return found
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return [];
    throw error;
  }
}

function kindOf(entry: Dirent): Entry['kind'] {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}
