import { envMatrix, type MatrixCell } from '../../artifacts/env/matrix.ts';
import { defineTable } from '../../core/table.ts';
import { showDay } from './times.ts';

/** The env matrix as the session and the handover show it: names, environments, comparison, and how each value is kept. */
export const envMatrixTable = defineTable({
  id: 'env-matrix',
  needs: { matrix: envMatrix },
  build: ({ matrix }) => ({
    columns: ['variable', 'production', 'preview', 'development', 'preview against production', 'changed', 'kept as'],
    rows: matrix.rows.map((row) => [
      row.name,
      cellWord(row.production),
      cellWord(row.preview),
      cellWord(row.development),
      row.comparison,
      changedOn(row.production) ?? changedOn(row.preview) ?? null,
      keptAs([row.production, row.preview]),
    ]),
  }),
});

function cellWord(cell: MatrixCell): string {
  if (cell.state !== 'set') return cell.state === 'hidden' ? 'unknown' : 'absent';
  if (cell.value?.state === 'read' && cell.value.traits.some(({ kind }) => kind === 'empty')) return 'empty';
  return 'set';
}

function changedOn(cell: MatrixCell): string | undefined {
  return cell.updatedAt === undefined ? undefined : showDay(cell.updatedAt);
}

function keptAs(cells: readonly MatrixCell[]): string | null {
  const kinds = [...new Set(cells.flatMap(({ kind }) => (kind === undefined ? [] : [kind])))];
  return kinds.length === 0 ? null : kinds.join(', ');
}
