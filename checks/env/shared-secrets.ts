import { copiesOf, overrideQuestions } from '../../src/analysis/env-matrix/preview-places.ts';
import { questionsOf, unlessHidden, unlessUnseen, variableAt } from '../../src/analysis/env-matrix/questions.ts';
import { isBlank } from '../../src/analysis/values/secret.ts';
import { envMatrix, type MatrixCell } from '../../src/artifacts/env/matrix.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { count } from '../../src/core/text.ts';

/** One secret, one environment. */
export const sharedSecrets = defineCheck({
  meta: {
    id: 'env/shared-secrets',
    title: 'Preview and production use different secrets',
    why: 'Whoever can open a pull request can run code in preview: with a shared secret that code acts on production.',
    fix: 'Make a second key at the provider, set it for Preview alone, and leave the first one to Production alone; a store kept by an integration: connect a second one to Preview.',
    severity: 'high',
    refs: [
      'https://vercel.com/docs/environment-variables',
      'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    ],
    messages: {
      'one-record': '{name} is one record that serves preview and production.',
      'equal-values': '{name} has the same value in preview and production.',
      copy: '{name} in {where} has the value of {other} in production.',
    },
  },
  needs: { matrix: envMatrix },
  evaluate: ({ matrix }) => {
    const secrets = matrix.rows.filter(
      ({ secret, production, preview }) => secret && production.state !== 'absent' && preview.state !== 'absent',
    );
    const same = secrets
      .filter(({ comparison, production }) => comparison === 'same' && !isBlank(production.value))
      .map(({ name, production, preview }) => {
        const isOneRecord = production.record === preview.record;
        const evidence = isOneRecord
          ? `${name}: one record with the targets production and preview`
          : `${name}: two records whose values are equal (compared by keyed fingerprint${lengthOf(production)})`;
        const key = isOneRecord ? 'one-record' : 'equal-values';
        return { key, data: { name }, at: variableAt(name), evidence } as const;
      });
    const copies = copiesOf(matrix.rows).map(({ name, where, other }) => {
      const evidence = `${name} for ${where}: equal to ${other} in production, by record or by keyed fingerprint`;
      return { key: 'copy', data: { name, where, other }, at: variableAt(name), evidence } as const;
    });
    const findings = [...same, ...copies];
    const open = secrets.filter(({ comparison }) => comparison === 'unknown');
    const overridden = matrix.rows.filter(({ secret, production }) => secret && production.state !== 'absent');
    const copied = new Set(copies.map(({ data }) => data.name));
    const overrides = overrideQuestions(overridden).filter(({ name }) => !copied.has(name));
    const unseen = [...questionsOf(open, 'production'), ...questionsOf(open, 'preview'), ...overrides];
    const fine = pass(
      `${count(secrets.length, 'secret')} set in both environments, all different; of the values that were read, none of production’s stands elsewhere`,
    );
    return failOr(findings, unlessHidden(matrix, unlessUnseen(unseen, fine)));
  },
});

function lengthOf({ value }: MatrixCell): string {
  return value?.state === 'read' ? `, ${count(value.length, 'character')}` : '';
}
