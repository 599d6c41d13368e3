import { resolve } from 'node:path';
import { type ReportOptions, reporters } from '../../reports/index.ts';
import type { Disk } from '../core/disk.ts';
import { UserError } from '../core/fault.ts';
import type { Report } from '../core/report.ts';
import { stateFolder } from '../engine/store.ts';
import type { Output } from './outputs.ts';

/** How reports look in a file: it is read elsewhere, by other people, in other terminals. */
export const plainLook: ReportOptions = { color: false, width: 100, ascii: false };

/** Where the handover lies when nobody says otherwise. */
export function handoverPath(root: string): string {
  return `${stateFolder(root)}/handover.md`;
}

/** Writes every asked-for report; gives back what goes to stdout and the files written, absolute. */
export async function writeOutputs(
  disk: Disk,
  report: Report,
  outputs: readonly Output[],
  cwd: string,
  look: ReportOptions,
): Promise<{ readonly stdout: string; readonly files: readonly string[] }> {
  const files: string[] = [];
  let stdout = '';
  for (const { format, file } of outputs) {
    if (file === undefined) {
      stdout += reporters[format](report, look);
      continue;
    }
    const path = resolve(cwd, file);
    await writeReport(disk, path, reporters[format](report, plainLook));
    files.push(path);
  }
  return { stdout, files };
}

/** Writes one report. Reports carry no secrets and are meant to be passed on: 0644. Throws `UserError` when the place refuses. */
export async function writeReport(disk: Disk, path: string, text: string): Promise<void> {
  try {
    await disk.write(path, text, 0o644);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`The report could not be written: ${why}.`, 'Name another place: --output markdown=<file>.', {
      cause: error,
    });
  }
}
