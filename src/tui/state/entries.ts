import { countsOf, type Row } from './board.ts';

/** A line of the list: the head of an area, or a check. */
export type Entry =
  | {
      readonly kind: 'area';
      readonly area: string;
      readonly number: number;
      readonly failed: number;
      readonly open: number;
    }
  | { readonly kind: 'row'; readonly row: Row };

/** The rows with a head before each area. `number` is the key that shows the area alone; 0 when it has none. */
export function entriesOf(rows: readonly Row[], areas: readonly string[]): readonly Entry[] {
  const entries: Entry[] = [];
  let area: string | undefined;
  for (const row of rows) {
    if (row.area !== area) {
      area = row.area;
      entries.push(headOf(area, rows, areas));
    }
    entries.push({ kind: 'row', row });
  }
  return entries;
}

function headOf(area: string, rows: readonly Row[], areas: readonly string[]): Entry {
  const own = rows.filter((row) => row.area === area);
  const failed = countsOf(own).fail;
  const position = areas.indexOf(area) + 1;
  const open = own.filter((row) => row.open).length - failed;
  return { kind: 'area', area, number: position <= 9 ? position : 0, failed, open };
}
