import { questionsOf, unlessHidden, unlessUnseen, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { isNeeded, readPlaces, readWhere, unlessFollowed, unlessUnread } from '../../src/analysis/env-matrix/reads.ts';
import { suppliedByFiles, unlessPossiblySupplied } from '../../src/analysis/env-matrix/supplied.ts';
import { isPlatformVariable } from '../../src/analysis/env-names/platform.ts';
import { isBlank } from '../../src/analysis/values/secret.ts';
import { envMatrix, type MatrixRow } from '../../src/artifacts/env/matrix.ts';
import { envUsage, type UsedVariable } from '../../src/artifacts/env/usage.ts';
import { repositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { count } from '../../src/core/text.ts';

type Key = 'read-by-code' | 'empty' | 'preview-only';

/** What the code cannot do without, or preview has, must be in production. */
export const missingInProduction = defineCheck({
  meta: {
    id: 'env/missing-in-production',
    title: 'Every variable the code needs is set in production',
    why: 'The first request that needs a missing variable fails for every visitor, often only in the path that takes money.',
    fix: 'Vercel → project → Settings → Environment Variables: add it for Production (`vercel env add NAME production`), then deploy again.',
    severity: 'blocker',
    refs: ['https://vercel.com/docs/environment-variables'],
    messages: {
      'read-by-code': 'The code needs {name}, and production does not have it.',
      empty: 'The code needs {name}, and in production nobody filled it in.',
      'preview-only': '{name} is set in preview and absent from production.',
    },
  },
  needs: { matrix: envMatrix, usage: envUsage, files: optional(repositoryEnvFiles) },
  evaluate: ({ matrix, usage, files }) => {
    const used = new Map(usage.variables.map((variable) => [variable.name, variable]));
    const supplied = suppliedByFiles(files, usage);
    const asked = matrix.rows.filter((row) => !supplied.certain.has(row.name) && isAskedFor(row, used.get(row.name)));
    const lacking = asked.filter((row) => missing(row, used.get(row.name)).length > 0).map(({ name }) => name);
    const found = asked.filter(({ name }) => !supplied.possible.has(name));
    const findings = found.flatMap((row) => missing(row, used.get(row.name)));
    const hidden = questionsOf(asked, 'production').filter(({ cell }) => cell.state === 'hidden');
    const fine = pass(`${count(asked.length, 'variable')} needed by code or set in preview, all set in production`);
    const seen = unlessUnseen(
      hidden,
      unlessPossiblySupplied(lacking, supplied, unlessFollowed(usage, unlessUnread(usage, fine))),
    );
    // Hidden production variables are asked for one by one; an unread shared list may hold names that stand nowhere else.
    return failOr(findings, unlessHidden({ ...matrix, hiddenInProduction: 0 }, seen));
  },
});

function isAskedFor(row: MatrixRow, use: UsedVariable | undefined): boolean {
  if (isPlatformVariable(row.name)) return false;
  if (use !== undefined && isNeeded(use)) return true;
  // A store's variables for preview belong to preview's own store; what code can do without may be preview's alone.
  return row.preview.state === 'set' && !row.integration && use?.optional !== true;
}

function missing(row: MatrixRow, use: UsedVariable | undefined): readonly FindingOf<Key>[] {
  const { name, production, preview } = row;
  const found = { data: { name }, at: variableAt(name) };
  const isEmpty = isBlank(production.value);
  if (production.state !== 'absent' && !isEmpty) return [];
  if (use !== undefined && isNeeded(use)) {
    const state = isEmpty ? 'production empty or a placeholder' : `preview ${preview.state}, production absent`;
    const evidence = `${name}: ${state}; read at ${readWhere(use)}`;
    return [{ ...found, key: isEmpty ? 'empty' : 'read-by-code', places: readPlaces(use), evidence }];
  }
  if (isEmpty) return [];
  const evidence = `${name}: preview set, production absent; no server code of the app was seen to need it`;
  return [{ ...found, key: 'preview-only', evidence, confidence: 'likely' }];
}
