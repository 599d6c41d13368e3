import { randomBytes } from 'node:crypto';
import type { Disk } from '../core/disk.ts';
import { faultOf, UserError } from '../core/fault.ts';

/**
 * The project's key for fingerprints of secrets, 32 random bytes, made at the first run and kept beside the runs (0600).
 * Where nothing can be written a fresh key serves this run alone, and `warn` hears of it. Throws `UserError` when one of
 * the places is a link.
 */
export async function fingerprintKey(
  disk: Disk,
  stateFolder: string,
  warn: (text: string) => void,
): Promise<Uint8Array> {
  const path = `${stateFolder}/fingerprint-key`;
  const ignore = `${stateFolder}/.gitignore`;
  try {
    await refuseLinks(disk, [stateFolder, `${stateFolder}/runs`, path, ignore]);
    // At every run: a repository that brings a key of its own, or lost this file, must not get its runs committed.
    if ((await disk.read(ignore)) !== '*\n') await disk.write(ignore, '*\n', 0o644);
    const kept = (await disk.read(path))?.trim() ?? '';
    if (/^[0-9a-f]{64}$/.test(kept)) return Buffer.from(kept, 'hex');
    const key = randomBytes(32);
    await disk.write(path, `${key.toString('hex')}\n`);
    return key;
  } catch (error) {
    if (error instanceof UserError) throw error;
    warn(`nothing can be kept in ${stateFolder} (${faultOf(error).message}); this run stands alone`);
    return randomBytes(32);
  }
}

// An audited repository could otherwise send what is written here to any place its auditor may write, or have anything read.
async function refuseLinks(disk: Disk, places: readonly string[]): Promise<void> {
  for (const place of places) {
    if (!(await disk.isLink(place))) continue;
    throw new UserError(`${place} is a symbolic link.`, 'Remove the link and run again.');
  }
}
