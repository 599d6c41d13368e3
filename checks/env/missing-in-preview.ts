import { questionsOf, unlessHidden, unlessUnseen, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { isNeeded, readPlaces, readWhere, unlessUnread } from '../../src/analysis/env-matrix/reads.ts';
import { suppliedByFiles } from '../../src/analysis/env-matrix/supplied.ts';
import { isPlatformVariable } from '../../src/analysis/env-names/platform.ts';
import { envMatrix } from '../../src/artifacts/env/matrix.ts';
import { envUsage } from '../../src/artifacts/env/usage.ts';
import { repositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** A preview that lacks what production has tests something else than what is launched. */
export const missingInPreview = defineCheck({
  meta: {
    id: 'env/missing-in-preview',
    title: 'Preview has what production needs',
    why: 'A preview that lacks a variable breaks, or worse, quietly skips the part that production runs: nobody has tried that part.',
    fix: 'Vercel → project → Settings → Environment Variables: add it for Preview with a value of its own (`vercel env add NAME preview`).',
    severity: 'medium',
    refs: ['https://vercel.com/docs/environment-variables#preview-environment-variables'],
    messages: {
      absent: '{name} is set in production and read by the code, but preview does not have it.',
      'absent-optional': '{name} is set in production; in preview the code goes on without it.',
    },
  },
  needs: { matrix: envMatrix, usage: envUsage, files: optional(repositoryEnvFiles) },
  evaluate: ({ matrix, usage, files }) => {
    const supplied = suppliedByFiles(files, usage);
    const used = new Map(usage.variables.map((variable) => [variable.name, variable]));
    const asked = matrix.rows.filter(
      ({ name, production }) =>
        production.state === 'set' &&
        used.has(name) &&
        !supplied.certain.has(name) &&
        !supplied.possible.has(name) &&
        !isPlatformVariable(name),
    );
    const findings = asked.flatMap(({ name, preview, integration, overrides }) => {
      const use = used.get(name);
      if (use === undefined || preview.state !== 'absent') return [];
      // A store connected to production alone is meant to be so, when the code copes.
      if (integration && !isNeeded(use)) return [];
      // A value for one branch makes that branch work; the other previews still lack it.
      const only = overrides.length === 0 ? '' : `, set only for ${listOf(overrides.map(({ scope }) => scope))}`;
      const evidence = `${name}: production set, preview absent${only}; read at ${readWhere(use)}`;
      const kind = isNeeded(use)
        ? ({ key: 'absent', severity: 'medium' } as const)
        : ({ key: 'absent-optional', severity: 'low' } as const);
      return [{ ...kind, data: { name }, at: variableAt(name), places: readPlaces(use), evidence }];
    });
    const hidden = questionsOf(asked, 'preview').filter(({ cell }) => cell.state === 'hidden');
    const fine = pass(`${count(asked.length, 'variable')} of production read by code, all set in preview`);
    return failOr(findings, unlessHidden(matrix, unlessUnseen(hidden, unlessUnread(usage, fine))));
  },
});
