import type { Command } from '../keys.ts';
import { type SessionState, type Step, show } from './model.ts';
import { offered, typeable } from './refusal.ts';
import { begin, withReport } from './runs.ts';
import { openablePrevious } from './selection.ts';

/** The lines of the first screen that a cursor can stand on, top to bottom: the start, each credential by name, values, the last run. */
export function startLines(state: SessionState): readonly string[] {
  const previous = openablePrevious(state) === undefined ? [] : ['previous'];
  return ['start', ...state.credentials.map((line) => line.variable), 'values', ...previous];
}

/** Carries out a command of the first screen; absent when it is none of its own. */
export function startCommand(state: SessionState, command: Command): Step | undefined {
  if (command === 'begin') return actOn(state);
  if (command === 'type-credential') return type(state, typeable(state)?.variable);
  if (command === 'accept-login') return askForLogin(state);
  if (command === 'read-values') return show({ ...state, readValues: !state.readValues });
  if (command === 'previous') return openPrevious(state);
  return undefined;
}

function actOn(state: SessionState): Step {
  if (state.startLine === 'values') return show({ ...state, readValues: !state.readValues });
  if (state.startLine === 'previous') return openPrevious(state);
  const credential = state.credentials.find((line) => line.variable === state.startLine);
  if (credential?.state === 'offered') return askForLogin(state);
  if (credential !== undefined) return type(state, credential.variable);
  return begin(state);
}

function type(state: SessionState, variable: string | undefined): Step {
  if (variable === undefined) return show(state);
  return show({ ...state, startLine: variable, field: { kind: 'credential', variable, text: '' } });
}

function askForLogin(state: SessionState): Step {
  const line = offered(state);
  if (line === undefined) return show(state);
  const from = line.from ?? `${line.provider} login`;
  const ask = `Take the token of the ${from}? It is kept in memory while this session lasts, sent to ${line.provider} alone, and never written to a file.`;
  return show({ ...state, overlay: { kind: 'confirm', ask, yes: { login: line.variable } } });
}

function openPrevious(state: SessionState): Step {
  const previous = openablePrevious(state);
  if (previous === undefined) return show(state);
  return show(withReport({ ...state, screen: 'audit', focus: 'list', scroll: 0 }, previous, true));
}
