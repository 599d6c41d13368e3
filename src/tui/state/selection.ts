import { allowProbe } from '../../core/doors/probe.ts';
import type { Report } from '../../core/report.ts';
import { neutraliseLine } from '../../core/text.ts';
import type { Place } from '../keys.ts';
import { filterRows, type Row } from './board.ts';
import { layoutOf, tooSmall } from './layout.ts';
import type { SessionState } from './model.ts';

/** The rows in the list, filter applied. */
export function visibleRows(state: SessionState): readonly Row[] {
  return filterRows(state.rows, state.filter);
}

/** The row under the cursor; the first one while the cursor's own is filtered away. */
export function selectedRow(state: SessionState): Row | undefined {
  const rows = visibleRows(state);
  return rows.find((row) => row.check === state.cursor) ?? rows[0];
}

/** What has the keyboard. */
export function placeOf(state: SessionState): Place {
  if (state.overlay?.kind === 'confirm') return 'confirm';
  if (tooSmall(state.window)) return 'small';
  if (state.overlay !== undefined) return state.overlay.kind === 'table' ? 'table' : 'keys';
  if (state.field !== undefined) return state.field.kind;
  if (state.screen === 'start') return 'start';
  return state.focus;
}

/** The place that the `?` overlay is about: the one under it. */
export function placeBelow(state: SessionState): Place {
  return placeOf({ ...state, overlay: undefined });
}

/** Whether the detail fills the screen in place of the list. */
export function detailCovers(state: SessionState): boolean {
  return state.focus === 'detail' && !layoutOf(state).wide;
}

/** Whether the results shown are those of an earlier session: old, readable, and not to be handed over. */
export function showsPrevious(state: SessionState): boolean {
  return state.runs === 0 && state.rows.length > 0;
}

/** The saved run that the first screen may open: none once this session has results of its own to read. */
export function openablePrevious(state: SessionState): Report | undefined {
  return state.runs === 0 ? state.previous : undefined;
}

/** The selected check when nothing but leave is missing for its probe, with what the probe would send, and to whom. */
export function waitingProbe(state: SessionState): { readonly check: string; readonly sends: string } | undefined {
  const result = selectedRow(state)?.result;
  if (result?.outcome !== 'unavailable' || result.reason !== 'not-allowed') return undefined;
  if (!result.hint.startsWith(allowProbe)) return undefined;
  return { check: result.check, sends: neutraliseLine(result.hint.slice(allowProbe.length), 600) };
}
