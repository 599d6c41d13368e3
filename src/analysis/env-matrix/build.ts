import type { EnvMatrix, MatrixCell, MatrixRow } from '../../artifacts/env/matrix.ts';
import type { EnvironmentVariable, VercelEnvironmentVariables } from '../../artifacts/vercel/environment-variables.ts';
import { compareText } from '../../core/text.ts';
import { isSecret } from '../values/secret.ts';

const standardEnvironments = ['production', 'preview', 'development'];

/**
 * Lays the variables out by name and environment, and compares preview with production. `names` adds rows for what code
 * reads; `slugs` names the custom environments by their ids.
 */
export function buildMatrix(
  listed: VercelEnvironmentVariables,
  names: Iterable<string>,
  slugs: ReadonlyMap<string, string>,
): EnvMatrix {
  const byName = new Map<string, EnvironmentVariable[]>();
  for (const name of names) byName.set(name, []);
  for (const variable of listed.variables) {
    if (variable.kind === 'system') continue;
    const same = byName.get(variable.name);
    if (same === undefined) byName.set(variable.name, [variable]);
    else same.push(variable);
  }
  const rows = [...byName].map(([name, variables]) => buildRow(name, variables, listed, slugs));
  return {
    rows: rows.toSorted((a, b) => compareText(a.name, b.name)),
    hiddenInProduction: listed.hiddenInProduction,
    ...(listed.sharedUnread === undefined ? {} : { sharedUnread: listed.sharedUnread }),
  };
}

function buildRow(
  name: string,
  variables: readonly EnvironmentVariable[],
  listed: VercelEnvironmentVariables,
  slugs: ReadonlyMap<string, string>,
): MatrixRow {
  const cellOf = (environment: string): MatrixCell => {
    const found = effective(variables, environment);
    if (found !== undefined) return setCell(found);
    if (listed.sharedUnread !== undefined) return { state: 'hidden', hint: listed.sharedUnread };
    return { state: environment === 'production' && listed.hiddenInProduction > 0 ? 'hidden' : 'absent' };
  };
  const production = cellOf('production');
  const preview = cellOf('preview');
  return {
    name,
    production,
    preview,
    development: cellOf('development'),
    comparison: compare(production, preview),
    secret: variables.length === 0 ? isSecret(name, undefined) : variables.some(({ value }) => isSecret(name, value)),
    integration: variables.some(({ integration }) => integration),
    overrides: variables.flatMap((variable) => overridesOf(variable, slugs)),
  };
}

// A project's own variable wins over the team's shared one of the same name; branch values never count for all.
function effective(variables: readonly EnvironmentVariable[], environment: string): EnvironmentVariable | undefined {
  const applying = variables.filter(
    ({ environments, gitBranch }) => gitBranch === undefined && environments.includes(environment),
  );
  return applying.find(({ shared }) => !shared) ?? applying[0];
}

function setCell(variable: EnvironmentVariable): MatrixCell {
  const { id, kind, updatedAt, value } = variable;
  return { state: 'set', record: id, kind, ...(updatedAt === undefined ? {} : { updatedAt }), value };
}

function compare(production: MatrixCell, preview: MatrixCell): MatrixRow['comparison'] {
  if (production.state === 'absent' && preview.state === 'absent') return 'absent';
  if (production.state === 'hidden' || preview.state === 'hidden') return 'unknown';
  if (production.state === 'absent' || preview.state === 'absent') return 'one-sided';
  if (production.record === preview.record) return 'same';
  if (production.value?.state !== 'read' || preview.value?.state !== 'read') return 'unknown';
  return production.value.fingerprint === preview.value.fingerprint ? 'same' : 'different';
}

function overridesOf(variable: EnvironmentVariable, slugs: ReadonlyMap<string, string>): MatrixRow['overrides'] {
  const override = (scope: string) => ({ scope, record: variable.id, cell: setCell(variable) });
  if (variable.gitBranch !== undefined) return [override(`branch ${variable.gitBranch}`)];
  return variable.environments
    .filter((environment) => !standardEnvironments.includes(environment))
    .map((environment) => override(`environment ${slugs.get(environment) ?? environment}`));
}
