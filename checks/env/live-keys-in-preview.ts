import { overrideQuestions, previewPlaces } from '../../src/analysis/env-matrix/preview-places.ts';
import {
  questionsOf,
  traitsOf,
  unlessHidden,
  unlessUnseen,
  variableAt,
} from '../../src/analysis/env-matrix/questions.ts';
import { meetProduction, storesOf } from '../../src/analysis/env-matrix/stores.ts';
import { hasModes, leadsToDatabase } from '../../src/analysis/env-names/name.ts';
import { credentialWords } from '../../src/analysis/values/words.ts';
import { envMatrix, type MatrixRow } from '../../src/artifacts/env/matrix.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { count } from '../../src/core/text.ts';

/** A preview must not be able to charge a card or write to production's database. */
export const liveKeysInPreview = defineCheck({
  meta: {
    id: 'env/live-keys-in-preview',
    title: 'Preview runs on test keys and its own database',
    why: 'A preview with live keys charges real cards; one on the production database changes real customers’ rows.',
    fix: 'Set the provider’s test-mode key, and a database of its own, for Preview alone; a store kept by an integration: connect a second one to Preview.',
    severity: 'blocker',
    refs: [
      'https://docs.stripe.com/keys#test-live-modes',
      'https://vercel.com/docs/environment-variables#preview-environment-variables',
    ],
    messages: {
      'live-key': 'Preview has a live-mode {what} in {name}.',
      'same-database': 'Preview uses the production database through {name}.',
      'same-server': 'Preview’s {name} leads to another database on the production database’s server.',
    },
  },
  needs: { matrix: envMatrix },
  evaluate: ({ matrix }) => {
    const known = storesOf(matrix.rows, 'production');
    const findings = matrix.rows.flatMap((row) => [...liveKeys(row), ...sharedStores(row, known)]);
    const found = new Set(findings.map(({ data }) => data.name));
    const everywhere = [...questionsOf(matrix.rows, 'preview'), ...overrideQuestions(matrix.rows)];
    const preview = everywhere.filter(({ cell }) => cell.state !== 'absent');
    const asked = preview.filter(({ name }) => hasModes(name) || leadsToDatabase(name));
    // Without a database in preview there is nothing to compare production's with.
    const databases = asked.some(({ name }) => leadsToDatabase(name))
      ? questionsOf(matrix.rows, 'production').filter(({ name }) => leadsToDatabase(name))
      : [];
    const unseen = [...asked, ...databases].filter(({ name }) => !found.has(name));
    const fine = pass(
      `${count(asked.length, 'key or database address', 'keys and database addresses')} of preview: none live, none production’s`,
    );
    return failOr(findings, unlessHidden(matrix, unlessUnseen(unseen, fine)));
  },
});

function liveKeys(row: MatrixRow): readonly FindingOf<'live-key'>[] {
  const { name } = row;
  const seen = previewPlaces(row).flatMap(({ where, cell }) => traitsOf(cell).map((trait) => ({ where, trait })));
  return seen.flatMap(({ where, trait }) => {
    if (trait.kind !== 'credential' || trait.mode !== 'live') return [];
    const what = credentialWords(trait);
    const evidence = `${name} in ${where} has the shape of a live-mode ${what}`;
    return [{ key: 'live-key', data: { name, what }, at: variableAt(name), evidence }] as const;
  });
}

function sharedStores(
  row: MatrixRow,
  known: ReadonlySet<string>,
): readonly FindingOf<'same-database' | 'same-server'>[] {
  const meeting = meetProduction(row, known);
  if (meeting === undefined) return [];
  const { name } = row;
  const finding = { data: { name }, at: variableAt(name), evidence: `${name}: ${meeting.seen}` };
  if (meeting.how === 'same-database') return [{ ...finding, key: 'same-database' }];
  return [{ ...finding, key: 'same-server', confidence: 'likely' }];
}
