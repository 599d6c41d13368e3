import { closeSync, constants, existsSync, lstatSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialKinds } from '../config/credentials.ts';
import { maskSecrets } from '../core/redact.ts';
import { stateFolder } from '../engine/store.ts';
import type { World } from './world.ts';

/** Appends a crash with its stack to the log of `root` (0600), or to a temporary file; returns the path, or why there is none. */
export function recordCrash(error: unknown, world: World, root = world.cwd): string {
  const text = hideSecrets(`${new Date(world.now()).toISOString()} ${describe(error)}\n`, world);
  const first = append(stateFolder(root), text);
  return first ?? append(join(tmpdir(), 'launch-ready'), text) ?? 'the log could not be written';
}

/** Masks every credential of the environment and of this session in a text about a failure. */
export function hideSecrets(text: string, { env, hidden }: World): string {
  return maskSecrets(text, [...credentialKinds.flatMap(({ variable }) => env[variable] ?? []), ...hidden]);
}

// The next folder may take what this one refuses, and the caller's sentence stands without a log too. Links are refused:
// an audited repository could otherwise have text appended to any file of its auditor's.
function append(folder: string, text: string): string | undefined {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (lstatSync(folder).isSymbolicLink()) return undefined;
    if (!existsSync(join(folder, '.gitignore'))) writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' });
    const path = join(folder, 'log');
    const file = openSync(path, O_APPEND | O_CREAT | O_WRONLY | (O_NOFOLLOW ?? 0), 0o600);
    writeFileSync(file, text);
    closeSync(file);
    return path;
  } catch {
    return undefined;
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
