import stringWidth from 'string-width';
import type { Table } from '../core/report.ts';
import { cellText } from './state/tables.ts';
import { fit, wrapText } from './width.ts';

/** A table as lines of cells in columns: the head first, then one line a row, each cut to `columns` cells by `mark`. */
export type TableLines = { readonly head: string; readonly rows: readonly string[] };

const gap = '  ';
// Below this a column says nothing; it is then left to the row's own lines underneath.
const narrowest = 8;

/** Lays a table out in `columns` cells: every column gets what it needs, or its share of what is left. */
export function tableLines({ columns: names, rows }: Table, columns: number, mark: string): TableLines {
  const texts = rows.map((row) => names.map((_, index) => cellText(row[index])));
  const wanted = names.map((name, index) =>
    Math.max(stringWidth(name), ...texts.map((row) => stringWidth(row[index] ?? ''))),
  );
  const widths = shareOut(wanted, columns);
  const line = (cells: readonly string[]): string =>
    widths.map((width, index) => fit(cells[index] ?? '', width, mark)).join(gap);
  return { head: line(names), rows: texts.map(line) };
}

/** The columns that fit, from the left; those that want more than their share get it from what the others leave. */
function shareOut(wanted: readonly number[], columns: number): readonly number[] {
  const most = Math.max(1, Math.floor((columns + gap.length) / (narrowest + gap.length)));
  const shown = wanted.slice(0, most);
  let room = columns - gap.length * (shown.length - 1);
  const widths = shown.map(() => 0);
  const byWish = shown.map((wish, index) => ({ wish, index })).toSorted((a, b) => a.wish - b.wish);
  for (const [nth, { wish, index }] of byWish.entries()) {
    const width = Math.min(wish, Math.floor(room / (byWish.length - nth)));
    widths[index] = width;
    room -= width;
  }
  return widths;
}

/** One row in full: a line or more a column, wrapped into `columns` cells. */
export function rowLines(
  { columns: names, rows }: Table,
  row: number,
  columns: number,
): readonly (readonly [label: string, text: string])[] {
  const cells = rows[row];
  if (cells === undefined) return [];
  const label = labelWidthOf({ columns: names });
  return names.flatMap((name, index) =>
    wrapText(cellText(cells[index]), Math.max(10, columns - label)).map(
      (text, nth) => [nth === 0 ? name : '', text] as const,
    ),
  );
}

/** How many rows are listed in `body` lines: half of them, or fewer where the longest row needs more to be read in full. */
export function listedRows(table: Table, columns: number, body: number): number {
  const longest = Math.max(0, ...table.rows.map((_, row) => rowLines(table, row, columns).length));
  const half = Math.ceil(body / 2) - 1;
  return Math.max(3, Math.min(half, body - 2 - longest));
}

/** Cells that the labels of a row take, the gap after them included. */
export function labelWidthOf({ columns }: Pick<Table, 'columns'>): number {
  return Math.min(26, Math.max(0, ...columns.map((name) => stringWidth(name))) + gap.length);
}
