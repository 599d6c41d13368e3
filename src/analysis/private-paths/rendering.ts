import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import type { Sources } from './places.ts';
import type { Reach, Reached } from './reach.ts';
import type { SourceFacts } from './read-source.ts';
import { ownReads } from './request-reads.ts';

/** A module that has a part in a route's answer, with what runs in it when the route is asked. */
export type Part = { readonly facts: SourceFacts; readonly reach: Reach };

type Rendered = PrivatePath['rendered'];

/**
 * How the answer of a route comes about, as far as its code tells; `around` are its layouts, the nearest first, or the `_app` of the Pages
 * Router. https://nextjs.org/docs/app/api-reference/file-conventions/route-segment-config
 */
export function renderingOf(route: RepositoryRoute, own: Part, around: readonly Part[], sources: Sources): Rendered {
  if (!/(?:^|\/)(?:page|route)\.\w+$/.test(route.file)) return inPagesRouter(route, own, around);
  const parts = [own, ...around];
  const said = segmentOf(parts);
  if (said !== undefined) return said === 'not told' ? undefined : said;
  if (parts.some(({ reach }) => readsRequest(route.file, reach, sources))) return 'request';
  const revalidate = lowest(parts);
  if (revalidate === 0) return 'request';
  if (revalidate === 'not told') return undefined;
  const listed = parts.some(({ facts }) => facts.exports.has('generateStaticParams'));
  if (route.kind === 'handler') return revalidate === undefined && !listed ? 'request' : 'ahead';
  if (listed) return 'ahead';
  if (route.path.includes('[')) return revalidate === undefined ? 'request' : undefined;
  if (revalidate !== undefined) return 'ahead';
  return parts.every(isAllRead) ? 'ahead' : undefined;
}

/** What the code says outright, the nearest to the page first. */
function segmentOf(parts: readonly Part[]): 'request' | 'ahead' | 'not told' | undefined {
  const dynamic = parts.find(({ facts }) => facts.segment.has('dynamic'))?.facts.segment;
  const value = dynamic?.get('dynamic');
  if (dynamic !== undefined && value === undefined) return 'not told';
  if (value === 'force-static' || value === 'error') return 'ahead';
  if (value === 'force-dynamic') return 'request';
  const fetches = parts.find(({ facts }) => facts.segment.has('fetchCache'))?.facts.segment.get('fetchCache');
  return typeof fetches === 'string' && fetches.endsWith('no-store') ? 'request' : undefined;
}

/** The shortest time of all parts counts, in seconds. */
function lowest(parts: readonly Part[]): number | 'not told' | undefined {
  let least: number | undefined;
  for (const { facts } of parts) {
    if (!facts.segment.has('revalidate')) continue;
    const value = facts.segment.get('revalidate');
    if (value === undefined) return 'not told';
    if (typeof value === 'number' && value < (least ?? Number.POSITIVE_INFINITY)) least = value;
  }
  return least;
}

function readsRequest(file: string, { units }: Reach, sources: Sources): boolean {
  return units.some((one) =>
    [...one.unit.reads].some((name) =>
      ownReads.has(name) ? one.path === file : name === '' || !isLookedBehind(one, name, sources),
    ),
  );
}

// Its name says that it reads the request; what was read in its place says whether it does.
function isLookedBehind({ path, facts }: Reached, name: string, sources: Sources): boolean {
  const link = facts.imports.get(name);
  if (link === undefined) return facts.units.has(name);
  return sources.resolve(path, link.from) !== undefined;
}

// Packages that read no request by themselves.
const plainPackages =
  /^(?:react|react-dom|next|next\/(?:link|image|font\/.*|script|navigation|cache|og|form|server)|clsx|classnames|tailwind-merge|class-variance-authority|lucide-react|react-icons\/?.*|@heroicons\/.*|@radix-ui\/.*|@prisma\/client|drizzle-orm\/?.*|pg|postgres|mysql2|date-fns|dayjs|zod|server-only|client-only|node:.*|fs|path|crypto)$/;

function isAllRead({ facts, reach }: Part): boolean {
  if (facts.client) return facts.unread === undefined;
  const isKnown = [...reach.strange].every((name) => plainPackages.test(name));
  return isKnown && !reach.units.some(({ unit }) => unit.loads);
}

// https://nextjs.org/docs/pages/building-your-application/rendering/automatic-static-optimization
function inPagesRouter({ kind }: RepositoryRoute, { facts }: Part, around: readonly Part[]): Rendered {
  if (facts.unread !== undefined) return undefined;
  if (kind === 'handler' || facts.exports.has('getServerSideProps')) return 'request';
  if (facts.exports.has('getStaticProps')) return 'ahead';
  if (facts.stars.length > 0) return undefined;
  const isInitial = [facts, ...around.map((one) => one.facts)].some((one) =>
    [...one.units.values()].some((unit) => unit.hasInitialProps),
  );
  return isInitial ? 'request' : 'ahead';
}
