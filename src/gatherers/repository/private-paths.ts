import { isNextProject } from '../../analysis/next-routes/project.ts';
import { layoutsAbove, pagesApp, projectOf } from '../../analysis/next-routes/route-of-file.ts';
import { samplePath } from '../../analysis/next-routes/sample-path.ts';
import { askedPath, type NextSettings, plainSettings, readNextSettings } from '../../analysis/next-routes/settings.ts';
import { readersOf } from '../../analysis/private-paths/asks.ts';
import { behaviourOf } from '../../analysis/private-paths/behaviour.ts';
import { compilePaths, type FoundRoute } from '../../analysis/private-paths/compile.ts';
import { type Evidence, findEvidence } from '../../analysis/private-paths/evidence.ts';
import {
  type HeaderRule,
  headersFor,
  nextHeaderRules,
  vercelHeaderRules,
} from '../../analysis/private-paths/header-rules.ts';
import { guardAt, type Middleware, readMiddleware } from '../../analysis/private-paths/middleware.ts';
import type { Sources } from '../../analysis/private-paths/places.ts';
import { privatePaths } from '../../artifacts/repository/private-paths.ts';
import { repositoryRoutes } from '../../artifacts/repository/routes.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { openSourceTree, type SourceTree } from './private-sources.ts';

/** Which routes answer one person alone: by code, middleware, names and the configuration. Code is read, never run. */
export const gatherPrivatePaths = defineGatherer({
  artifact: privatePaths,
  needs: { routes: repositoryRoutes },
  gather: async (context, { routes }) => {
    const entries = context.target.privatePaths;
    if (routes.length === 0) return { ...compilePaths([], entries), unread: [] };
    const tree = await openSourceTree(context);
    const own = routes.filter(({ file }) => isNextProject(tree.manifestsAbove(projectOf(file))));
    const layouts = new Map(own.map(({ file }) => [file, presentOf(layoutsAbove(file), tree)]));
    const frames = new Map(own.map(({ file }) => [file, presentOf(pagesApp(file), tree)]));
    const around = new Set([...layouts.values(), ...frames.values()].flat());
    const sources = await tree.readRoutes([...own.map(({ file }) => file), ...around]);
    const behaviour = behaviourOf(sources);
    const apps = new Map<string, App>();
    for (const project of new Set(own.map(({ file }) => projectOf(file))))
      apps.set(project, await readApp(tree, project));
    const byLayout = memo((path) => findEvidence(sources, path, unitsOf(sources, path)));
    const found = own.map((route): FoundRoute => {
      const { file, kind } = route;
      const { settings, middleware, rules } = apps.get(projectOf(file)) ?? noApp;
      const sample = samplePath(route.path);
      const path = askedPath(sample, settings);
      const facts = sources.facts(file);
      const names =
        kind === 'handler' && facts?.exports.has('GET') === true ? readersOf(facts) : unitsOf(sources, file);
      return {
        route,
        path,
        basePath: settings.basePath,
        ...behaviour(
          route,
          [...(layouts.get(file) ?? []), ...(frames.get(file) ?? [])],
          rules.flatMap((some) => headersFor(some, path, sample)),
        ),
        facts,
        own: findEvidence(sources, file, names),
        layout: firstOf(layouts.get(file) ?? [], byLayout),
        // Matchers are written without the base path, and code sees the path without it.
        guard: firstOf(middleware, (one) => guardAt(one, sample)),
      };
    });
    return { ...compilePaths(found, entries), unread: unreadOf(tree, apps) };
  },
});

type App = {
  readonly settings: NextSettings;
  readonly middleware: readonly Middleware[];
  /** By the file that they stand in. */
  readonly rules: readonly (readonly HeaderRule[])[];
  readonly unread: readonly string[];
};

const noApp: App = { settings: plainSettings, middleware: [], rules: [], unread: [] };
const extensions = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'mts'];
const mostUnread = 100;

async function readApp(tree: SourceTree, project: string): Promise<App> {
  const inside = (name: string): string => (project === '' ? name : `${project}/${name}`);
  const settingsFile = presentOf([inside('next.config')], tree)[0];
  const source = settingsFile === undefined ? undefined : await tree.text(settingsFile);
  const settings =
    settingsFile === undefined || source === undefined ? plainSettings : readNextSettings(settingsFile, source);
  const unread = settings.unread.map((name) => `${settingsFile}: ${name} is not written out`);
  const middleware: Middleware[] = [];
  for (const path of presentOf(['proxy', 'src/proxy', 'middleware', 'src/middleware'].map(inside), tree)) {
    const read = readMiddleware(path, await tree.readMiddleware(path));
    if (read === undefined) unread.push(`${path}: it cannot be read, and may guard any path`);
    else middleware.push(read);
    for (const line of read?.matchers.unread ?? [])
      unread.push(`${path}:${line}: its matcher cannot be read, and may cover any path`);
  }
  const vercel = await tree.text(inside('vercel.json'));
  const rules = [
    settingsFile === undefined || source === undefined ? [] : nextHeaderRules(settingsFile, source),
    vercel === undefined ? [] : vercelHeaderRules(vercel),
  ];
  return { settings, middleware, rules, unread };
}

function presentOf(stems: readonly string[], tree: SourceTree): readonly string[] {
  return stems.flatMap((stem) => extensions.map((extension) => `${stem}.${extension}`).find(tree.has) ?? []);
}

// What is only run at build time tells nothing of a visit.
const atBuild: ReadonlySet<string> = new Set(['generateStaticParams', 'getStaticProps', 'getStaticPaths']);

function unitsOf(sources: Sources, path: string): readonly string[] {
  const facts = sources.facts(path);
  if (facts === undefined) return [];
  return [...new Set([...facts.units.keys(), ...facts.exports.keys()])].filter((name) => !atBuild.has(name));
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function memo(find: (path: string) => Evidence | undefined): (path: string) => Evidence | undefined {
  const known = new Map<string, Evidence | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, find(path));
    return known.get(path);
  };
}

function unreadOf(tree: SourceTree, apps: ReadonlyMap<string, App>): readonly string[] {
  const all = [
    ...[...apps.values()].flatMap(({ unread }) => unread),
    ...tree.unread.map(({ path, why }) => `${path}: ${why}`),
  ];
  const shown = [...new Set(all)].map((one) => one.slice(0, 300));
  return shown.length <= mostUnread ? shown : [...shown.slice(0, mostUnread), `and ${shown.length - mostUnread} more`];
}
