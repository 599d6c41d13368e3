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

/** The report that goes to stdout, or nothing. */
export function stdoutText(report: Report, outputs: readonly Output[], look: ReportOptions): string {
  return outputs
    .filter(({ file }) => file === undefined)
    .map(({ format }) => reporters[format](report, look))
    .join('');
}

/** Writes the reports that go to files and returns their absolute paths. Throws `UserError` when a place refuses. */
export async function writeFiles(
  disk: Disk,
  report: Report,
  outputs: readonly Output[],
  cwd: string,
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const { format, file } of outputs) {
    if (file === undefined) continue;
    const path = resolve(cwd, file);
    await writeReport(disk, path, reporters[format](report, plainLook));
    files.push(path);
  }
  return files;
}

/** Writes one report. Reports carry no secrets and are meant to be passed on: 0644. Throws `UserError` when the place refuses. */
export async function writeReport(disk: Disk, path: string, text: string): Promise<void> {
  try {
    await disk.write(path, text, 0o644);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The report could not be written: ${why}.`,
      'Name another place with --output <format>=<file>.',
      {
        cause: error,
      },
    );
  }
}
