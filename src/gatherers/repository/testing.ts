// Test support: a repository in memory.

import type { GatherContext } from '../../core/gatherer.ts';
import type { Files, FileText, Git, Io } from '../../core/io.ts';
import { noWorld } from '../vercel/testing.ts';

/** A file's text, or how the disk would refuse it. */
export type MemoryFile = string | Exclude<FileText, { readonly state: 'text' | 'absent' }>;

/** A disk that holds exactly these files, by absolute path. Like the real one it never enters `node_modules`. */
export function memoryFiles(tree: Readonly<Record<string, MemoryFile>>): Files {
  const all = new Map(Object.entries(tree));
  return {
    read: async (path) => {
      const file = all.get(path);
      if (file === undefined) return { state: 'absent' };
      return typeof file === 'string' ? { state: 'text', text: file } : file;
    },
    walk: async (dir, keep) => {
      const below = [...all.keys()].filter((path) => path.startsWith(`${dir}/`) && !path.includes('/node_modules/'));
      return { files: below.filter((path) => keep(path.slice(dir.length + 1))).sort(), skipped: [] };
    },
    entries: async (dir) => {
      const below = [...all.keys()].filter((path) => path.startsWith(`${dir}/`));
      const names = Map.groupBy(below, (path) => path.slice(dir.length + 1).split('/')[0] ?? '');
      return [...names].map(([name]) => ({ name, kind: all.has(`${dir}/${name}`) ? 'file' : 'directory' }));
    },
  };
}

/** What a gatherer is given, over these doors; asking a provider fails the test. Notes are kept in `notes`. */
export function contextOver(
  root: string,
  doors: { readonly files: Files; readonly git?: Partial<Git> },
): GatherContext & { readonly notes: readonly string[] } {
  const notes: string[] = [];
  const vercel: Io['vercel'] = new Proxy({} as Io['vercel'], {
    get: () => {
      throw new Error('reading a repository asks no provider');
    },
  });
  const git: Git = { head: async () => undefined, tracked: async () => undefined, ...doors.git };
  return {
    target: {
      root,
      now: 0,
      privatePaths: [],
      mailDomains: [],
      dkimSelectors: [],
      consents: { readValues: false, probe: false, probeProduction: false, offline: true },
    },
    signal: new AbortController().signal,
    io: { ...noWorld, files: doors.files, git, vercel, fingerprint: () => '', hide: () => undefined },
    progress: () => undefined,
    note: (text) => notes.push(text),
    notes,
  };
}
