import { expect, it } from 'vitest';
import { envUsage } from '../../artifacts/env/usage.ts';
import { repositorySources } from '../../artifacts/repository/sources.ts';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import { contextOver, memoryFiles } from '../repository/testing.ts';
import { gatherEnvUsage } from './usage.ts';

const app = (dir: string) => ({ dir, framework: 'next', dependencies: [], imports: [] });
const read = (name: string, dir: string) => {
  const at = { path: `${dir}/a.ts`, line: 1 };
  return { name, at, package: dir, side: 'server', optional: false, via: 'process.env' };
};
const sources = repositorySources.parse({
  packages: [app('apps/shop'), app('apps/docs')],
  reads: [read('SHOP', 'apps/shop'), read('DOCS', 'apps/docs')],
  dynamic: [],
  unread: [],
  files: 2,
});
const project = vercelProject.parse({ id: 'p', name: 'shop', rootDirectory: 'apps/shop', customEnvironments: [] });
const context = contextOver('/repo', { files: memoryFiles({}) });

it('speaks of the app that Vercel deploys, and of all apps while Vercel cannot be asked', async () => {
  const known = await gatherEnvUsage.gather(context, { sources, project: { state: 'ok', value: project, ms: 1 } });
  expect(envUsage.parse(known)).toMatchObject({ app: 'apps/shop', variables: [{ name: 'SHOP' }] });
  const missing = { state: 'unavailable', reason: 'no-credential', hint: 'VERCEL_TOKEN' } as const;
  const unknown = await gatherEnvUsage.gather(context, { sources, project: missing });
  expect(envUsage.parse(unknown)).toMatchObject({ app: '.', variables: [{ name: 'DOCS' }, { name: 'SHOP' }] });
});
