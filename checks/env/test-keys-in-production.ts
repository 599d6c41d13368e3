import {
  questionsOf,
  traitsOf,
  unlessHidden,
  unlessUnseen,
  variableAt,
} from '../../src/analysis/env-matrix/questions.ts';
import { hasModes, isAddressName } from '../../src/analysis/env-names/name.ts';
import { isSecretName } from '../../src/analysis/env-names/secret.ts';
import { credentialWords } from '../../src/analysis/values/words.ts';
import { envMatrix, type MatrixRow } from '../../src/artifacts/env/matrix.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { count } from '../../src/core/text.ts';

/** Production on test keys takes no money. */
export const testKeysInProduction = defineCheck({
  meta: {
    id: 'env/test-keys-in-production',
    title: 'Production runs on live keys',
    why: 'With a test key every payment seems to work and no money arrives; with a sandbox host nothing real happens at all.',
    fix: 'Replace it for Production by the provider’s live-mode key or live address, then deploy again.',
    severity: 'blocker',
    refs: ['https://docs.stripe.com/get-started/checklist/go-live'],
    messages: {
      'test-key': 'Production has a test-mode {what} in {name}.',
      'sandbox-host': 'Production talks to a sandbox through {name}.',
    },
  },
  needs: { matrix: envMatrix },
  evaluate: ({ matrix }) => {
    const findings = matrix.rows.flatMap(testKeys);
    const found = new Set(findings.map(({ data }) => data.name));
    const set = questionsOf(matrix.rows, 'production').filter(({ cell }) => cell.state !== 'absent');
    const asked = set.filter(({ name }) => hasModes(name) || (isAddressName(name) && !isSecretName(name)));
    const unseen = asked.filter(({ name }) => !found.has(name));
    const fine = pass(
      `${count(asked.length, 'key or address', 'keys and addresses')} in production, none of test mode`,
    );
    return failOr(findings, unlessHidden(matrix, unlessUnseen(unseen, fine)));
  },
});

function testKeys({ name, production }: MatrixRow): readonly FindingOf<'test-key' | 'sandbox-host'>[] {
  const at = variableAt(name);
  return traitsOf(production).flatMap((trait): readonly FindingOf<'test-key' | 'sandbox-host'>[] => {
    if (trait.kind === 'credential' && trait.mode === 'test') {
      const what = credentialWords(trait);
      const evidence = `${name} in production has the shape of a test-mode ${what}`;
      return [{ key: 'test-key', data: { name, what }, at, evidence }];
    }
    if (trait.kind !== 'url' || !trait.sandbox) return [];
    const evidence = `${name} in production is ${trait.origin}`;
    return [{ key: 'sandbox-host', data: { name }, at, evidence, confidence: 'likely' }];
  });
}
