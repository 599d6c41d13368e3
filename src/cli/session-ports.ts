import { existsSync, readFileSync } from 'node:fs';
import { type CredentialKind, credentialKinds, refuseCredential } from '../config/credentials.ts';
import { readVercelLogin, vercelLoginFile } from '../config/vercel-login.ts';
import type { AuditEvent } from '../core/audit.ts';
import { UserError } from '../core/fault.ts';
import type { Report } from '../core/report.ts';
import type { CredentialLine, RunChoice, RunHandle, SessionPorts } from '../core/session.ts';
import { mergeReports } from '../engine/merge.ts';
import { listRuns, loadRun } from '../engine/store.ts';
import { recordCrash } from './crash-log.ts';
import { editorCommand } from './editor.ts';
import { writeHandover } from './finish.ts';
import { introOf } from './intro.ts';
import type { Launch } from './launch.ts';
import type { StartedRun } from './run-launch.ts';
import type { World } from './world.ts';

/** Everything the session may ask of the program, bound to one launch. */
export async function sessionPorts(launch: Launch, world: World, ascii: boolean): Promise<SessionPorts> {
  const { options, tokens } = launch;
  const loginFile = vercelLoginFile(world.platform, world.home, world.env);
  const hasLogin = existsSync(loginFile);
  const typed = new Set<string>();
  const previous = await newestRun(launch);
  let last: Report | undefined;

  const credentialLine = ({ variable, provider, unlocks, login }: CredentialKind): CredentialLine => {
    if (typed.has(variable)) return { variable, provider, unlocks, state: 'typed' };
    if (tokens.has(variable)) return { variable, provider, unlocks, state: 'found', from: 'environment' };
    if (login === undefined || !hasLogin) return { variable, provider, unlocks, state: 'missing' };
    return { variable, provider, unlocks, state: 'offered', from: 'Vercel CLI login' };
  };

  const keepToken = (variable: string, token: string): void => {
    world.hidden.add(token);
    tokens.set(variable, token);
    typed.add(variable);
  };

  const run = (choice: RunChoice): RunHandle => {
    const cancel = new AbortController();
    const signal = AbortSignal.any([cancel.signal, world.interrupted]);
    const started = import('./run-launch.ts').then(({ runLaunch }) => runLaunch(launch, choice, signal));
    const report = finished(started).then((made) => {
      last = choice.only === undefined || last === undefined ? made : mergeReports(last, made);
      return last;
    });
    // Whoever shows the run awaits the report; without one the rejection of a cancelled run must not end the process.
    report.catch(() => undefined);
    return { audit: { [Symbol.asyncIterator]: () => eventsOf(started), report }, cancel: () => cancel.abort() };
  };

  return {
    intro: introOf(launch, world.home),
    animate: options.animate,
    readValues: options.readValues,
    probe: options.probe,
    ascii,
    ...(previous === undefined ? {} : { previous }),
    credentials: () => credentialKinds.map(credentialLine),
    useCredential: (variable, value) => {
      const refusal = refuseCredential(value);
      if (refusal !== undefined) throw new UserError(`This is no ${variable}. ${refusal}`, 'Paste the token alone.');
      keepToken(variable, value.trim());
    },
    acceptLogin: (variable) => {
      const kind = credentialKinds.find((one) => one.variable === variable);
      if (kind?.login === undefined || !hasLogin)
        throw new UserError('There is no login to take.', 'Type the token instead.');
      // The file is opened only here, after the person said yes.
      keepToken(variable, readVercelLogin(readFileSync(loginFile, 'utf8'), world.now()));
    },
    run,
    writeHandover: (report) => writeHandover(launch, report),
    editorCommand: (at) => editorCommand(at, options.root, world.env),
    recordCrash: (error) => recordCrash(error, world, options.root),
  };
}

async function* eventsOf(started: Promise<StartedRun>): AsyncGenerator<AuditEvent> {
  const { audit } = await started;
  yield* audit;
}

async function finished(started: Promise<StartedRun>): Promise<Report> {
  const { finishRun } = await import('./run-launch.ts');
  return finishRun(await started);
}

async function newestRun({ disk, options }: Launch): Promise<Report | undefined> {
  const [newest] = await listRuns(disk, options.root);
  if (newest === undefined) return undefined;
  try {
    return await loadRun(disk, newest);
  } catch (error) {
    // A broken old run must not keep a person from making a new one; `report` says what is wrong with it.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
