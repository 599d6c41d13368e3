import type { Report, Table } from '../core/report.ts';
import type { AnyTableSpec } from '../core/table.ts';
import { neutraliseLine } from '../core/text.ts';
import { fillBag, type States } from './bag.ts';

/** The tables whose facts are there, every cell harmless to show. */
export function buildTables(specs: readonly AnyTableSpec[], states: States): Report['tables'] {
  const tables: Record<string, Table> = {};
  for (const spec of specs) {
    const filled = fillBag(spec.needs, states);
    if (filled.ok) tables[spec.id] = plainTable(spec.build(filled.bag));
  }
  return tables;
}

function plainTable(table: Table): Table {
  const rows = table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutraliseLine(cell) : cell)));
  return { columns: table.columns, rows };
}
