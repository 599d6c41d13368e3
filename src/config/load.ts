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
  return (await loadConfigs(files, disk, root, ownFile)).config;
}

/** The same, with what the person's own file alone says: empty without one. */
export async function loadConfigs(
  files: Files,
  disk: Disk,
  root: string,
  ownFile: string | undefined,
): Promise<{ readonly config: Config; readonly own: Config }> {
  const project = await readProjectConfig(files, `${root}/${projectFile}`);
  if (ownFile === undefined) return { config: project, own: {} };
  const own = parseJsonc(await readOwnFile(disk, ownFile), ownFile, configSchema);
  return { config: mergeConfigs(project, own), own };
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
  refuseForeignReferences(config, '');
  refuseForeignHeaders(config);
  return config;
}

// A repository that one audits must not be able to name the auditor's own secrets.
function refuseForeignReferences(value: unknown, key: string): void {
  const allowed = key === 'users' ? 'LAUNCH_READY_USER_' : 'LAUNCH_READY_';
  if (typeof value === 'string' && value.startsWith('env:') && !value.startsWith(`env:${allowed}`)) {
    const where = key === 'users' ? 'with "users" there' : 'there';
    throw new UserError(
      `${projectFile} refers to "${value.slice(0, 80)}"; only ${allowed}* variables may be named ${where}.`,
      'Rename the variable, or put the reference into a file of your own and name it with --config <file>.',
    );
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) refuseForeignReferences(part, key === '' ? name : key);
}

const signInHeader = /^(?:cookie|authorization|x-(?:[a-z0-9-]{1,100}-)?(?:token|key))$/i;

// Any other header might make something else of a plain read, in the person's name.
function refuseForeignHeaders({ users = {} }: Config): void {
  const names = Object.values(users).flatMap((user) => Object.keys(user?.headers ?? {}));
  const foreign = names.find((name) => !signInHeader.test(name.trim()));
  if (foreign === undefined) return;
  throw new UserError(
    `${projectFile} gives a test user the header "${foreign.slice(0, 80)}"; only cookie, authorization, x-…-token and x-…-key may stand there.`,
    'Put "users" into a file of your own and name it with --config <file>.',
  );
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
