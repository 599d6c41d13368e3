import { homedir } from 'node:os';
import { commands, findCommand } from './commands.ts';
import { reportFailure } from './failure.ts';
import { watchSignals } from './signals.ts';
import type { World } from './world.ts';

/** The one place that reads argv, environment and terminal, and that sets the exit code. */
export async function main(): Promise<void> {
  const signals = watchSignals(process);
  const world: World = {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    platform: process.platform,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: Date.now,
    hidden: new Set(),
    fixColor: (on) => {
      process.env.FORCE_COLOR ??= on ? '1' : '0';
    },
    interrupted: signals.interrupted,
  };
  // A reader that goes away (`| head`) ends the output, not the program with a stack trace.
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  // A mistake outside every awaited path still ends with a sentence and code 2, never with a stack on the screen.
  let crashed: number | undefined;
  process.on('uncaughtException', (error) => {
    crashed = process.exitCode = reportFailure(error, world);
    signals.stop(error);
  });
  const code = await run(world);
  process.exitCode = crashed ?? signals.code() ?? code;
}

async function run(world: World): Promise<number> {
  try {
    const { name, args } = await findCommand(world);
    const command = await commands[name]();
    return await command(args, world);
  } catch (error) {
    return reportFailure(error, world);
  }
}

// EIO is what a terminal answers that has been closed.
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
