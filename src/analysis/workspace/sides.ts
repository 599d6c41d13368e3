import { basename } from 'node:path/posix';
import type { EnvRead } from '../../artifacts/repository/sources.ts';

/** Where code runs. */
export type Side = EnvRead['side'];

/** A module in the graph. `path` decides for files that a framework gives a side of its own. */
export type GraphModule = {
  readonly path: string;
  /** Relative to its package. */
  readonly inPackage: string;
  readonly framework: string | undefined;
  readonly directive: 'use client' | 'use server' | undefined;
  readonly serverOnly: boolean;
  /** Paths of the modules it imports. */
  readonly imports: readonly string[];
};

const appEntry =
  /^(?:page|layout|template|loading|default|route|not-found|forbidden|unauthorized|sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\d*\./;

/**
 * Where each module runs. The browser gets every module marked `'use client'` and all that these import, up to a
 * `'use server'` module or one that imports `server-only`; a page of the Pages Router runs on both sides. A module is
 * the server's when no browser module leads to it, when a server module imports it, or when Next.js enters by it.
 * https://nextjs.org/docs/app/getting-started/server-and-client-components
 */
export function sidesOf(modules: ReadonlyMap<string, GraphModule>): ReadonlyMap<string, Side> {
  const all = [...modules.values()];
  const pages = all.filter(isPage);
  const browser = reach(modules, [...all.filter(startsInBrowser), ...pages], staysOnServer);
  const serverStarts = all.filter((module) => !browser.has(module.path) || startsOnServer(module));
  const server = reach(modules, [...serverStarts, ...pages], (module) => module.directive === 'use client');
  const sides = new Map<string, Side>();
  for (const { path } of all) {
    if (!browser.has(path)) sides.set(path, 'server');
    else sides.set(path, server.has(path) ? 'both' : 'browser');
  }
  return sides;
}

function reach(
  modules: ReadonlyMap<string, GraphModule>,
  starts: readonly GraphModule[],
  stopsAt: (module: GraphModule) => boolean,
): ReadonlySet<string> {
  const reached = new Set(starts.map((module) => module.path));
  const waiting = [...starts];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    for (const path of module.imports) {
      const next = modules.get(path);
      if (next === undefined || reached.has(path) || stopsAt(next)) continue;
      reached.add(path);
      waiting.push(next);
    }
  }
  return reached;
}

function startsInBrowser(module: GraphModule): boolean {
  if (module.directive === 'use client') return true;
  return /^(?:instrumentation-client|sentry\.client\.config)\./.test(basename(module.path));
}

/** https://nextjs.org/docs/app/api-reference/file-conventions */
function startsOnServer(module: GraphModule): boolean {
  if (module.framework !== 'next' || module.directive === 'use client') return false;
  const path = module.inPackage.replace(/^src\//, '');
  if (/^(?:middleware|proxy|instrumentation|next\.config)\.|^pages\/api\//.test(path)) return true;
  return path.startsWith('app/') && appEntry.test(basename(path));
}

function staysOnServer(module: GraphModule): boolean {
  return module.directive === 'use server' || module.serverOnly;
}

/** https://nextjs.org/docs/pages/building-your-application/routing */
function isPage(module: GraphModule): boolean {
  if (module.framework !== 'next') return false;
  return /^(?:src\/)?pages\/(?!api\/|_document\.)/.test(module.inPackage);
}
