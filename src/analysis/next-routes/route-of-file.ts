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
  const inSource = folders.findIndex((folder, at) => folder === router && folders[at - 1] === 'src');
  const at = inSource === -1 ? folders.indexOf(router) : inSource;
  return at === -1 ? undefined : folders.slice(at + 1);
}

function route(segments: readonly string[], kind: Route['kind']): Route {
  // An optional catch-all also serves the path without it.
  const shown = segments.at(-1)?.startsWith('[[...') ? segments.slice(0, -1) : segments;
  const fixed = !shown.some((segment) => segment.includes('['));
  return { path: `/${shown.join('/')}`, kind, fixed };
}
