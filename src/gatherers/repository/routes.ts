import { routeOfFile } from '../../analysis/next-routes/route-of-file.ts';
import { repositoryRoutes } from '../../artifacts/repository/routes.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { compareText } from '../../core/text.ts';
import { fromRoot } from './paths.ts';

/** Pages and handlers by the names of files; nothing is read. */
export const gatherRepositoryRoutes = defineGatherer({
  artifact: repositoryRoutes,
  needs: {},
  gather: async ({ io, target }) => {
    const walk = await io.files.walk(target.root, (path) => routeOfFile(path) !== undefined);
    const routes = walk.files.flatMap((path) => {
      const file = fromRoot(target.root, path);
      const route = routeOfFile(file);
      return route === undefined ? [] : [{ ...route, file }];
    });
    return routes.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.file, b.file));
  },
});
