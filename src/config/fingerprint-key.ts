import { randomBytes } from 'node:crypto';
import type { Disk } from '../core/disk.ts';
import { UserError } from '../core/fault.ts';

/**
 * The project's key for fingerprints of secrets, 32 random bytes, made at the first run and kept beside the runs (0600).
 * Where nothing can be written a fresh key serves this run alone. Throws `UserError` when the folder is a link.
 */
export async function fingerprintKey(
  disk: Disk,
  stateFolder: string,
  warn: (text: string) => void,
): Promise<Uint8Array> {
  const path = `${stateFolder}/fingerprint-key`;
  await refuseLinks(disk, stateFolder);
  try {
    const kept = await disk.read(path);
    if (kept !== undefined && /^[0-9a-f]{64}$/.test(kept.trim())) return Buffer.from(kept.trim(), 'hex');
    const key = randomBytes(32);
    await disk.write(`${stateFolder}/.gitignore`, '*\n', 0o644);
    await disk.write(path, `${key.toString('hex')}\n`);
    return key;
  } catch (error) {
    warn(
      `nothing can be kept in ${stateFolder} (${error instanceof Error ? error.message : String(error)}); this run stands alone`,
    );
    return randomBytes(32);
  }
}

// An audited repository could otherwise send what is written here to any place its auditor may write.
async function refuseLinks(disk: Disk, stateFolder: string): Promise<void> {
  for (const folder of [stateFolder, `${stateFolder}/runs`]) {
    if (await disk.isLink(folder))
      throw new UserError(`${folder} is a symbolic link.`, 'Remove the link and run again.');
  }
}
