import { type SourceKind, sourceKind } from '../../analysis/workspace/source-files.ts';
import type { Files, SkippedWhy } from '../../core/io.ts';
import { fromRoot, toAbsolute } from './paths.ts';

/** Something that could not be read, and why, in words that finish "it was left out: …". */
export type Unread = { readonly path: string; readonly why: string };

/** The files of a folder by kind; paths relative to the audited root. */
export type Survey = { readonly files: ReadonlyMap<SourceKind, readonly string[]>; readonly unread: readonly Unread[] };

const reasons: Readonly<Record<SkippedWhy | 'too-many', string>> = {
  'too-large': 'it is too large',
  binary: 'it is not text',
  link: 'it is a symbolic link',
  unreadable: 'it cannot be read',
  'too-many': 'it holds too many files; the rest was not looked at',
};

/** Looks through a folder for everything that `sourceKind` knows. */
export async function survey(files: Files, root: string, folder: string): Promise<Survey> {
  const walk = await files.walk(toAbsolute(root, folder), (path) => sourceKind(path) !== undefined);
  const paths = walk.files.map((path) => fromRoot(root, path));
  const unread = walk.skipped
    .map(({ path, why }) => ({ path: fromRoot(root, path), why }))
    .filter(({ path, why }) => why !== 'link' || mayHoldSource(path))
    .map(({ path, why }) => ({ path, why: reasonFor(why) }));
  return { files: Map.groupBy(paths, (path) => sourceKind(path) ?? 'module'), unread };
}

/** A reason for leaving something out, in words. */
export function reasonFor(why: SkippedWhy | 'too-many'): string {
  return reasons[why];
}

/** A link's target is not looked at; a name without an extension may be a folder of sources. */
function mayHoldSource(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !name.includes('.') || sourceKind(path) === 'module';
}
