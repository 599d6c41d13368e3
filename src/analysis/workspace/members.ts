import picomatch from 'picomatch';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Manifest } from './manifest.ts';

const pnpmSchema = z.object({ packages: z.array(z.string()).catch([]) });
const mostGlobs = 500;
const longest = 200;
const mostWildcards = 12;

/** The globs that name a workspace's packages: pnpm's file, else the root's package.json (npm, yarn, bun). */
export function workspaceGlobs(manifest: Manifest | undefined, pnpmWorkspace: string | undefined): readonly string[] {
  const globs = pnpmWorkspace === undefined ? (manifest?.workspaces ?? []) : pnpmGlobs(pnpmWorkspace);
  return globs.filter(isHarmless).slice(0, mostGlobs);
}

/** Whether a directory, relative to the workspace's root, is one of its packages. A leading `!` takes directories out. */
export function isMember(globs: readonly string[], dir: string): boolean {
  let member = false;
  for (const glob of globs) {
    const excluded = glob.startsWith('!');
    const pattern = glob
      .slice(excluded ? 1 : 0)
      .replace(/^\.\//, '')
      .replace(/\/+$/, '');
    if (picomatch.isMatch(dir, pattern)) member = !excluded;
  }
  return member;
}

function pnpmGlobs(yaml: string): readonly string[] {
  const parsed = pnpmSchema.safeParse(parseYaml(yaml));
  return parsed.success ? parsed.data.packages : [];
}

/** Broken YAML names no packages. The library throws on syntax errors and on documents that expand without end. */
function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** A glob that a person would write: one with dozens of wildcards takes exponential time to match. */
function isHarmless(glob: string): boolean {
  return glob.length <= longest && (glob.match(/[*?{[(]/g)?.length ?? 0) <= mostWildcards;
}
