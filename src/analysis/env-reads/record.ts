import type { Collection } from './collection.ts';
import type { EnvironmentKind } from './environment.ts';
import { declarationKey } from './scope.ts';
import { isExported, type Sighting, type Spot } from './sighting.ts';
import { followTest } from './test-position.ts';
import { useOf } from './use.ts';

type NamedSighting = Exclude<Sighting, { readonly what: 'any' }>;

const longestName = 200;
/** What Vite and Astro provide themselves. https://vite.dev/guide/env-and-mode */
const providedByBundler: ReadonlySet<string> = new Set([
  'MODE',
  'BASE_URL',
  'PROD',
  'DEV',
  'SSR',
  'SITE',
  'ASSETS_PREFIX',
]);

/** Writes one sighting of an environment object down as reads, names that hold a value, or "any variable". */
export function record(collection: Collection, kind: EnvironmentKind, sighting: Sighting): void {
  if (sighting.what === 'any') recordAny(collection, sighting);
  else if (isVariable(sighting.name, kind)) recordNamed(collection, kind, sighting);
}

function recordAny(collection: Collection, { node }: Extract<Sighting, { what: 'any' }>): void {
  collection.dynamic.push(node.start);
}

function recordNamed(collection: Collection, kind: EnvironmentKind, sighting: NamedSighting): void {
  const { name, spot } = sighting;
  const key = keyOf(collection, localNameOf(sighting));
  const defaulted = sighting.what === 'taken' && sighting.defaulted;
  const read = { name, offset: spot.node.start, optional: defaulted, via: kind, serverOnly: false };
  const before = key === undefined ? undefined : collection.held.get(key);
  // One name for two variables in turn: its uses cannot be told apart, so each counts as needed.
  if (key !== undefined && (before === undefined || before.read.offset === read.offset)) {
    collection.held.set(key, { read, uses: before?.uses ?? [] });
    return;
  }
  const use = sighting.what === 'taken' ? 'needs' : useAt(collection, sighting);
  if (use === 'write') return;
  const entry = entryFor(collection, spot);
  collection.reads.push({
    ...read,
    optional: defaulted || use === 'copes' || entry?.optional === true,
    via: entry === undefined ? kind : 'schema',
    serverOnly: entry?.serverOnly === true,
  });
}

/** The local name that keeps the value, when the sighting is `const name = process.env.X` or part of a pattern. */
function localNameOf(sighting: NamedSighting): string | undefined {
  if (sighting.what === 'taken') return sighting.into;
  const parent = sighting.spot.ancestors.at(-1);
  if (sighting.what === 'question' || parent?.type !== 'VariableDeclarator') return undefined;
  return parent.id.type === 'Identifier' && !isExported(sighting.spot) ? parent.id.name : undefined;
}

function keyOf(collection: Collection, name: string | undefined): string | undefined {
  return name === undefined ? undefined : declarationKey(collection.names.tracker, name);
}

function useAt(collection: Collection, { what, name, spot }: NamedSighting) {
  const { guards } = collection;
  if (what === 'value') return useOf({ name, ...spot, guards });
  const start = { child: spot.node, depth: spot.ancestors.length - 1, trueWhenMissing: false };
  return followTest({ name, ancestors: spot.ancestors, guards }, start);
}

function isVariable(name: string, kind: EnvironmentKind): boolean {
  if (kind === 'import.meta.env' && providedByBundler.has(name)) return false;
  return name !== '' && name.length <= longestName;
}

/** The schema entry that a value is handed to, when it is. */
function entryFor(collection: Collection, spot: Spot) {
  const { handed } = collection.validated;
  for (const node of [spot.node, ...spot.ancestors.toReversed()]) {
    const entry = handed.get(node);
    if (entry !== undefined) return entry;
  }
  return undefined;
}
