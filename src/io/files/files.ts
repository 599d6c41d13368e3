import type { Files } from '../../core/io.ts';
import { listEntries } from './entries.ts';
import { readText } from './read.ts';
import { walkFolder } from './walk.ts';

/** The disk, read-only. */
export function createFiles(): Files {
  return {
    read: (path, options) => readText(path, options?.maxBytes),
    walk: (dir, keep) => walkFolder(dir, keep),
    entries: listEntries,
  };
}
