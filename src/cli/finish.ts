import { type ReportOptions, reporters } from '../../reports/index.ts';
import type { Report } from '../core/report.ts';
import { saveRun } from '../engine/store.ts';
import type { Launch } from './launch.ts';
import type { Output } from './outputs.ts';
import type { World } from './world.ts';
import { handoverPath, plainLook, writeOutputs, writeReport } from './write-reports.ts';

/** What a finished run left behind: text for stdout, files written (absolute), and what could not be kept. */
export type Finished = {
  readonly stdout: string;
  readonly files: readonly string[];
  readonly warnings: readonly string[];
};

/** Keeps the run, writes every report that was asked for, and the handover. Throws `UserError` for a report that was asked for. */
export async function finishLaunch(
  launch: Launch,
  report: Report,
  look: ReportOptions,
  world: World,
): Promise<Finished> {
  const { options, disk } = launch;
  const warnings = await keepRun(launch, report);
  const onStdout: readonly Output[] = options.outputs.some(({ file }) => file === undefined)
    ? []
    : [{ format: 'terminal' }];
  const written = await writeOutputs(disk, report, [...options.outputs, ...onStdout], world.cwd, look);
  if (options.outputs.some(({ format }) => format === 'markdown')) return { ...written, warnings };
  try {
    const path = await writeHandover(launch, report);
    return { ...written, files: [...written.files, path], warnings };
  } catch (error) {
    return { ...written, warnings: [...warnings, reasonOf(error)] };
  }
}

// A directory that cannot be written to is no reason to lose the answer; it is said.
async function keepRun({ disk, options }: Launch, report: Report): Promise<readonly string[]> {
  try {
    await saveRun(disk, options.root, report);
    return [];
  } catch (error) {
    return [`the run could not be kept: ${reasonOf(error)}`];
  }
}

/** Writes the handover to its usual place and returns the path. Throws `UserError`. */
export async function writeHandover({ disk, options }: Launch, report: Report): Promise<string> {
  const path = handoverPath(options.root);
  await writeReport(disk, path, reporters.markdown(report, plainLook));
  return path;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
