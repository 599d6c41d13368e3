import { appendFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialKinds } from '../config/credentials.ts';
import { maskSecrets } from '../core/redact.ts';
import { stateFolder } from '../engine/store.ts';
import type { World } from './world.ts';

/** Appends a crash with its stack to the project's log (0600), or to a temporary file; returns the path, or why there is none. */
export function recordCrash(error: unknown, world: World): string {
  const secrets = credentialKinds.flatMap(({ variable }) => world.env[variable] ?? []);
  const text = maskSecrets(`${new Date(world.now()).toISOString()} ${describe(error)}\n`, secrets);
  const first = append(stateFolder(world.cwd), text);
  return first ?? append(join(tmpdir(), 'launch-ready'), text) ?? 'the log could not be written';
}

// The next folder may take what this one refuses, and the caller's sentence stands without a log too.
function append(folder: string, text: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'log');
    appendFileSync(path, text, { mode: 0o600 });
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
