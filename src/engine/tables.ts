import { faultOf } from '../core/fault.ts';
import type { Report, Table } from '../core/report.ts';
import type { AnyTableSpec } from '../core/table.ts';
import { neutraliseLine } from '../core/text.ts';
import { fillBag, type States } from './bag.ts';

/** The tables whose facts are there, every cell harmless to show. One that cannot be made is left out and said through `note`. */
export function buildTables(
  specs: readonly AnyTableSpec[],
  states: States,
  note: (text: string) => void,
): Report['tables'] {
  const tables: Record<string, Table> = {};
  for (const spec of specs) {
    const filled = fillBag(spec.needs, states);
    if (!filled.ok) continue;
    try {
      tables[spec.id] = plainTable(spec.build(filled.bag));
    } catch (error) {
      // A view is a convenience: a mistake in one must not cost the audit.
      note(`the table ${spec.id} could not be made: ${faultOf(error).message}`);
    }
  }
  return tables;
}

function plainTable(table: Table): Table {
  const rows = table.rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutraliseLine(cell) : cell)));
  return { columns: table.columns.map((name) => neutraliseLine(name)), rows };
}
