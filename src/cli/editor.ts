import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Environment } from '../config/vercel-link.ts';
import type { Location } from '../core/location.ts';

/** The command that opens a place in the person's editor, or `undefined` without `$VISUAL`, `$EDITOR` or a file. */
export function editorCommand(
  at: Location,
  root: string,
  env: Environment,
): readonly [string, ...string[]] | undefined {
  const [command, ...flags] = (env.VISUAL || env.EDITOR || '').split(' ').filter((word) => word !== '');
  if (command === undefined || at.kind !== 'file') return undefined;
  const path = resolve(root, at.path);
  // Findings come from an audited repository: what they name must lie in it, or in its workspace above.
  if (isAbsolute(at.path) || relative(resolve(root, '../..'), path).startsWith('..')) return undefined;
  return [command, ...flags, ...placeWords(command, path, at.line)];
}

function placeWords(command: string, path: string, line: number | undefined): readonly string[] {
  if (line === undefined) return [path];
  const name = command.split('/').at(-1) ?? command;
  if (/^(?:code|cursor|windsurf|codium|zed)/.test(name))
    return name.startsWith('zed') ? [`${path}:${line}`] : ['--goto', `${path}:${line}`];
  return /^(?:vi|vim|nvim|nano|emacs|emacsclient|micro|kak|joe|ne)$/.test(name) ? [`+${line}`, path] : [path];
}

/** Runs a command with the terminal to itself and settles when it has ended. Throws when it cannot be started. */
export async function runCommand([command, ...words]: readonly [string, ...string[]]): Promise<void> {
  const child = spawn(command, words, { stdio: 'inherit' });
  await once(child, 'exit');
}
