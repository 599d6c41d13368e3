import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import { isTest } from '../workspace/source-files.ts';

type Route = Omit<RepositoryRoute, 'file'>;

/**
 * The route that Next.js serves for a file of the repository, by its path with `/` alone.
 * https://nextjs.org/docs/app/getting-started/project-structure
 */
export function routeOfFile(file: string): Route | undefined {
  if (isTest(file)) return undefined;
  return appRoute(file) ?? pagesRoute(file);
}

/** The folder of the app that serves a route's file, without `src`: `apps/web`, or an empty text for the top. Its settings and middleware lie there. */
export function projectOf(file: string): string {
  const folders = file.split('/').slice(0, -1);
  const at = ['app', 'pages'].map((router) => routerAt(folders, router)).find((found) => found !== -1) ?? 0;
  const above = folders.slice(0, Math.max(0, at));
  return (above.at(-1) === 'src' ? above.slice(0, -1) : above).join('/');
}

/** The layouts and templates that may stand around a page of the App Router, without their extension, the nearest first. */
export function layoutsAbove(file: string): readonly string[] {
  const folders = file.split('/').slice(0, -1);
  const router = routerAt(folders, 'app');
  if (router === -1 || !/\/?page\.[a-z]+$/.test(file)) return [];
  const above = folders.slice(router).map((_folder, nth) => folders.slice(0, folders.length - nth).join('/'));
  return above.flatMap((folder) => [`${folder}/layout`, `${folder}/template`]);
}

/** The `_app` that stands around a page of the Pages Router, without its extension. */
export function pagesApp(file: string): readonly string[] {
  const folders = file.split('/').slice(0, -1);
  const router = routerAt(folders, 'pages');
  if (router === -1 || routerAt(folders, 'app') !== -1 || folders[router + 1] === 'api') return [];
  return [`${folders.slice(0, router + 1).join('/')}/_app`];
}

function appRoute(file: string): Route | undefined {
  const found = /^(?:(.*)\/)?(page|route)\.(?:tsx?|jsx?|mdx?|mjs)$/.exec(file);
  if (found === null) return undefined;
  const folders = below(found[1] ?? '', 'app');
  if (folders === undefined) return undefined;
  // `_private` folders have no address, nor do interceptors: they show another route's.
  if (folders.some((folder) => folder.startsWith('_') || /^\(\.{1,3}\)/.test(folder))) return undefined;
  const shown = folders.filter((folder) => !/^\(.*\)$/.test(folder) && !folder.startsWith('@'));
  return route(shown, found[2] === 'page' ? 'page' : 'handler');
}

function pagesRoute(file: string): Route | undefined {
  const found = /^(.*)\.(?:tsx?|jsx?|mdx?)$/.exec(file);
  const segments = below(found?.[1] ?? '', 'pages');
  if (segments === undefined || segments.length === 0) return undefined;
  if (segments[0]?.startsWith('_') || segments.at(-1)?.endsWith('.d')) return undefined;
  const shown = segments.at(-1) === 'index' ? segments.slice(0, -1) : segments;
  return route(shown, segments[0] === 'api' ? 'handler' : 'page');
}

/** The folders below the router's: `src/app` before a folder that is only called `app`, the outermost first. */
function below(path: string, router: string): readonly string[] | undefined {
  const folders = path.split('/');
  const at = routerAt(folders, router);
  return at === -1 ? undefined : folders.slice(at + 1);
}

function routerAt(folders: readonly string[], router: string): number {
  const inSource = folders.findIndex((folder, at) => folder === router && folders[at - 1] === 'src');
  return inSource === -1 ? folders.indexOf(router) : inSource;
}

function route(segments: readonly string[], kind: Route['kind']): Route {
  // An optional catch-all also serves the path without it.
  const shown = segments.at(-1)?.startsWith('[[...') ? segments.slice(0, -1) : segments;
  const fixed = !shown.some((segment) => segment.includes('['));
  return { path: `/${shown.join('/')}`, kind, fixed };
}
