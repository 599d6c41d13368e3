import { dirname } from 'node:path/posix';
import { type CompilerConfig, inherit, parseCompilerConfig } from '../../analysis/workspace/path-aliases.ts';
import type { Files } from '../../core/io.ts';
import { toAbsolute } from './paths.ts';
import type { Unread } from './survey.ts';

const deepest = 8;
const mostExtended = 4;
const maxBytes = 256 * 1024;

/** The compiler configurations of a tree, one result a folder, and those that could not be used. */
export type Configs = { readonly byFolder: ReadonlyMap<string, CompilerConfig>; readonly unread: readonly Unread[] };

/** Reads compiler configurations with what they extend. What they extend beyond `boundary` is left out. */
export async function readConfigs(
  files: Files,
  { root, boundary, paths }: { readonly root: string; readonly boundary: string; readonly paths: readonly string[] },
): Promise<Configs> {
  const byFolder = new Map<string, CompilerConfig>();
  const unread: Unread[] = [];
  for (const path of paths) {
    const config = await readConfig(files, { root, boundary, path, seen: [] });
    const before = byFolder.get(dirname(path));
    if (config === undefined) unread.push({ path, why: 'it is no compiler configuration that can be read' });
    else byFolder.set(dirname(path), before === undefined ? config : inherit(config, [before]));
  }
  return { byFolder, unread };
}

type Reading = {
  readonly root: string;
  readonly boundary: string;
  readonly path: string;
  /** The files on the way here, which extend one another: a circle ends at the first seen twice. */
  readonly seen: readonly string[];
};

async function readConfig(files: Files, reading: Reading): Promise<CompilerConfig | undefined> {
  const { root, path, seen } = reading;
  if (seen.includes(path) || seen.length > deepest || isBeyond(reading)) return undefined;
  const file = await files.read(toAbsolute(root, path), { maxBytes });
  if (file.state !== 'text') {
    return path.endsWith('.json') ? undefined : readConfig(files, { ...reading, path: `${path}.json` });
  }
  const own = parseCompilerConfig(path, file.text);
  const extended: CompilerConfig[] = [];
  for (const target of own?.extends.slice(0, mostExtended) ?? []) {
    const config = await readConfig(files, { ...reading, path: target, seen: [...seen, path] });
    if (config !== undefined) extended.push(config);
  }
  return own === undefined ? undefined : inherit(own, extended);
}

function isBeyond({ boundary, path }: Reading): boolean {
  return stepsUp(path) > stepsUp(boundary);
}

function stepsUp(path: string): number {
  return path.split('/').filter((segment) => segment === '..').length;
}
