import type { Report, Table } from '../../src/core/report.ts';
import { compareTables, isQuoted, tableCaption, tableTitle } from '../../src/core/table-words.ts';
import { type Block, code, type Line, paragraph, section, text } from '../document.ts';
import { prose } from '../prose.ts';
import { capitalise } from '../words.ts';

type Cell = Table['rows'][number][number];

/** The tables behind the views, then what a reader should know about the run itself. */
export function appendix(report: Report): readonly Block[] {
  const ids = Object.keys(report.tables).sort(compareTables);
  const tables = ids.flatMap((id) => tableSection(id, report.tables[id]));
  if (report.notes.length === 0) return tables;
  const items = report.notes.map((note) => ({ content: prose(note) }));
  return [...tables, section([text('Notes on this run')], [{ kind: 'list', ordered: false, items }])];
}

function tableSection(id: string, table: Table | undefined): readonly Block[] {
  if (table === undefined) return [];
  const heading = [text(tableTitle(id))];
  if (table.rows.length === 0) return [section(heading, [paragraph([text('Nothing of the kind was found.')])])];
  const columns = table.columns.map((column) => prose(capitalise(column)));
  const rows = table.rows.map((row) =>
    table.columns.map((column, index) => cellLine(row[index], isQuoted(id, column))),
  );
  const caption = tableCaption(id);
  const intro = caption === undefined ? [] : [paragraph(prose(caption))];
  return [section(heading, [...intro, { kind: 'table', columns, rows }])];
}

function cellLine(cell: Cell | undefined, quoted: boolean): Line {
  if (cell === undefined || cell === null || cell === '') return [text('–')];
  if (typeof cell === 'boolean') return [text(cell ? 'yes' : 'no')];
  return quoted ? [code(String(cell))] : prose(String(cell));
}
