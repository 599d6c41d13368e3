import { expect, it } from 'vitest';
import { envMatrix } from '../../artifacts/env/matrix.ts';
import { envUsage } from '../../artifacts/env/usage.ts';
import { vercelEnvironmentVariables } from '../../artifacts/vercel/environment-variables.ts';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import type { Gathered } from '../../core/gathered.ts';
import { fakeVercel } from '../vercel/testing.ts';
import { gatherEnvMatrix } from './matrix.ts';

const missing = { state: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' } as const;
const came = <V>(value: V): Gathered<V> => ({ state: 'ok', value, ms: 1 });
const read = (name: string, optional = false) => ({ name, server: true, browser: false, optional, places: [] });
const usage = envUsage.parse({
  app: '.',
  variables: [read('NEEDED'), read('OPTIONAL', true), read('NODE_ENV')],
  dynamic: [],
  dependencies: [],
  unread: [],
});
const staging = {
  id: '1',
  name: 'A',
  kind: 'plain',
  environments: ['env_1'],
  shared: false,
  integration: false,
  securityIssues: [],
  value: { state: 'not-read' },
};
const listed = vercelEnvironmentVariables.parse({ variables: [staging], hiddenInProduction: 0 });
const project = vercelProject.parse({
  id: 'prj_1',
  name: 'shop',
  customEnvironments: [{ id: 'env_1', slug: 'staging' }],
});
const { context } = fakeVercel({});

it('has a row for each record, and for each name that the code cannot do without and no platform sets', async () => {
  const matrix = envMatrix.parse(
    await gatherEnvMatrix.gather(context, { listed, usage: came(usage), project: came(project) }),
  );
  expect(matrix.rows.map(({ name }) => name)).toEqual(['A', 'NEEDED']);
  expect(matrix.rows[0]?.overrides).toMatchObject([{ scope: 'environment staging', record: '1' }]);
});

it('needs neither code nor project: records and raw ids still stand', async () => {
  const matrix = envMatrix.parse(await gatherEnvMatrix.gather(context, { listed, usage: missing, project: missing }));
  expect(matrix.rows.map(({ name, overrides }) => [name, overrides[0]?.scope])).toEqual([['A', 'environment env_1']]);
});
