import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SkippedWhy, Walk } from '../../core/io.ts';
import { compareText } from '../../core/text.ts';
import { errorCode } from './error-code.ts';
import { holdsNoSource } from './skipped-folders.ts';

/** The most entries that a walk looks at; what lies beyond is reported as `too-many`. */
const mostEntries = 200_000;

// Folders read at once: reading is all waiting, and Node has few threads for it.
const foldersAtOnce = 16;

type Skipped = Walk['skipped'][number];
type Folder = { readonly path: string; readonly relative: string };
type Listing = { readonly folder: Folder; readonly entries: readonly Dirent[]; readonly unread?: SkippedWhy };

/** Walks a directory as `Files.walk` promises. A folder that cannot be read is reported and passed over. */
export async function walkFolder(dir: string, keep: (relative: string) => boolean, most = mostEntries): Promise<Walk> {
  const files: string[] = [];
  const skipped: Skipped[] = [];
  // A stack, not recursion: a hostile tree may be deeper than the call stack.
  const waiting: Folder[] = [{ path: dir, relative: '' }];
  let left = most;
  let cut = false;

  while (waiting.length > 0 && left > 0) {
    const batch = waiting.splice(-foldersAtOnce).reverse();
    const below: Folder[] = [];
    for (const listing of await Promise.all(batch.map(readFolder))) {
      if (listing.unread !== undefined) skipped.push({ path: listing.folder.path, why: listing.unread });
      cut ||= listing.entries.length > left;
      const sorted = sortListing(listing, keep, left);
      left -= Math.min(left, listing.entries.length);
      files.push(...sorted.files);
      skipped.push(...sorted.skipped);
      below.push(...sorted.folders);
    }
    waiting.push(...below.reverse());
  }
  if (cut || waiting.length > 0) skipped.push({ path: dir, why: 'too-many' });
  return { files: files.sort(compareText), skipped: skipped.sort((a, b) => compareText(a.path, b.path)) };
}

type Sorted = { readonly files: string[]; readonly skipped: Skipped[]; readonly folders: Folder[] };

function sortListing(listing: Listing, keep: (relative: string) => boolean, most: number): Sorted {
  const { folder, entries } = listing;
  const sorted: Sorted = { files: [], skipped: [], folders: [] };
  const packageTop = folder.relative === '' || entries.some((entry) => entry.name === 'package.json');
  for (const entry of entries.slice(0, most)) {
    const path = join(folder.path, entry.name);
    const relative = folder.relative === '' ? entry.name : `${folder.relative}/${entry.name}`;
    const leads = entry.isDirectory() || entry.isSymbolicLink();
    if (leads && holdsNoSource(entry.name, packageTop)) continue;
    if (entry.isDirectory()) sorted.folders.push({ path, relative });
    else if (entry.isSymbolicLink()) sorted.skipped.push({ path, why: 'link' });
    else if (!keep(relative)) continue;
    else if (entry.isFile()) sorted.files.push(path);
    else sorted.skipped.push({ path, why: 'unreadable' });
  }
  return sorted;
}

async function readFolder(folder: Folder): Promise<Listing> {
  try {
    // Only the start can be a link: below it, links are told apart by their entry.
    if (folder.relative === '' && (await lstat(folder.path)).isSymbolicLink()) {
      return { folder, entries: [], unread: 'link' };
    }
    const entries = await readdir(folder.path, { withFileTypes: true });
    return { folder, entries: entries.sort((a, b) => compareText(a.name, b.name)) };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { folder, entries: [], unread: 'unreadable' };
  }
}
