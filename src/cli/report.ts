import { resolve } from 'node:path';
import { UserError } from '../core/fault.ts';
import { listRuns, loadRun } from '../engine/store.ts';
import { createDisk } from '../io/disk/disk.ts';
import { auditFlags, parseFlags } from './flags.ts';
import { lookOf } from './look.ts';
import { parseOutputs } from './outputs.ts';
import type { World } from './world.ts';
import { stdoutText, writeFiles } from './write-reports.ts';

const reportFlags = {
  help: auditFlags.help,
  output: auditFlags.output,
  'no-color': auditFlags['no-color'],
} as const;

/** `launch-ready report [run]`: a saved run rendered again. Nothing is gathered or judged. */
export async function reportCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, reportFlags, 'report', 1);
  const disk = createDisk();
  const [run] = positionals;
  const [newest] = run === undefined ? await listRuns(disk, world.cwd) : [resolve(world.cwd, run)];
  if (newest === undefined) {
    throw new UserError('No run is saved here.', 'Run launch-ready audit first, or name a run file.');
  }
  const report = await loadRun(disk, newest);
  const outputs = parseOutputs(values.output ?? ['terminal']);
  const look = lookOf({ noColor: values['no-color'] === true }, world);
  world.stdout.write(stdoutText(report, outputs, look));
  const files = await writeFiles(disk, report, outputs, world.cwd);
  for (const file of files) world.stderr.write(`written: ${file}\n`);
  return 0;
}
