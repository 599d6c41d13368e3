import type { Report, Table } from '../../core/report.ts';
import { compareTables } from '../../core/table-words.ts';
import { neutraliseLine } from '../../core/text.ts';
import type { SessionState } from './model.ts';
import { shownReport } from './summary.ts';

/** The view that is open: its table, where it stands among the others, and the selected row. */
export type OpenTable = {
  readonly id: string;
  readonly table: Table;
  readonly position: number;
  readonly total: number;
  readonly row: number;
};

/** The ids of the tables that the shown results came with, in their order for people. */
export function tableIds(state: SessionState): readonly string[] {
  return idsOf(shownReport(state)?.report);
}

/** What the table overlay shows; absent when it is closed. */
export function openTable(state: SessionState): OpenTable | undefined {
  if (state.overlay?.kind !== 'table') return undefined;
  const report = shownReport(state)?.report;
  const ids = idsOf(report);
  const position = Math.max(0, ids.indexOf(state.overlay.id));
  const id = ids[position];
  const table = id === undefined ? undefined : report?.tables[id];
  if (id === undefined || table === undefined) return undefined;
  return {
    id,
    table,
    position,
    total: ids.length,
    row: Math.min(state.overlay.row, Math.max(0, table.rows.length - 1)),
  };
}

/** The state with the next table open; `step` -1 is the one before. The first one opens when none is. */
export function turnTable(state: SessionState, step: 1 | -1): SessionState {
  const ids = tableIds(state);
  const open = openTable(state);
  const id = open === undefined ? ids[0] : ids[(open.position + step + ids.length) % ids.length];
  return id === undefined ? state : { ...state, overlay: { kind: 'table', id, row: 0 } };
}

/** Whether the selected row is a private path whose trace the report holds. */
export function hasTrace(state: SessionState): boolean {
  return traceRow(state) !== -1;
}

/** The state with the trace of the selected private path open, at its first step. */
export function openTrace(state: SessionState): SessionState {
  const row = traceRow(state);
  return row === -1 ? state : { ...state, overlay: { kind: 'table', id: 'cache-trace', row } };
}

function traceRow(state: SessionState): number {
  const open = openTable(state);
  const trace = shownReport(state)?.report.tables['cache-trace'];
  if (open?.id !== 'cache-paths' || trace === undefined) return -1;
  const path = open.table.rows[open.row]?.[open.table.columns.indexOf('path')];
  const at = trace.columns.indexOf('path');
  return trace.rows.findIndex((cells) => cells[at] === path);
}

/** What copying the selected row gives: the record to paste where the table has one, else the cells. */
export function rowText({ table, row }: OpenTable): string {
  const cells = table.rows[row] ?? [];
  const paste = cells[table.columns.indexOf('to paste')];
  if (typeof paste === 'string' && paste !== '') return paste;
  return table.columns.map((_, index) => cellText(cells[index])).join('\t');
}

/** A cell as text; nothing is a dash. */
export function cellText(cell: Table['rows'][number][number] | undefined): string {
  if (cell === undefined || cell === null || cell === '') return '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return neutraliseLine(String(cell), 2000);
}

function idsOf(report: Report | undefined): readonly string[] {
  return Object.keys(report?.tables ?? {}).toSorted(compareTables);
}
