import { areaOf } from '../core/check.ts';
import type { SessionPorts } from '../core/session.ts';
import { type Command, commandFor, type Place } from './keys.ts';
import { auditCommand } from './state/audit-commands.ts';
import { accept, clear, drop, erase, paste, typeInto } from './state/fields.ts';
import { type Action, type SessionState, type Step, say, show, type WindowSize } from './state/model.ts';
import { isMove, move } from './state/moves.ts';
import { refusal } from './state/refusal.ts';
import { applyEvents, begin, finish, stop } from './state/runs.ts';
import { placeOf, selectedRow, showsPrevious } from './state/selection.ts';
import { startCommand } from './state/start-commands.ts';

/** How long a first Ctrl-C waits for its second, in milliseconds. */
export const quitWindowMs = 2000;

/** The session before anything was pressed. `editorRefusal` says why no file can be opened, when none can. */
export function initialState(ports: SessionPorts, window: WindowSize, editorRefusal?: string): SessionState {
  return {
    intro: ports.intro,
    ascii: ports.ascii,
    previous: ports.previous,
    editorRefusal,
    window,
    screen: 'start',
    credentials: ports.credentials(),
    startLine: 'start',
    readValues: ports.readValues,
    rows: [],
    areas: [],
    cursor: undefined,
    filter: { text: '', show: 'all', area: undefined },
    focus: 'list',
    scroll: 0,
    run: undefined,
    runs: 0,
    report: undefined,
    handover: undefined,
    field: undefined,
    overlay: undefined,
    toast: undefined,
    armedAt: undefined,
    ended: undefined,
  };
}

/** What an action makes of the session. Pure: ports, streams and clocks are asked through the effects alone. */
export function update(state: SessionState, action: Action): Step {
  // A handover that was being written when the session ended is still told at the end.
  if (state.ended !== undefined && action.type !== 'written') return show(state);
  switch (action.type) {
    case 'press':
      return press(state, action.press, action.at);
    case 'paste':
      return paste(state, action.text);
    case 'resized':
      return show({ ...state, window: action.window });
    case 'events':
      return show(applyEvents(state, action.run, action.events));
    case 'finished':
      return finish(state, action.run, action.report);
    case 'stopped':
      return stop(state, action.run, action.problem);
    case 'credentials':
      return show({ ...state, credentials: action.lines });
    case 'written':
      return written(state, action);
    case 'said':
      return show({ ...state, toast: action.toast });
    case 'toast-expired':
      return show(state.toast === action.toast ? { ...state, toast: undefined } : state);
  }
}

function written(state: SessionState, { report, path }: Extract<Action, { type: 'written' }>): Step {
  const handover = report === state.report ? path : state.handover;
  return say({ ...state, handover }, 'done', `handover written to ${path}`);
}

// Until a key is pressed among the results the cursor is on the worst one, whatever arrives; from then on it stays.
function pinned(state: SessionState): SessionState {
  if (state.screen === 'start' || state.cursor !== undefined) return state;
  return { ...state, cursor: selectedRow(state)?.check };
}

function press(state: SessionState, key: string, at: number): Step {
  const place = placeOf(state);
  const command = commandFor(place, key);
  if (command === 'interrupt') return interrupt(state, at);
  if (command === 'suspend') return { state, effects: [{ do: 'suspend' }] };
  // Any other key takes the message away, and with it the offer to quit on a second Ctrl-C.
  const calm: SessionState = { ...pinned(state), toast: undefined, armedAt: undefined };
  if (command === undefined) return typeInto(calm, key);
  const refused = refusal(calm, command);
  if (refused !== undefined) return say(calm, 'note', refused);
  return carryOut(calm, command, place, key);
}

function carryOut(state: SessionState, command: Command, place: Place, key: string): Step {
  if (place === 'confirm') return decide(state, command === 'yes');
  if (place === 'credential' || place === 'filter') return inField(state, command);
  if (isMove(command)) return show(move(state, command));
  if (command === 'keys') return show({ ...state, overlay: { kind: 'keys', scroll: 0 } });
  if (command === 'back') return show(back(state) ?? state);
  if (command === 'quit') return quit(state);
  return startCommand(state, command) ?? auditCommand(state, command, key) ?? show(state);
}

function inField(state: SessionState, command: Command): Step {
  if (command === 'accept') return accept(state);
  if (command === 'drop') return drop(state);
  return command === 'clear' ? clear(state) : erase(state);
}

function decide(state: SessionState, agreed: boolean): Step {
  const closed = { ...state, overlay: undefined };
  if (!agreed || state.overlay?.kind !== 'confirm') return show(closed);
  const { yes } = state.overlay;
  if (yes === 'quit') return end(closed, 'quit');
  if ('probe' in yes) return begin(closed, [areaOf(yes.probe)], true);
  return { state: closed, effects: [{ do: 'accept-login', variable: yes.login }] };
}

/** One step back; absent at the top. */
function back(state: SessionState): SessionState | undefined {
  if (state.overlay !== undefined) return { ...state, overlay: undefined };
  const audited = state.rows.length > 0 || state.run !== undefined;
  if (state.screen === 'start') return audited && state.runs > 0 ? { ...state, screen: 'audit' } : undefined;
  if (state.focus === 'detail') return { ...state, focus: 'list', scroll: 0 };
  const { text, show: shown, area } = state.filter;
  if (text !== '' || shown !== 'all' || area !== undefined) {
    return { ...state, filter: { text: '', show: 'all', area: undefined } };
  }
  return showsPrevious(state) ? { ...state, screen: 'start', rows: [], areas: [], cursor: undefined } : undefined;
}

function quit(state: SessionState): Step {
  const before = atTop(state) ? undefined : back(state);
  if (before !== undefined) return show(before);
  if (state.run === undefined) return end(state, 'quit');
  const ask = 'A run is under way. Quit without its results?';
  return show({ ...state, overlay: { kind: 'confirm', ask, yes: 'quit' } });
}

// A filter is no depth: `q` over a filtered list quits, `Esc` clears it.
function atTop(state: SessionState): boolean {
  const place = placeOf(state);
  return place === 'small' || (place === 'list' && !showsPrevious(state));
}

function interrupt(state: SessionState, at: number): Step {
  if (state.armedAt !== undefined && at - state.armedAt <= quitWindowMs) return end(state, 'interrupted');
  const armed = { ...state, armedAt: at };
  if (state.run === undefined || state.run.cancelling) return say(armed, 'note', 'Ctrl-C again within 2 seconds quits');
  const run = { ...state.run, cancelling: true };
  const toast = { tone: 'note', text: 'cancelling the run; Ctrl-C again within 2 seconds quits' } as const;
  return { state: { ...armed, run, toast }, effects: [{ do: 'cancel' }] };
}

function end(state: SessionState, how: 'quit' | 'interrupted'): Step {
  const cancel = state.run === undefined ? [] : [{ do: 'cancel' } as const];
  return { state: { ...state, ended: how, field: undefined }, effects: [...cancel, { do: 'end' }] };
}
