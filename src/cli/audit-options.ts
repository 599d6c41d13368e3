import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../core/fault.ts';
import { type Severity, severities } from '../core/finding.ts';
import { auditFlags, parseFlags, parseSeconds, parseTime, parseWord } from './flags.ts';
import { type Output, parseOutputs } from './outputs.ts';
import type { World } from './world.ts';

/** Everything that flags can say about a run. Paths are absolute, times milliseconds. */
export type AuditOptions = {
  readonly command: string;
  /** `demo` alone: the practice launch put right. */
  readonly repaired: boolean;
  readonly root: string;
  readonly config?: string;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly failOn: Severity | 'never';
  readonly readValues: boolean;
  readonly probe: boolean;
  readonly probeProduction: boolean;
  readonly offline: boolean;
  readonly now?: number;
  readonly timeoutMs?: number;
  readonly baseline?: string;
  readonly save?: string;
  readonly from?: string;
  readonly outputs: readonly Output[];
  readonly plain: boolean;
  readonly screenReader: boolean;
  readonly animate: boolean;
  readonly noColor: boolean;
  readonly verbose: boolean;
};

/** Reads the words after `audit`, or after nothing. Throws `UserError`. */
export async function parseAuditOptions(args: readonly string[], command: string, world: World): Promise<AuditOptions> {
  const { values, positionals } = parseFlags(args, auditFlags, command, command === 'demo' ? 0 : 1);
  return auditOptionsOf(values, positionals[0], command, world);
}

/** The values of the audit flags, as `parseFlags` gives them. */
export type AuditValues = Partial<ReturnType<typeof parseFlags<typeof auditFlags>>['values']>;

/** Reads flag values that a command parsed by itself. Throws `UserError`. */
export async function auditOptionsOf(
  values: AuditValues,
  directory: string | undefined,
  command: string,
  world: World,
): Promise<AuditOptions> {
  const inCwd = (path: string | undefined, name: 'config' | 'baseline' | 'save' | 'from') =>
    path === undefined ? {} : { [name]: resolve(world.cwd, path) };
  const now = parseTime(values.now, '--now');
  const timeoutMs = parseSeconds(values.timeout, '--timeout');
  return {
    command,
    repaired: false,
    root: await existingDirectory(resolve(world.cwd, directory ?? '.'), directory ?? '.'),
    ...inCwd(values.config, 'config'),
    ...inCwd(values.baseline, 'baseline'),
    ...inCwd(values.save, 'save'),
    ...inCwd(values.from, 'from'),
    only: values.only ?? [],
    skip: values.skip ?? [],
    failOn: parseWord(values['fail-on'], [...severities, 'never'], '--fail-on') ?? 'high',
    readValues: values['read-values'] === true,
    probe: values.probe === true || values['probe-production'] === true,
    probeProduction: values['probe-production'] === true,
    offline: values.offline === true,
    ...(now === undefined ? {} : { now }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    outputs: parseOutputs(values.output ?? []),
    plain: values.plain === true,
    screenReader: values['screen-reader'] === true || world.env.INK_SCREEN_READER === 'true',
    animate: values['no-animation'] !== true,
    noColor: values['no-color'] === true,
    verbose: values.verbose === true,
  };
}

async function existingDirectory(path: string, given: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw new UserError(`There is no directory ${given}.`, 'Give the directory of the project to audit.', {
      cause: error,
    });
  });
  if (!found.isDirectory())
    throw new UserError(`${given} is no directory.`, 'Give the directory of the project to audit.');
  return realpath(path);
}
