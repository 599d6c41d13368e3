import type { Disk } from '../core/disk.ts';
import { faultOf, UserError } from '../core/fault.ts';
import type { Files } from '../core/io.ts';
import { parseJsonc } from './parse.ts';
import { type Config, configSchema, personalKeys } from './schema.ts';

/** The file that lies in the audited repository. */
export const projectFile = 'launch-ready.json';

/**
 * Reads the repository's `launch-ready.json` and the person's own file, whose keys win. Throws `UserError` for a file
 * that is broken, or for a key that only the person's own file may hold. Paths are absolute.
 */
export async function loadConfig(files: Files, disk: Disk, root: string, ownFile: string | undefined): Promise<Config> {
  const project = await readProjectConfig(files, `${root}/${projectFile}`);
  if (ownFile === undefined) return project;
  return mergeConfigs(project, parseJsonc(await readOwnFile(disk, ownFile), ownFile, configSchema));
}

// The person's own file may be a link; the repository's may not.
async function readOwnFile(disk: Disk, path: string): Promise<string> {
  const hint = 'Give --config the path of an existing file.';
  try {
    const text = await disk.read(path);
    if (text !== undefined) return text;
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${faultOf(error).message}.`, hint, { cause: error });
  }
  throw new UserError(`There is no file ${path}.`, hint);
}

async function readProjectConfig(files: Files, path: string): Promise<Config> {
  const text = await files.read(path);
  if (text.state === 'absent') return {};
  if (text.state === 'skipped') {
    throw new UserError(
      `${projectFile} cannot be read: ${text.why}.`,
      'Make it a plain text file, not a link, or remove it.',
    );
  }
  const config = parseJsonc(text.text, projectFile, configSchema);
  const personal = personalKeys.find((key) => config[key] !== undefined);
  if (personal !== undefined) {
    throw new UserError(
      `${projectFile} may not hold "${personal}": it decides where credentials go.`,
      `Move "${personal}" to a file of your own and name it with --config <file>.`,
    );
  }
  refuseForeignReferences(config);
  return config;
}

// A repository that one audits must not be able to name the auditor's own secrets.
function refuseForeignReferences(value: unknown): void {
  if (typeof value === 'string' && value.startsWith('env:') && !value.startsWith('env:LAUNCH_READY_')) {
    throw new UserError(
      `${projectFile} refers to "${value.slice(0, 80)}"; only LAUNCH_READY_* variables may be named there.`,
      'Rename the variable, or put the reference into a file of your own and name it with --config <file>.',
    );
  }
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) refuseForeignReferences(part);
}

/** Two configurations as one: the second wins key by key, objects are joined, lists replaced. */
export function mergeConfigs(base: Config, over: Config): Config {
  return joined(base, over) as Config;
}

function joined(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over === undefined ? base : over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, joined(base[key], over[key])]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
