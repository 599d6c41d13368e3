import { faultOf, ProviderFault, UserError } from '../core/fault.ts';
import type { Location } from '../core/location.ts';
import type { Report } from '../core/report.ts';
import type { RunHandle, SessionPorts } from '../core/session.ts';
import { neutraliseLine } from '../core/text.ts';
import { follow } from './follow.ts';
import type { Action, Effect, Toast } from './state/model.ts';
import { clipboardSequence, type LendTerminal, type Stage, stopUntilContinued } from './terminal.ts';

/** Where effects go: the program's ports, the terminal, and back to the session. */
export type Outside = {
  readonly ports: SessionPorts;
  readonly stage: Stage;
  readonly lend: LendTerminal;
  readonly dispatch: (action: Action) => void;
};

/**
 * Carries effects out. What a person can do something about is said in a message; anything else is thrown.
 * The promise, if any, settles when the outside has let go.
 */
export function perform(outside: Outside): (effect: Effect) => Promise<void> | undefined {
  let running: RunHandle | undefined;
  return (effect) => {
    if (effect.do === 'run') running = startRun(outside, effect);
    else if (effect.do === 'cancel') running?.cancel();
    else if (effect.do === 'write') return write(outside, effect.report);
    else if (effect.do === 'use-credential') useCredential(outside, effect.variable, effect.value);
    else if (effect.do === 'accept-login') acceptLogin(outside, effect.variable);
    else if (effect.do === 'copy') copy(outside, effect.text, effect.said);
    else if (effect.do === 'edit') return edit(outside, effect.at);
    else if (effect.do === 'suspend') return suspend(outside);
    else outside.stage.close();
    return undefined;
  };
}

function say({ dispatch }: Outside, tone: Toast['tone'], text: string): void {
  dispatch({ type: 'said', toast: { tone, text } });
}

function startRun(outside: Outside, { id, choice }: Extract<Effect, { do: 'run' }>): RunHandle | undefined {
  const { ports, dispatch } = outside;
  try {
    const handle = ports.run(choice);
    void follow(id, handle.audit, dispatch, (error) => `the run broke off: ${explain(ports, error)}`);
    return handle;
  } catch (error) {
    dispatch({ type: 'stopped', run: id, problem: `the run did not start: ${explain(ports, error)}` });
    return undefined;
  }
}

function useCredential(outside: Outside, variable: string, value: string): void {
  const done = `${variable} is kept in memory for this session`;
  changeCredentials(outside, done, () => outside.ports.useCredential(variable, value));
}

function acceptLogin(outside: Outside, variable: string): void {
  const done = `the login stands in for ${variable} in this session`;
  changeCredentials(outside, done, () => outside.ports.acceptLogin(variable));
}

function changeCredentials(outside: Outside, done: string, change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(outside, 'problem', sentence(error));
    return;
  }
  outside.dispatch({ type: 'credentials', lines: outside.ports.credentials() });
  say(outside, 'done', done);
}

async function write(outside: Outside, report: Report): Promise<void> {
  try {
    const path = await outside.ports.writeHandover(report);
    outside.dispatch({ type: 'written', report, path });
  } catch (error) {
    say(outside, 'problem', `the handover was not written: ${explain(outside.ports, error)}`);
  }
}

function copy(outside: Outside, text: string, said: string): void {
  const sequence = clipboardSequence(text);
  if (sequence === undefined) {
    say(outside, 'note', 'too long for the clipboard; w writes the handover');
    return;
  }
  outside.stage.send(sequence);
  say(outside, 'done', said);
}

async function edit(outside: Outside, at: Location): Promise<void> {
  const command = outside.ports.editorCommand(at);
  const { runCommand } = outside.stage;
  if (command === undefined || runCommand === undefined) return;
  await giveTerminal(outside, () => runCommand(command));
}

async function suspend(outside: Outside): Promise<void> {
  const { jobs } = outside.stage;
  if (jobs === undefined) {
    say(outside, 'note', 'the session cannot be suspended here');
    return;
  }
  await giveTerminal(outside, () => stopUntilContinued(jobs));
}

async function giveTerminal(outside: Outside, work: () => Promise<void>): Promise<void> {
  try {
    await outside.lend(work);
  } catch (error) {
    say(outside, 'problem', sentence(error));
  }
}

// What nobody foresaw goes to the log as well, and the person is told where.
function explain(ports: SessionPorts, error: unknown): string {
  if (error instanceof UserError || error instanceof ProviderFault) return sentence(error);
  return `${sentence(error)}; details in ${ports.recordCrash(error)}`;
}

function sentence(error: unknown): string {
  const { message, hint } = faultOf(error);
  return neutraliseLine(hint === undefined ? message : `${message}; ${hint}`, 500);
}
