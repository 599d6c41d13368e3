import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { suggestion } from '../config/nearest.ts';
import { UserError } from '../core/fault.ts';
import type { World } from './world.ts';

/** A command: the words after its name in, the exit code out. */
export type Command = (args: readonly string[], world: World) => Promise<number>;

/** Every command, loaded only when it is the one asked for: `--help` pays for nothing else. */
export const commands = {
  help: async () => (await import('./help.ts')).helpCommand,
  version: async () => (await import('./help.ts')).versionCommand,
  session: async () => (await import('./audit-commands.ts')).sessionCommand,
  audit: async () => (await import('./audit-commands.ts')).auditCommand,
  demo: async () => (await import('./audit-commands.ts')).demoCommand,
  report: async () => (await import('./more-commands.ts')).reportCommand,
  compare: async () => (await import('./more-commands.ts')).compareCommand,
  checks: async () => (await import('./more-commands.ts')).checksCommand,
  explain: async () => (await import('./more-commands.ts')).explainCommand,
  init: async () => (await import('./more-commands.ts')).initCommand,
  doctor: async () => (await import('./more-commands.ts')).doctorCommand,
} as const satisfies Readonly<Record<string, () => Promise<Command>>>;

export type CommandName = keyof typeof commands;

/** The names that a person may type. */
export const commandNames = (Object.keys(commands) as CommandName[]).filter(
  (name) => name !== 'session' && name !== 'version',
);

/** Which command the first word means: a command, a directory for the session, or a mistake with the nearest command. */
export async function findCommand(
  world: World,
): Promise<{ readonly name: CommandName; readonly args: readonly string[] }> {
  const [first, ...rest] = world.argv;
  if (first === undefined) return { name: 'session', args: [] };
  if (first === '--version' || first === '-V') return { name: 'version', args: rest };
  if (first === '--help' || first === '-h') return { name: 'help', args: rest };
  const name = commandNames.find((one) => one === first);
  if (name !== undefined) {
    const wantsHelp = name !== 'help' && rest.some((word) => word === '--help' || word === '-h');
    return wantsHelp ? { name: 'help', args: [name] } : { name, args: rest };
  }
  if (first.startsWith('-') || (await isDirectory(resolve(world.cwd, first)))) {
    return rest.includes('--help') || rest.includes('-h')
      ? { name: 'help', args: [] }
      : { name: 'session', args: world.argv };
  }
  throw new UserError(
    `There is no command and no directory "${first}".${suggestion(first, commandNames)}`,
    `Commands: ${commandNames.join(', ')}.`,
  );
}

async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
