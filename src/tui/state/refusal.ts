import { firstFileOf } from '../../core/report.ts';
import type { CredentialLine } from '../../core/session.ts';
import type { Command } from '../keys.ts';
import type { SessionState } from './model.ts';
import { openablePrevious, selectedRow, showsPrevious, waitingProbe } from './selection.ts';
import { hasTrace, openTable, tableIds } from './tables.ts';

/** Why a command cannot be had right now, for the person who presses its key; absent when it can. */
export function refusal(state: SessionState, command: Command): string | undefined {
  if (command === 'again' || command === 'everything') return runRefusal(state, command);
  if (command === 'prove') return proveRefusal(state);
  if (command === 'trace') return hasTrace(state) ? undefined : 'traces belong to private paths';
  if (command === 'write') return writeRefusal(state);
  if (command === 'copy' || command === 'reference') return selectedRow(state) === undefined ? nothing : undefined;
  if (command === 'edit') return editRefusal(state);
  if (command === 'tables')
    return tableIds(state).length === 0 ? 'there are no tables before a run has finished' : undefined;
  if (command === 'copy-row') return openTable(state)?.table.rows.length === 0 ? nothing : undefined;
  if (command === 'credentials') return state.run === undefined ? undefined : busy;
  if (command === 'previous') return previousRefusal(state);
  if (command === 'type-credential') return typeable(state) === undefined ? 'every credential is there' : undefined;
  if (command === 'accept-login')
    return offered(state) === undefined ? 'no login lies ready on this machine' : undefined;
  if (command === 'open') return selectedRow(state) === undefined ? nothing : undefined;
  return undefined;
}

const nothing = 'nothing is selected';
const busy = 'a run is under way; Ctrl-C cancels it';

function runRefusal(state: SessionState, command: 'again' | 'everything'): string | undefined {
  if (state.run !== undefined) return busy;
  if (command === 'everything') return undefined;
  // A single result is merged into a finished run of this session; without one there is nothing to merge it into.
  if (state.report === undefined) return 'no run has finished yet; R runs everything';
  return selectedRow(state) === undefined ? nothing : undefined;
}

function proveRefusal(state: SessionState): string | undefined {
  return (
    runRefusal(state, 'again') ?? (waitingProbe(state) === undefined ? 'no probe waits for a yes here' : undefined)
  );
}

function writeRefusal(state: SessionState): string | undefined {
  if (state.run !== undefined) return 'the handover is written when the run is over';
  if (showsPrevious(state)) return 'this is the last run; R runs the audit again, then w writes';
  return state.report === undefined ? 'no run has finished yet; R runs the audit' : undefined;
}

function previousRefusal(state: SessionState): string | undefined {
  if (openablePrevious(state) !== undefined) return undefined;
  return state.runs > 0 ? 'Esc goes back to the results of this session' : 'there is no saved run yet';
}

function editRefusal(state: SessionState): string | undefined {
  const row = selectedRow(state);
  if (row === undefined) return nothing;
  return firstFileOf(row.result) === undefined ? 'this is not about a file' : state.editorRefusal;
}

/** The credential that `t` types: the selected one, else the first that is not there. Found ones may be replaced. */
export function typeable(state: SessionState): CredentialLine | undefined {
  const selected = state.credentials.find((line) => line.variable === state.startLine);
  return selected ?? state.credentials.find((line) => line.state === 'missing' || line.state === 'offered');
}

/** The login that `l` takes: the selected one, else the first that is offered. */
export function offered(state: SessionState): CredentialLine | undefined {
  const lines = state.credentials.filter((line) => line.state === 'offered');
  return lines.find((line) => line.variable === state.startLine) ?? lines[0];
}
