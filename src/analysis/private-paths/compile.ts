import type { PrivatePath, PrivatePaths } from '../../artifacts/repository/private-paths.ts';
import { compareText } from '../../core/text.ts';
import { mayAsk } from './asks.ts';
import { type Classified, classify, type RouteFacts } from './classify.ts';
import { type ConfiguredPaths, readConfigured } from './configured.ts';

/** A route with everything learnt of it. */
export type FoundRoute = RouteFacts & {
  /** As visitors ask for it. */
  readonly path: string;
  /** Its app's base path, empty without one. */
  readonly basePath: string;
  /** Running it to answer a GET changes nothing, as far as its code tells. */
  readonly onlyReads: boolean;
  readonly rendered?: PrivatePath['rendered'];
  readonly sets: NonNullable<PrivatePath['sets']>;
};

const mostWords = 400;
const strength: Readonly<Record<PrivatePath['from'], number>> = { configuration: 0, code: 1, middleware: 2, name: 3 };

/** Puts routes and configuration together. What a person says in the configuration wins over what was found. */
export function compilePaths(routes: readonly FoundRoute[], entries: readonly string[]): Omit<PrivatePaths, 'unread'> {
  const configured = readConfigured(entries);
  const paths: PrivatePath[] = [];
  const open: { readonly route: string; readonly shown: string; readonly why: string }[] = [];
  for (const found of routes) {
    const verdict = decide(found, configured);
    const why = verdict.why.slice(0, mostWords);
    const { route, path, facts, basePath, onlyReads, rendered, sets } = found;
    if (!verdict.private) open.push({ route: route.path, shown: shownRoute(basePath, route.path), why });
    else {
      // A handler that was not read may do anything.
      const isRead = facts === undefined ? route.kind === 'page' : onlyReads;
      paths.push({
        ...{ path, route: route.path, kind: route.kind, file: route.file, from: verdict.from, why },
        ...(rendered === undefined ? {} : { rendered }),
        ...(sets.length === 0 ? {} : { sets }),
        asks: isRead && mayAsk({ path, kind: route.kind }, facts),
      });
    }
  }
  const known = new Set(routes.map(({ path }) => path));
  for (const { entry, path } of configured.samples) {
    if (known.has(path) || configured.takesOut([path]) !== undefined || isServed(routes, configured, entry, path))
      continue;
    const kind = /^\/api(?:\/|$)/.test(path) ? 'handler' : 'page';
    const why = `the configuration names it (privatePaths: ${entry})`.slice(0, mostWords);
    paths.push({ path, route: entry, kind, from: 'configuration', why, asks: mayAsk({ path, kind }, undefined) });
  }
  const chosen = strongest(paths);
  const taken = new Set(chosen.map(({ route }) => route));
  const others = open.filter(({ route }) => !taken.has(route)).map(({ shown, why }) => ({ route: shown, why }));
  return {
    paths: chosen,
    public: unique(others).toSorted((a, b) => compareText(a.route, b.route)),
  };
}

function shownRoute(basePath: string, route: string): string {
  return route === '/' ? basePath || '/' : `${basePath}${route}`;
}

function decide({ path, ...facts }: FoundRoute, configured: ConfiguredPaths): Classified {
  const spellings = [path, facts.route.path];
  const out = configured.takesOut(spellings);
  if (out !== undefined) return { private: false, why: `the configuration takes it out (privatePaths: ${out})` };
  const named = configured.names(spellings);
  if (named === undefined) return classify(facts);
  return { private: true, from: 'configuration', why: `the configuration names it (privatePaths: ${named})` };
}

// The door of an area is itself; below it, routes that were found stand for the area better than an address that was made up.
function isServed(routes: readonly FoundRoute[], configured: ConfiguredPaths, entry: string, path: string): boolean {
  if (!/[*[]/.test(entry) || entry === `${path}/*`) return false;
  return routes.some(({ path: own, route }) => `${own}/*` !== entry && configured.names([own, route.path]) === entry);
}

/** One of each path: two apps of a repository may serve the same. */
function strongest(paths: readonly PrivatePath[]): readonly PrivatePath[] {
  const sorted = paths.toSorted(
    (a, b) =>
      compareText(a.path, b.path) || strength[a.from] - strength[b.from] || compareText(a.file ?? '', b.file ?? ''),
  );
  return sorted.filter(({ path }, at) => sorted[at - 1]?.path !== path);
}

function unique(routes: readonly PrivatePaths['public'][number][]): readonly PrivatePaths['public'][number][] {
  const seen = new Set<string>();
  return routes.filter(({ route }) => !seen.has(route) && seen.add(route));
}
