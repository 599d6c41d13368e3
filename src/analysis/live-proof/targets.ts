import type { LiveProof } from '../../artifacts/cache/live-proof.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import { isPlainRead } from '../plain-reading/path.ts';

/** One address to prove something at, without its cache buster. */
export type ProofTarget = {
  readonly path: string;
  readonly variant: LiveProof['variant'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** What is asked, pages and handlers as they stand first, and the private paths that are not. */
export type ProofPlan = {
  readonly targets: readonly ProofTarget[];
  readonly left: readonly string[];
  /** Those of `left` that could be asked, and for which no path of the same file or directory is. */
  readonly untried: readonly string[];
};

/** As many as are proved in half a minute at less than five requests a second. */
export const mostPaths = 10;

/** Chooses up to `mostPaths` private paths that only read: one of each directory first, then one of each file, pages and handlers in turn. */
export function planProof(paths: readonly PrivatePath[], origin: string): ProofPlan {
  const distinct = paths.filter(({ path }, nth) => paths.findIndex((other) => other.path === path) === nth);
  const may = distinct.filter(({ path, asks }) => asks && path.startsWith('/') && isPlainRead(path));
  const chosen = inTurn(firstOfEach(firstOfEach(may, fileOf), areaOf)).slice(0, mostPaths);
  const asked = new Set(chosen.map(({ path }) => path));
  const variants = chosen.flatMap((one) => [...routerData(one, origin), ...confusing(one, origin)]);
  return {
    targets: [...chosen.map((one) => asBrowsers(one, origin)), ...variants],
    left: distinct.map(({ path }) => path).filter((path) => !asked.has(path)),
    untried: may.filter((one) => !isLikeOneOf(one, chosen)).map(({ path }) => path),
  };
}

// The second path of a file, or of a directory, tells little that the first did not.
function firstOfEach(paths: readonly PrivatePath[], of: (one: PrivatePath) => string): readonly PrivatePath[] {
  const seen = new Set<string>();
  const first = paths.filter((one) => !seen.has(of(one)) && seen.add(of(one)));
  const isFirst = new Set(first);
  return [...first, ...paths.filter((one) => !isFirst.has(one))];
}

function isLikeOneOf(path: PrivatePath, asked: readonly PrivatePath[]): boolean {
  return asked.some((one) => one.kind === path.kind && (fileOf(one) === fileOf(path) || areaOf(one) === areaOf(path)));
}

function fileOf({ file, route }: PrivatePath): string {
  return file ?? route;
}

/** What pages share a layout by: the first fixed part of a path after its language; of handlers each is for itself. */
function areaOf({ path, route, kind }: PrivatePath): string {
  if (kind === 'handler') return route;
  const parts = path.split('/').filter((part) => part !== '');
  const [first = ''] = parts.filter((part) => !/^[a-z]{2}(?:-[a-z]{2})?$/i.test(part));
  return first;
}

function inTurn(paths: readonly PrivatePath[]): readonly PrivatePath[] {
  const pages = paths.filter(({ kind }) => kind === 'page');
  const handlers = paths.filter(({ kind }) => kind === 'handler');
  return paths.flatMap((_, nth) => [pages[nth], handlers[nth]]).filter((one) => one !== undefined);
}

function asBrowsers({ path, kind }: PrivatePath, origin: string): ProofTarget {
  const accept = kind === 'page' ? 'text/html,application/xhtml+xml,*/*;q=0.8' : 'application/json, */*;q=0.8';
  return { path, variant: 'page', url: addressOf(path, origin).href, headers: { accept } };
}

/**
 * As Next.js's router asks for the data of a page. Without a state of the router the hash in `_rsc` is empty in every version, and the
 * whole page comes. https://github.com/vercel/next.js/pull/80669
 */
function routerData({ path, kind }: PrivatePath, origin: string): readonly ProofTarget[] {
  if (kind !== 'page') return [];
  const url = addressOf(path, origin);
  url.searchParams.set('_rsc', '');
  return [{ path, variant: 'rsc', url: url.href, headers: { accept: '*/*', rsc: '1' } }];
}

/** Web cache deception: an extension that caches store by default, below a page that may answer for it. */
function confusing({ path }: PrivatePath, origin: string): readonly ProofTarget[] {
  if (path === '/') return [];
  const url = addressOf('/', origin);
  url.pathname = `${addressOf(path, origin).pathname.replace(/\/$/, '')}/launch-ready.css`;
  return [{ path, variant: 'deception', url: url.href, headers: { accept: 'text/css,*/*;q=0.1' } }];
}

// Put together, not resolved: `//elsewhere` would otherwise lead a session away from the host.
function addressOf(path: string, origin: string): URL {
  return new URL(`${origin}${path}`);
}
