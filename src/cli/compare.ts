import { resolve } from 'node:path';
import { UserError } from '../core/fault.ts';
import { describeLocation } from '../core/location.ts';
import { type ComparedFinding, type Comparison, compareReports } from '../engine/compare.ts';
import { listRuns, loadRun } from '../engine/store.ts';
import { createDisk } from '../io/disk/disk.ts';
import { parseFlags, parseWord, plainFlags } from './flags.ts';
import type { World } from './world.ts';

/** `launch-ready compare [old] [new]`: 0 when nothing is new, 1 when something is. */
export async function compareCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, plainFlags, 'compare', 2);
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const disk = createDisk();
  const [older, newer] = await chooseRuns(positionals, await listRuns(disk, world.cwd), world.cwd);
  const comparison = compareReports(await loadRun(disk, older), await loadRun(disk, newer));
  world.stdout.write(format === 'json' ? `${JSON.stringify(comparison, null, 2)}\n` : describe(comparison));
  return comparison.added.length === 0 ? 0 : 1;
}

async function chooseRuns(
  named: readonly string[],
  saved: readonly string[],
  cwd: string,
): Promise<readonly [string, string]> {
  const [first, second] = named.map((path) => resolve(cwd, path));
  if (first !== undefined && second !== undefined) return [first, second];
  const [newest, previous] = saved;
  if (first !== undefined && newest !== undefined) return [first, newest];
  if (newest !== undefined && previous !== undefined) return [previous, newest];
  throw new UserError('There are not two runs to compare.', 'Run launch-ready audit twice, or name two run files.');
}

function describe({ fixed, added, unchanged, unverified, waived }: Comparison): string {
  return [
    ...section('New', added),
    ...section('Fixed', fixed),
    ...section('No longer verified (not fixed: this time nobody could look)', unverified),
    ...section('Waived since (still there)', waived),
    ...section('Unchanged', unchanged),
    `${added.length} new, ${fixed.length} fixed, ${waived.length} waived, ${unverified.length} no longer verified, ${unchanged.length} unchanged`,
    '',
  ].join('\n');
}

function section(title: string, list: readonly ComparedFinding[]): readonly string[] {
  if (list.length === 0) return [];
  const lines = list.map(
    ({ check, finding }) =>
      `  ${finding.severity.padEnd(7)}  ${check}: ${finding.message} (${describeLocation(finding.at)})`,
  );
  return [title, ...lines, ''];
}
