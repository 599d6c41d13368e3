import { dirname } from 'node:path';
import { dirname as folderOf } from 'node:path/posix';
import { type Manifest, parseManifest } from '../../analysis/workspace/manifest.ts';
import { isMember, workspaceGlobs } from '../../analysis/workspace/members.ts';
import type { WorkspacePackage } from '../../analysis/workspace/resolve.ts';
import type { Files } from '../../core/io.ts';
import { fromRoot, isOutside } from './paths.ts';

/** The workspace around the audited directory. */
export type Workspace = {
  /** How far up files may be read, relative to the audited root: `.` when there is no workspace above it. */
  readonly boundary: string;
  /** Its packages outside the audited root. */
  readonly packages: readonly WorkspacePackage[];
};

/** The largest package.json that is read: real ones are a hundred times smaller. */
export const manifestBytes = 256 * 1024;

const highest = 8;

/**
 * Looks above the audited directory for the workspace it is a member of (pnpm, npm, yarn, bun). The search ends at the
 * repository's top, or after eight folders.
 */
export async function findWorkspace(files: Files, root: string): Promise<Workspace> {
  let folder = root;
  for (let step = 0; step < highest; step += 1) {
    if (await isRepositoryTop(files, folder)) break;
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
    const globs = await globsOf(files, folder);
    if (isMember(globs, fromRoot(folder, root))) {
      return { boundary: fromRoot(root, folder), packages: await membersOutside(files, { root, top: folder, globs }) };
    }
  }
  return { boundary: '.', packages: [] };
}

async function readManifest(files: Files, path: string): Promise<Manifest | undefined> {
  const file = await files.read(path, { maxBytes: manifestBytes });
  return file.state === 'text' ? parseManifest(file.text) : undefined;
}

async function isRepositoryTop(files: Files, folder: string): Promise<boolean> {
  const entries = await files.entries(folder);
  return entries.some((entry) => entry.name === '.git');
}

async function globsOf(files: Files, folder: string): Promise<readonly string[]> {
  const pnpm = await files.read(`${folder}/pnpm-workspace.yaml`, { maxBytes: manifestBytes });
  const manifest = await readManifest(files, `${folder}/package.json`);
  return workspaceGlobs(manifest, pnpm.state === 'text' ? pnpm.text : undefined);
}

type Search = { readonly root: string; readonly top: string; readonly globs: readonly string[] };

async function membersOutside(files: Files, { root, top, globs }: Search): Promise<readonly WorkspacePackage[]> {
  const isManifest = (path: string) => path.endsWith('/package.json') && isMember(globs, folderOf(path));
  const { files: paths } = await files.walk(top, isManifest);
  const packages: WorkspacePackage[] = [];
  for (const path of paths) {
    const dir = fromRoot(root, dirname(path));
    const manifest = isOutside(dir) ? await readManifest(files, path) : undefined;
    if (manifest !== undefined) packages.push({ dir, manifest });
  }
  return packages;
}
