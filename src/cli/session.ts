import { UserError } from '../core/fault.ts';
import { exitCodeOf } from '../engine/verdict.ts';
import { parseAuditOptions } from './audit-options.ts';
import { runCommand } from './editor.ts';
import { finishLaunch } from './finish.ts';
import { type Launch, openLaunch } from './launch.ts';
import { lookOf } from './look.ts';
import { decideMode, type Mode, type ModeFacts } from './mode.ts';
import { sessionPorts } from './session-ports.ts';
import { sessionSummary } from './summary.ts';
import type { World } from './world.ts';

/** `launch-ready [dir]`: the session, or what fits the terminal that is there. */
export async function sessionCommand(args: readonly string[], world: World): Promise<number> {
  const options = await parseAuditOptions(args, 'session', world);
  const launch = await openLaunch(options, world);
  return runInMode(launch, world, modeOf(launch, 'session', world));
}

/** The mode for a launch on this terminal. */
export function modeOf({ options }: Launch, command: ModeFacts['command'], world: World): Mode {
  return decideMode({
    command,
    plain: options.plain,
    screenReader: options.screenReader,
    stdinIsTerminal: world.stdin.isTTY === true,
    stdoutIsTerminal: world.stdout.isTTY === true,
    term: world.env.TERM,
    ci: world.env.CI,
    reportOnStdout: options.outputs.some(({ file }) => file === undefined),
  });
}

/** Runs a launch as a session, line by line, or without questions; gives the exit code. */
export async function runInMode(launch: Launch, world: World, mode: Mode): Promise<number> {
  if (mode === 'headless') {
    const { auditHeadless } = await import('./audit.ts');
    return auditHeadless(launch, world);
  }
  for (const warning of launch.warnings) world.stderr.write(`launch-ready: ${warning}\n`);
  if (mode === 'interactive') return runSession(launch, world);
  const { runLinear } = await import('./linear.ts');
  return runLinear(launch, world);
}

async function runSession(launch: Launch, world: World): Promise<number> {
  const look = lookOf(launch.options, world);
  world.fixColor(look.color);
  const { startSession } = await import('../tui/start.tsx');
  const ports = await sessionPorts(launch, world, look.ascii);
  const session = startSession(ports, world, { jobs: process, interrupted: world.interrupted, runCommand });
  // The first frame is drawn: what a run needs is loaded while the person reads it.
  await import('./run-launch.ts');
  const end = await session;
  if (typeof end.how === 'object') {
    throw new UserError('The session broke.', `Details: ${end.how.crashed}`);
  }
  if (end.report === undefined) return end.how === 'interrupted' ? 130 : 0;
  const finished = await finishLaunch(launch, end.report, look, world);
  for (const warning of finished.warnings) world.stderr.write(`launch-ready: ${warning}\n`);
  world.stdout.write(sessionSummary(end.report, finished.files, launch.options, world.cwd));
  return end.how === 'interrupted' ? 130 : exitCodeOf(end.report.results, launch.options.failOn);
}
