import { wrapText } from '../width.ts';
import type { SessionState, WindowSize } from './model.ts';

/** How the rows and columns of the window are dealt out, in cells. `detail` is the width of its text alone. */
export type Layout = {
  readonly columns: number;
  /** One row is left free: some terminals scroll when the last cell is written. */
  readonly rows: number;
  readonly body: number;
  /** The lines above the key bar: the field, the question, the message. */
  readonly status: readonly string[];
  /** Whether list and detail stand side by side. */
  readonly wide: boolean;
  readonly list: number;
  readonly detail: number;
};

/** Whether the window cannot hold the session: below 60 columns or 16 rows. */
export function tooSmall(window: WindowSize): boolean {
  return window.columns < 60 || window.rows < 16;
}

const chrome = { header: 2, rules: 2, keyBar: 1 };
const statusLimit = { toast: 3, question: 5 } as const;

/** The layout for a state: two panes from 100 columns on, at 2 to 3. */
export function layoutOf(state: SessionState): Layout {
  const { columns } = state.window;
  const rows = Math.max(1, state.window.rows - 1);
  const status = statusLines(state);
  const wide = columns >= 100;
  const list = wide ? Math.floor((columns * 2) / 5) : columns;
  return {
    columns,
    rows,
    body: rows - chrome.header - chrome.rules - chrome.keyBar - status.length,
    status,
    wide,
    list,
    detail: wide ? columns - list - 4 : columns - 3,
  };
}

// The field's own line comes first; a message takes as many as it needs, within reason.
function statusLines(state: SessionState): readonly string[] {
  const field = state.field === undefined ? [] : [''];
  const question = state.overlay?.kind === 'confirm' ? state.overlay.ask : undefined;
  const text = question ?? state.toast?.text;
  if (text === undefined) return [''];
  const limit = question === undefined ? statusLimit.toast : statusLimit.question;
  return [...field, ...wrapText(text, state.window.columns - 4).slice(0, limit)];
}

/** The first of `total` lines to show so that line `at` stands about the middle of `room` lines. */
export function offsetFor(at: number, total: number, room: number): number {
  return Math.max(0, Math.min(at - Math.floor(room / 2), total - room));
}
