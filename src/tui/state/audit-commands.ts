import { detailText } from '../../core/detail.ts';
import { firstFileOf } from '../../core/report.ts';
import { neutraliseLine } from '../../core/text.ts';
import type { Command } from '../keys.ts';
import type { Filter } from './board.ts';
import type { SessionState, Step } from './model.ts';
import { say, show } from './model.ts';
import { begin } from './runs.ts';
import { selectedRow, waitingProbe } from './selection.ts';
import { openTable, openTrace, rowText, turnTable } from './tables.ts';

/** Carries out a command of the results; absent when it is none of theirs. `press` tells the number keys apart. */
export function auditCommand(state: SessionState, command: Command, press: string): Step | undefined {
  if (command === 'open') return show({ ...state, focus: 'detail', scroll: 0 });
  if (command === 'tables' || command === 'next-table') return show(turnTable(state, 1));
  if (command === 'previous-table') return show(turnTable(state, -1));
  if (command === 'copy-row') return copyRow(state);
  if (command === 'pane') return show({ ...state, focus: state.focus === 'list' ? 'detail' : 'list' });
  if (command === 'filter') return show({ ...state, field: { kind: 'filter' }, toast: undefined });
  if (command === 'cycle') return show(withFilter(state, { show: nextShow[state.filter.show] }));
  if (command === 'area') return pickArea(state, Number(press));
  if (command === 'again') return runSelected(state);
  if (command === 'everything') return begin(state);
  if (command === 'prove') return askForProbe(state);
  if (command === 'trace') return show(openTrace(state));
  if (command === 'write') return write(state);
  if (command === 'copy') return copy(state);
  if (command === 'reference') return reference(state);
  if (command === 'edit') return edit(state);
  if (command === 'credentials') return show({ ...state, screen: 'start', focus: 'list', scroll: 0 });
  return undefined;
}

const nextShow = { all: 'failing', failing: 'unknown', unknown: 'all' } as const;

function withFilter(state: SessionState, part: Partial<Filter>): SessionState {
  return { ...state, filter: { ...state.filter, ...part }, scroll: 0 };
}

function pickArea(state: SessionState, number: number): Step {
  const area = state.areas[number - 1];
  if (area === undefined) return say(state, 'note', `there is no area ${number}`);
  return show(withFilter(state, { area: state.filter.area === area ? undefined : area }));
}

function runSelected(state: SessionState): Step {
  const row = selectedRow(state);
  return row === undefined ? show(state) : begin(state, [row.check]);
}

// The hint of a probe that nobody allowed says what would be sent, and to which host.
function askForProbe(state: SessionState): Step {
  const probe = waitingProbe(state);
  if (probe === undefined) return show(state);
  const ask = `Send this probe now? ${probe.sends}`;
  return show({ ...state, overlay: { kind: 'confirm', ask, yes: { probe: probe.check } } });
}

function write(state: SessionState): Step {
  const { report } = state;
  if (report === undefined) return show(state);
  return {
    state: { ...state, toast: { tone: 'note', text: 'writing the handover' } },
    effects: [{ do: 'write', report }],
  };
}

function copy(state: SessionState): Step {
  const row = selectedRow(state);
  if (row === undefined) return show(state);
  const said = "sent to the terminal's clipboard; if nothing arrives there, w writes the handover";
  return { state, effects: [{ do: 'copy', text: detailText(row), said }] };
}

function copyRow(state: SessionState): Step {
  const open = openTable(state);
  if (open === undefined) return show(state);
  return {
    state,
    effects: [{ do: 'copy', text: rowText(open), said: "the row was sent to the terminal's clipboard" }],
  };
}

function reference(state: SessionState): Step {
  const ref = selectedRow(state)?.result.refs[0];
  if (ref === undefined) return say(state, 'note', 'this check names no source');
  const url = neutraliseLine(ref);
  return { state, effects: [{ do: 'copy', text: url, said: `${url} (sent to the terminal's clipboard)` }] };
}

function edit(state: SessionState): Step {
  const row = selectedRow(state);
  const at = row === undefined ? undefined : firstFileOf(row.result);
  return at === undefined ? show(state) : { state, effects: [{ do: 'edit', at }] };
}
