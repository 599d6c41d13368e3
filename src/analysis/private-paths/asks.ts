import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import { isPlainRead } from '../plain-reading/path.ts';
import type { Reach } from './reach.ts';
import type { SourceFacts } from './read-source.ts';
import { wordsOf } from './session-words.ts';

const machines = new Set(['webhook', 'webhooks', 'hook', 'hooks', 'cron', 'callback', 'callbacks', 'trpc']);
// What a handler by such a name does is an act, though a page by that name is the form for it.
const deeds: ReadonlySet<string> = new Set([
  ...['create', 'update', 'save', 'send', 'submit', 'upload', 'insert', 'add', 'edit', 'confirm', 'accept', 'approve'],
  ...['reject', 'decline', 'activate', 'redeem', 'refund', 'charge', 'pay', 'seed', 'migrate', 'sync', 'trigger'],
  ...['run', 'publish', 'archive', 'restore', 'rotate', 'regenerate', 'impersonate', 'revalidate', 'leave', 'join'],
  ...['clear'],
]);

/**
 * Whether an address may be asked by GET without leave, by its path and the methods that it answers: no word of an act, nothing that machines
 * call, a handler that answers GET.
 */
export function mayAsk(
  route: { readonly path: string; readonly kind: 'page' | 'handler' },
  facts: SourceFacts | undefined,
): boolean {
  const words = route.path.split('/').flatMap((segment) => wordsOf(segment));
  if (!isPlainRead(route.path) || words.some((word) => machines.has(word))) return false;
  if (route.kind === 'handler' && words.some((word) => deeds.has(word))) return false;
  return facts === undefined || route.kind === 'page' || answersGet(facts);
}

/** Whether a handler answers GET: by an export of that name, or, in the Pages Router, by a default one for every method. */
export function answersGet({ exports, stars }: SourceFacts): boolean {
  return exports.has('GET') || exports.has('default') || stars.length > 0;
}

/** The exports of a handler that answer GET. */
export function readersOf({ exports }: SourceFacts): readonly string[] {
  return exports.has('GET') ? ['GET'] : ['default'];
}

/** What runs on the server when a route is asked: units and exports by name. A component of the Pages Router only shows what it is given. */
export function askedUnits({ file, kind }: RepositoryRoute, facts: SourceFacts): readonly string[] {
  if (kind === 'handler') return [...readersOf(facts), ''];
  if (/(?:^|\/)page\.\w+$/.test(file)) return ['default', 'generateMetadata', ''];
  return ['getServerSideProps', 'getInitialProps', ''];
}

/**
 * Whether what runs when a route is asked by GET changes nothing, as far as its code can be followed: its page or handler, what stands outside
 * of all functions, and the layouts around it. A handler of which nothing is found may do anything.
 */
export function onlyReads(own: Reach, layouts: readonly Reach[], kind: 'page' | 'handler'): boolean {
  if (kind === 'handler' && !own.found) return false;
  return ![own, ...layouts].some(({ units }) => units.some(({ unit }) => unit.writes.length > 0));
}
