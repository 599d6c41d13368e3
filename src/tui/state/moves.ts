import { detailLines } from '../detail-lines.ts';
import { keyLines } from '../key-lines.ts';
import type { Command } from '../keys.ts';
import { listedRows } from '../table-lines.ts';
import { layoutOf } from './layout.ts';
import type { SessionState } from './model.ts';
import { placeBelow, placeOf, selectedRow, visibleRows } from './selection.ts';
import { startLines } from './start-commands.ts';
import { openTable } from './tables.ts';

const moves = ['down', 'up', 'page-down', 'page-up', 'first', 'last'] as const;
type Move = (typeof moves)[number];

/** Whether a command only moves about. */
export function isMove(command: Command): command is Move {
  return (moves as readonly Command[]).includes(command);
}

/** Moves the cursor of a list, or the first visible line of a text, in whatever has the keyboard. */
export function move(state: SessionState, command: Move): SessionState {
  const place = placeOf(state);
  const { body } = layoutOf(state);
  if (place === 'keys' && state.overlay?.kind === 'keys') {
    const scroll = moved(state.overlay.scroll, command, body, keyLines(placeBelow(state), state).length - body);
    return { ...state, overlay: { kind: 'keys', scroll } };
  }
  if (place === 'table') return moveInTable(state, command, body);
  if (place === 'start') return moveOnStart(state, command, body);
  if (place === 'detail') return scrollDetail(state, command, body);
  return moveInList(state, command, body);
}

function moveInTable(state: SessionState, command: Move, body: number): SessionState {
  const open = openTable(state);
  if (open === undefined) return state;
  const row = moved(
    open.row,
    command,
    listedRows(open.table, state.window.columns - 3, body),
    open.table.rows.length - 1,
  );
  return { ...state, overlay: { kind: 'table', id: open.id, row } };
}

function moveOnStart(state: SessionState, command: Move, body: number): SessionState {
  const lines = startLines(state);
  const at = moved(lines.indexOf(state.startLine), command, body, lines.length - 1);
  return { ...state, startLine: lines[at] ?? 'start' };
}

function scrollDetail(state: SessionState, command: Move, body: number): SessionState {
  const row = selectedRow(state);
  if (row === undefined) return state;
  const lines = detailLines(row, layoutOf(state).detail).length;
  return { ...state, scroll: moved(state.scroll, command, body, lines - body) };
}

function moveInList(state: SessionState, command: Move, body: number): SessionState {
  const rows = visibleRows(state);
  const at = Math.max(
    0,
    rows.findIndex((row) => row.check === state.cursor),
  );
  const row = rows[moved(at, command, body, rows.length - 1)];
  return row === undefined ? state : { ...state, cursor: row.check, scroll: 0 };
}

function moved(from: number, command: Move, page: number, last: number): number {
  const steps = { down: 1, up: -1, 'page-down': page - 1, 'page-up': 1 - page, first: -from, last: last - from };
  return Math.max(0, Math.min(from + steps[command], last));
}
