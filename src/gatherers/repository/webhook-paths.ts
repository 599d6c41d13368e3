import { webhookRoutes } from '../../analysis/next-routes/named-routes.ts';
import { repositoryRoutes } from '../../artifacts/repository/routes.ts';
import { webhookPaths } from '../../artifacts/repository/webhook-paths.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: the configured webhook path before those that the routes suggest. */
export const gatherWebhookPaths = defineGatherer({
  artifact: webhookPaths,
  needs: { routes: repositoryRoutes },
  gather: async ({ target }, { routes }) => {
    const configured = target.webhookPath;
    const found = webhookRoutes(routes).map(({ path, file }) => ({ path, from: file }));
    if (configured === undefined) return found;
    return [{ path: configured, from: 'configuration' }, ...found.filter(({ path }) => path !== configured)];
  },
});
