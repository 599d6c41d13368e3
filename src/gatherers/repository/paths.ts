import { join, relative, sep } from 'node:path';
import { basename, dirname } from 'node:path/posix';

/** An absolute path as artifacts name it: relative to the audited root, with `/`; `.` for the root itself. */
export function fromRoot(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}

/** The absolute path behind one that is relative to the audited root. */
export function toAbsolute(root: string, path: string): string {
  return join(root, ...path.split('/'));
}

/** Whether a relative path leaves the audited root. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

/** The value of the nearest folder above (or at) a file that has one. Never climbs from outside back into the root. */
export function nearest<V>(byFolder: ReadonlyMap<string, V>, path: string): V | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const found = byFolder.get(folder);
    if (found !== undefined) return found;
    if (folder === '.' || folder === '/' || basename(folder) === '..') return undefined;
  }
}
