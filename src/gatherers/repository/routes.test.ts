import { expect, it } from 'vitest';
import { repositoryRoutes } from '../../artifacts/repository/routes.ts';
import { gatherRepositoryRoutes } from './routes.ts';
import { contextOver, memoryFiles } from './testing.ts';
import { gatherWebhookPaths } from './webhook-paths.ts';

const tree = {
  '/repo/app/sign-in/page.tsx': '',
  '/repo/app/api/webhooks/stripe/route.ts': '',
  '/repo/app/api/webhooks/stripe/route.test.ts': '',
  '/repo/lib/db.ts': '',
};

it('routes come from the names of files, sorted', async () => {
  const routes = await gatherRepositoryRoutes.gather(contextOver('/repo', { files: memoryFiles(tree) }), {});
  expect(repositoryRoutes.parse(routes)).toEqual([
    { path: '/api/webhooks/stripe', kind: 'handler', file: 'app/api/webhooks/stripe/route.ts', fixed: true },
    { path: '/sign-in', kind: 'page', file: 'app/sign-in/page.tsx', fixed: true },
  ]);
});

it('the configured webhook path comes first, and once', async () => {
  const context = contextOver('/repo', { files: memoryFiles(tree) });
  const routes = await gatherRepositoryRoutes.gather(context, {});
  const found = { path: '/api/webhooks/stripe', from: 'app/api/webhooks/stripe/route.ts' };
  const paths = (webhookPath?: string) => {
    const target = webhookPath === undefined ? context.target : { ...context.target, webhookPath };
    return gatherWebhookPaths.gather({ ...context, target }, { routes });
  };
  expect(await paths()).toEqual([found]);
  expect(await paths('/hook')).toEqual([{ path: '/hook', from: 'configuration' }, found]);
  expect(await paths('/api/webhooks/stripe')).toEqual([{ path: '/api/webhooks/stripe', from: 'configuration' }]);
});
