import { suggestion } from '../config/nearest.ts';
import { UserError } from '../core/fault.ts';
import { helpPages } from './help-pages.ts';
import { tool } from './tool.ts';
import type { World } from './world.ts';

/** `launch-ready --help [command]` and `launch-ready help [command]`. */
export async function helpCommand(args: readonly string[], world: World): Promise<number> {
  const [name = 'launch-ready'] = args;
  const page = helpPages[name];
  if (page === undefined) {
    const names = Object.keys(helpPages);
    throw new UserError(
      `There is no command "${name}".${suggestion(name, names)}`,
      `Commands: ${names.slice(1).join(', ')}.`,
    );
  }
  world.stdout.write(`${page.trim()}\n`);
  return 0;
}

/** `launch-ready --version`. */
export async function versionCommand(_args: readonly string[], world: World): Promise<number> {
  world.stdout.write(`${tool.version}\n`);
  return 0;
}
