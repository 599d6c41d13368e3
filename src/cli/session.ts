import { UserError } from '../core/fault.ts';
import { neutraliseLine } from '../core/text.ts';
import { exitCodeOf } from '../engine/verdict.ts';
import { auditHeadless } from './audit.ts';
import { type AuditOptions, parseAuditOptions } from './audit-options.ts';
import { runCommand } from './editor.ts';
import type { Launch } from './launch.ts';
import { lookOf } from './look.ts';
import { decideMode, type Mode, type ModeFacts } from './mode.ts';
import { sessionSummary } from './summary.ts';
import type { World } from './world.ts';

/** Finds out what there is to audit. Called once, after the screen is taken where there is one. */
type Open = () => Promise<Launch>;

/** `launch-ready [dir]`: the session, or what fits the terminal that is there. */
export async function sessionCommand(args: readonly string[], world: World): Promise<number> {
  const options = await parseAuditOptions(args, 'session', world);
  const open: Open = async () => (await import('./launch.ts')).openLaunch(options, world);
  return runInMode(options, open, world, 'session');
}

/** Runs a launch as a session, line by line, or without questions; gives the exit code. */
export async function runInMode(
  options: AuditOptions,
  open: Open,
  world: World,
  command: ModeFacts['command'],
): Promise<number> {
  const mode = modeOf(options, command, world);
  if (mode === 'headless') return auditHeadless(await open(), world);
  if (mode === 'interactive') return runSession(options, open, world);
  const { runLinear } = await import('./linear.ts');
  return runLinear(await open(), world);
}

function modeOf(options: AuditOptions, command: ModeFacts['command'], world: World): Mode {
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

// The screen is taken first: reading the configuration and loading what a run needs happen behind the first frame.
async function runSession(options: AuditOptions, open: Open, world: World): Promise<number> {
  const look = lookOf(options, world);
  world.fixColor(look.color);
  const { startSession } = await import('../tui/start.tsx');
  const opened = Promise.withResolvers<Launch>();
  const ports = async () => {
    const launch = await open();
    opened.resolve(launch);
    const { sessionPorts } = await import('./session-ports.ts');
    return sessionPorts(launch, world, look.ascii);
  };
  const doors = { jobs: process, interrupted: world.interrupted, runCommand };
  const end = await startSession(ports(), world, doors);
  const launch = await opened.promise;
  const warn = (text: string) => world.stderr.write(`launch-ready: ${neutraliseLine(text, 1000)}\n`);
  for (const warning of launch.warnings) warn(warning);
  if (typeof end.how === 'object') throw new UserError('The session broke.', `Details: ${end.how.crashed}`);
  if (end.report === undefined) return end.how === 'interrupted' ? 130 : 0;
  const { finishLaunch } = await import('./finish.ts');
  const finished = await finishLaunch(launch, end.report, world);
  for (const warning of finished.warnings) warn(warning);
  world.stdout.write(
    sessionSummary(end.report, finished.files, { ...options, readValues: end.readValues === true }, world.cwd),
  );
  return end.how === 'interrupted' ? 130 : exitCodeOf(end.report.results, options.failOn);
}
