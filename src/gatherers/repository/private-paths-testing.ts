import { type PrivatePath, privatePaths } from '../../artifacts/repository/private-paths.ts';
import { gatherPrivatePaths } from './private-paths.ts';
import { gatherRepositoryRoutes } from './routes.ts';
import { contextOver, memoryFiles } from './testing.ts';

/** Files by path, from the repository's root. */
export type Tree = Readonly<Record<string, string>>;

/** Test support: what is told of the first route of a Next.js repository, whose paths are all named private by the configuration. */
export async function onePrivatePath(tree: Tree): Promise<PrivatePath> {
  const all = { 'package.json': '{"name":"shop","dependencies":{"next":"16.0.0"}}', ...tree };
  const files = memoryFiles(Object.fromEntries(Object.entries(all).map(([path, text]) => [`/repo/${path}`, text])));
  const context = contextOver('/repo', { files });
  const routes = await gatherRepositoryRoutes.gather(context, {});
  const target = { ...context.target, privatePaths: ['/*'] };
  const { paths } = privatePaths.parse(await gatherPrivatePaths.gather({ ...context, target }, { routes }));
  const [path] = paths.filter(({ file }) => file !== undefined);
  if (path === undefined) throw new Error('no route was found');
  return path;
}
