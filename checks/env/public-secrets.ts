import { publicNames } from '../../src/analysis/env-matrix/public-names.ts';
import { questionsOf, unlessHidden, unlessUnseen } from '../../src/analysis/env-matrix/questions.ts';
import { unlessUnread } from '../../src/analysis/env-matrix/reads.ts';
import { publicPrefix } from '../../src/analysis/env-names/name.ts';
import { canOnlyBeSecret } from '../../src/analysis/env-names/secret.ts';
import { secretLabel } from '../../src/analysis/values/secret.ts';
import { envMatrix, type MatrixRow } from '../../src/artifacts/env/matrix.ts';
import { envUsage } from '../../src/artifacts/env/usage.ts';
import { repositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { describeLocation, type Location } from '../../src/core/location.ts';
import { count } from '../../src/core/text.ts';

/** What stands under a public prefix is published with the next build. */
export const publicSecrets = defineCheck({
  meta: {
    id: 'env/public-secrets',
    title: 'No secret stands under a public prefix',
    why: 'The build copies such a variable into the JavaScript that every visitor downloads: it is published, not configured.',
    fix: 'Rotate the key at its provider first. Then drop the prefix, read it on the server only, and deploy again.',
    severity: 'blocker',
    refs: ['https://nextjs.org/docs/app/guides/environment-variables#bundling-environment-variables-for-the-browser'],
    messages: {
      'secret-name': '{name} is published to every visitor, and its name says it is a secret.',
      'secret-value': '{name} is published to every visitor, and its value is a secret: {what}.',
    },
  },
  needs: { usage: envUsage, files: optional(repositoryEnvFiles), matrix: optional(envMatrix) },
  evaluate: ({ usage, files, matrix }) => {
    const all = matrix.state === 'ok' ? matrix.value.rows : [];
    const rows = all.filter(({ name }) => publicPrefix(name) !== undefined);
    const names = publicNames(rows, usage, files);
    const labels = new Map(rows.map((row) => [row.name, labelOf(row)]));
    const findings = [...names].flatMap(([name, places]) => published(name, labels.get(name), places));
    if (matrix.state !== 'ok') return failOr(findings, blocked(matrix));
    const found = new Set(findings.map(({ data }) => data.name));
    const open = rows.filter(({ name }) => !found.has(name));
    const unseen = [...questionsOf(open, 'production'), ...questionsOf(open, 'preview')];
    if (files.state !== 'ok') return failOr(findings, blocked(files));
    const none = pass(`${count(names.size, 'name')} under a public prefix, none of them a secret`);
    const fine = unlessUnread(usage, unlessUnread(files.value, none));
    return failOr(findings, unlessHidden(matrix.value, unlessUnseen(unseen, fine)));
  },
});

function published(
  name: string,
  what: string | undefined,
  [at, ...places]: readonly Location[],
): readonly FindingOf<'secret-name' | 'secret-value'>[] {
  if (at === undefined || (what === undefined && !canOnlyBeSecret(name))) return [];
  const where = [at, ...places].map(describeLocation).join(', ');
  if (what === undefined) return [{ key: 'secret-name', data: { name }, at, places, evidence: `${name}: ${where}` }];
  const evidence = `${name} has the shape of a secret (${what}): ${where}`;
  return [{ key: 'secret-value', data: { name, what }, at, places, evidence }];
}

function labelOf({ production, preview, development }: MatrixRow): string | undefined {
  return [production, preview, development].map(({ value }) => secretLabel(value)).find((label) => label !== undefined);
}
