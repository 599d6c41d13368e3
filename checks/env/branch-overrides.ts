import { questionsOf, unlessHidden, unlessUnseen, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { envMatrix, type MatrixRow } from '../../src/artifacts/env/matrix.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** A forgotten value for one branch makes that branch test something else. */
export const branchOverrides = defineCheck({
  meta: {
    id: 'env/branch-overrides',
    title: 'No branch or custom environment shadows a shared value',
    why: 'What was tried on that branch ran on another value than everything else: the trial says nothing about the launch.',
    fix: 'Vercel → project → Settings → Environment Variables: remove the branch’s value, or write down why it must differ and waive this.',
    severity: 'medium',
    refs: ['https://vercel.com/docs/environment-variables#preview-environment-variables'],
    messages: { shadowed: '{name} has a value of its own for {scopes}.' },
  },
  needs: { matrix: envMatrix },
  evaluate: ({ matrix }) => {
    const findings = matrix.rows.flatMap((row) => {
      const { name } = row;
      const shadowing = row.overrides.filter((override) => shadows(override, row));
      if (shadowing.length === 0) return [];
      const scopes = listOf(shadowing.map(({ scope }) => scope));
      const evidence = `${name}: ${count(shadowing.length, 'further record')} beside the shared one, for ${scopes}`;
      return [{ key: 'shadowed', data: { name, scopes }, at: variableAt(name), evidence } as const];
    });
    const overridden = matrix.rows.filter(({ overrides }) => overrides.length > 0);
    const hidden = questionsOf(overridden, 'preview').filter(({ cell }) => cell.state === 'hidden');
    const fine = pass(`${count(matrix.rows.length, 'variable')}, none shadowed for a branch or a custom environment`);
    return failOr(findings, unlessHidden(matrix, unlessUnseen(hidden, fine)));
  },
});

// A branch's value replaces preview's alone; a custom environment stands beside both.
function shadows({ scope, record }: MatrixRow['overrides'][number], { production, preview }: MatrixRow): boolean {
  const shared = scope.startsWith('branch ') ? [preview] : [production, preview];
  const records = shared.filter(({ state }) => state === 'set').map((cell) => cell.record);
  return records.length > 0 && !records.includes(record);
}
