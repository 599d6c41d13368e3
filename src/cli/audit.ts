import type { Audit } from '../core/audit.ts';
import { count, neutraliseLine } from '../core/text.ts';
import { exitCodeOf } from '../engine/verdict.ts';
import { type AuditOptions, parseAuditOptions } from './audit-options.ts';
import type { Launch } from './launch.ts';
import { lookOf } from './look.ts';
import type { Output } from './outputs.ts';
import type { StartedRun } from './run-launch.ts';
import { tool } from './tool.ts';
import type { World } from './world.ts';

/** `launch-ready audit [dir]`: one run without questions. stdout carries the answer, stderr the talk. */
export async function auditCommand(args: readonly string[], world: World): Promise<number> {
  const options = await parseAuditOptions(args, 'audit', world);
  const { openLaunch } = await import('./launch.ts');
  return auditHeadless(await openLaunch(options, world), world);
}

/** One run of an opened launch: progress on stderr, the reports, the saved run, the exit code. */
export async function auditHeadless(launch: Launch, world: World): Promise<number> {
  const { options } = launch;
  const { finishRun, runLaunch, selectedChecks } = await import('./run-launch.ts');
  const talk = (line: string): boolean => world.stderr.write(`${neutraliseLine(line, 1000)}\n`);
  const run = await runLaunch(launch, { readValues: options.readValues }, world.interrupted);
  talk(`launch-ready ${tool.version} · ${options.root} · ${selectedChecks(launch).length} checks, read-only`);
  for (const warning of launch.warnings) talk(`launch-ready: ${warning}`);
  // The reports are loaded while the providers answer.
  const [report, { finishLaunch }, { stdoutText }] = await Promise.all([
    finishRun(run),
    import('./finish.ts'),
    import('./write-reports.ts'),
    followEvents(run.audit, options, talk),
  ]);
  // The answer first: the person reads it while the files are written.
  world.stdout.write(stdoutText(report, answerOf(options), lookOf(options, world)));
  if (options.verbose) talkRequests(run, talk);
  const { files, warnings } = await finishLaunch(launch, report, world);
  for (const warning of warnings) talk(`launch-ready: ${warning}`);
  for (const file of files) talk(`written: ${file}`);
  return exitCodeOf(report.results, options.failOn);
}

function answerOf({ outputs }: AuditOptions): readonly Output[] {
  return outputs.some(({ file }) => file === undefined) ? outputs : [{ format: 'terminal' }];
}

async function followEvents(audit: Audit, options: AuditOptions, talk: (line: string) => void): Promise<void> {
  for await (const event of audit) {
    if (event.type === 'gathering' && options.verbose) talk(`reading ${event.artifact}`);
    if (event.type === 'gathered' && (options.verbose || event.state === 'failed')) {
      talk(`${event.state === 'ok' ? 'read' : event.state} ${event.artifact} (${event.ms} ms)`);
    }
  }
}

function talkRequests({ doors }: StartedRun, talk: (line: string) => void): void {
  for (const { to, what, times } of doors.sent()) if (times > 0) talk(`${to}: ${count(times, what)}`);
}
