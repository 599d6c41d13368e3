import type { Disk } from '../core/disk.ts';
import { faultOf, UserError } from '../core/fault.ts';
import type { Gathered } from '../core/gathered.ts';
import type { AnyGatherer } from '../core/gatherer.ts';
import type { Report } from '../core/report.ts';
import type { States } from './bag.ts';
import { readSavedFact } from './saved-fact.ts';
import { readSavedReport } from './saved-report.ts';

/** Where a repository keeps its runs: absolute, below the audited root. */
export function stateFolder(root: string): string {
  return `${root}/.launch-ready`;
}

/** Keeps a run under its UTC time and as `latest.json`, readable by its owner alone. Returns the path of the run. */
export async function saveRun(disk: Disk, root: string, report: Report): Promise<string> {
  const folder = `${stateFolder(root)}/runs`;
  // Colons are no file names on Windows.
  const path = `${folder}/${report.startedAt.replaceAll(':', '-')}.json`;
  const text = `${JSON.stringify(report, null, 2)}\n`;
  await disk.write(path, text);
  await disk.write(`${folder}/latest.json`, text);
  return path;
}

/** The saved runs of a repository, newest first, as absolute paths. */
export async function listRuns(disk: Disk, root: string): Promise<readonly string[]> {
  const folder = `${stateFolder(root)}/runs`;
  const names = await disk.list(folder);
  return names
    .filter((name) => name.endsWith('.json') && name !== 'latest.json')
    .toReversed()
    .map((name) => `${folder}/${name}`);
}

/** Reads a saved run. Throws `UserError` when the file is missing, cannot be read or is no run. */
export async function loadRun(disk: Disk, path: string): Promise<Report> {
  const text = await readFile(disk, path);
  if (text === undefined) throw new UserError(`There is no saved run at ${path}.`, 'Run `launch-ready audit` first.');
  const report = readSavedReport(parseJson(text, path));
  if (report !== undefined) return report;
  throw new UserError(`${path} is no launch-ready run (schema 1).`, 'Give the path of a file in .launch-ready/runs.');
}

/** Writes every gathered fact to `dir`, one file each. The engine has masked the secrets in them. Throws `UserError`. */
export async function saveFacts(disk: Disk, dir: string, states: States): Promise<void> {
  try {
    for (const [id, state] of states) {
      await disk.write(`${dir}/${fileOf(id)}`, `${JSON.stringify(state, null, 2)}\n`);
    }
  } catch (error) {
    throw new UserError(
      `The facts could not be saved: ${faultOf(error).message}.`,
      'Name a folder that can be written to: --save <dir>.',
      { cause: error },
    );
  }
}

/**
 * Reads the facts that `saveFacts` wrote for these gatherers. A fact that is not there is left out; `UserError` when none
 * is there, or when one has not the shape that this version reads.
 */
export async function loadFacts(disk: Disk, dir: string, gatherers: readonly AnyGatherer[]): Promise<States> {
  const states = new Map<string, Gathered<unknown>>();
  for (const { artifact } of gatherers) {
    const path = `${dir}/${fileOf(artifact.id)}`;
    const text = await readFile(disk, path);
    if (text !== undefined) states.set(artifact.id, parseFact(parseJson(text, path), artifact.parse, path));
  }
  if (states.size > 0) return states;
  throw new UserError(`There are no saved facts in ${dir}.`, 'Save them first with --save <dir>.');
}

function parseFact(raw: unknown, parse: (value: unknown) => unknown, path: string): Gathered<unknown> {
  try {
    return readSavedFact(raw, parse);
  } catch (error) {
    throw new UserError(`${path} has not the shape of this version's facts.`, 'Save the facts again.', {
      cause: error,
    });
  }
}

async function readFile(disk: Disk, path: string): Promise<string | undefined> {
  try {
    return await disk.read(path);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${faultOf(error).message}.`, 'Name another file or folder.', {
      cause: error,
    });
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is not valid JSON.`, 'Delete it, or write it again.', { cause: error });
  }
}

function fileOf(artifactId: string): string {
  return `${artifactId.replaceAll('/', '.')}.json`;
}
