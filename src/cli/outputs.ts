import { resolve } from 'node:path';
import { type Format, formats, type ReportOptions, reporters } from '../../reports/index.ts';
import { suggestion } from '../config/nearest.ts';
import type { Disk } from '../core/disk.ts';
import { UserError } from '../core/fault.ts';
import type { Report } from '../core/report.ts';
import { stateFolder } from '../engine/store.ts';

/** One `--output`: a format, and a file or stdout. */
export type Output = { readonly format: Format; readonly file?: string };

/** Reads `--output <format>[=<file>]` values. Throws `UserError` for an unknown format or two reports on stdout. */
export function parseOutputs(values: readonly string[]): readonly Output[] {
  const outputs = values.map(parseOutput);
  const onStdout = outputs.filter(({ file }) => file === undefined);
  if (onStdout.length <= 1) return outputs;
  const names = onStdout.map(({ format }) => format).join(' and ');
  throw new UserError(`${names} cannot both go to stdout.`, `Name a file: --output ${onStdout[1]?.format}=report.txt.`);
}

function parseOutput(value: string): Output {
  const cut = value.indexOf('=');
  const word = cut === -1 ? value : value.slice(0, cut);
  const format = formats.find((one) => one === word);
  if (format === undefined) {
    throw new UserError(`There is no format "${word}".${suggestion(word, formats)}`, `Formats: ${formats.join(', ')}.`);
  }
  if (cut === -1) return { format };
  const file = value.slice(cut + 1);
  if (file === '') throw new UserError(`--output ${value} names no file.`, `Write --output ${format}=<file>.`);
  return { format, file };
}

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
