import type { MatrixCell, MatrixRow } from '../../artifacts/env/matrix.ts';
import { isBlank } from '../values/secret.ts';
import type { ValueQuestion } from './questions.ts';

/** A place outside production where a variable has a value: `preview`, `branch redesign`, `environment staging`. */
export type PreviewPlace = { readonly where: string; readonly cell: MatrixCell };

/** Every place outside production: preview for all, its branches, and custom environments. */
export function previewPlaces({ preview, overrides }: MatrixRow): readonly PreviewPlace[] {
  return [{ where: 'preview', cell: preview }, ...overrides.map(({ scope, cell }) => ({ where: scope, cell }))];
}

/** The values of branches and custom environments as questions. */
export function overrideQuestions(rows: readonly MatrixRow[]): readonly ValueQuestion[] {
  return rows.flatMap(({ name, overrides }) => overrides.map(({ cell }) => ({ name, cell })));
}

/** A value outside production that is a secret of production, under its own name or another. */
export type Copy = { readonly name: string; readonly where: string; readonly other: string };

/** Copies of production's secrets beyond a row's own preview value, which the matrix compares already. */
export function copiesOf(rows: readonly MatrixRow[]): readonly Copy[] {
  const secrets = rows.filter(({ secret, production }) => secret && !isBlank(production.value));
  const byValue = new Map(
    secrets.flatMap(({ name, production }) => fingerprintOf(production).map((print) => [print, name])),
  );
  return rows.flatMap((row) =>
    previewPlaces(row).flatMap(({ where, cell }) => {
      const isOwnRecord = row.secret && cell.record !== undefined && cell.record === row.production.record;
      const other = isOwnRecord ? row.name : fingerprintOf(cell).map((print) => byValue.get(print))[0];
      if (other === undefined || (where === 'preview' && other === row.name)) return [];
      return [{ name: row.name, where, other }];
    }),
  );
}

function fingerprintOf({ value }: MatrixCell): readonly string[] {
  return value?.state === 'read' ? [value.fingerprint] : [];
}
