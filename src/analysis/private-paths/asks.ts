import { isPlainRead } from '../plain-reading/path.ts';
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
 * Whether an address may be asked by GET without leave, by its path and by the code that answers it: no word of an act, nothing that machines
 * call, a handler that answers GET and only reads.
 */
export function mayAsk(
  route: { readonly path: string; readonly kind: 'page' | 'handler' },
  facts: SourceFacts | undefined,
): boolean {
  const words = route.path.split('/').flatMap((segment) => wordsOf(segment));
  if (!isPlainRead(route.path) || words.some((word) => machines.has(word))) return false;
  if (route.kind === 'handler' && words.some((word) => deeds.has(word))) return false;
  if (facts === undefined) return true;
  return route.kind === 'page'
    ? onlyReads(facts, ['default'])
    : answersGet(facts) && onlyReads(facts, readersOf(facts));
}

/** Whether a handler answers GET: by an export of that name, or, in the Pages Router, by a default one for every method. */
export function answersGet({ exports, stars }: SourceFacts): boolean {
  return exports.has('GET') || exports.has('default') || stars.length > 0;
}

/** The exports of a handler that answer GET. */
export function readersOf({ exports }: SourceFacts): readonly string[] {
  return exports.has('GET') ? ['GET'] : ['default'];
}

function onlyReads({ units, exports }: SourceFacts, names: readonly string[]): boolean {
  return [...names, ''].every((name) => {
    const target = exports.get(name);
    const unit = units.get(typeof target === 'string' ? target : name);
    return unit === undefined || unit.writes.length === 0;
  });
}
