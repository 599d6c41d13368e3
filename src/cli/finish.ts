import { reporters } from '../../reports/index.ts';
import type { Report } from '../core/report.ts';
import { saveRun } from '../engine/store.ts';
import type { Launch } from './launch.ts';
import type { World } from './world.ts';
import { handoverPath, plainLook, writeFiles, writeReport } from './write-reports.ts';

/** What a finished run left behind: files written (absolute), and what could not be kept. */
export type Finished = { readonly files: readonly string[]; readonly warnings: readonly string[] };

/** Keeps the run, writes the report files that were asked for, and the handover. Throws `UserError` for a file that was asked for. */
export async function finishLaunch(launch: Launch, report: Report, world: World): Promise<Finished> {
  const { outputs } = launch.options;
  const warnings = await keepRun(launch, report);
  const files = await writeFiles(launch.disk, report, outputs, world.cwd);
  if (outputs.some(({ format }) => format === 'markdown')) return { files, warnings };
  try {
    return { files: [...files, await writeHandover(launch, report)], warnings };
  } catch (error) {
    return { files, warnings: [...warnings, reasonOf(error)] };
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
