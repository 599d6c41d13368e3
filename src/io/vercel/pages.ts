import * as z from 'zod';
import { ProviderFault } from '../../core/fault.ts';

/** Far beyond any real list: 20,000 entries at the usual page size. */
const mostPages = 200;

const paged = z.object({ pagination: z.object({ next: z.unknown() }) });

/** Where the page after this one begins: the value for `until`, or `undefined` after the last page. Throws `ProviderFault` for anything else. */
export function nextPage(page: unknown): string | undefined {
  const next = paged.safeParse(page).data?.pagination.next;
  if (next === undefined || next === null) return undefined;
  if (typeof next === 'number' && Number.isFinite(next)) return String(next);
  if (typeof next === 'string' && next !== '' && next.length <= 300) return next;
  throw new ProviderFault('Vercel named a next page that is none', 'run the audit again');
}

/** Reads page after page. Throws `ProviderFault` when the pages go in circles or do not end: half a list is no list. */
export async function readPages<P>(
  read: (until: string | undefined) => Promise<P>,
  next: (page: P) => string | undefined,
  what: string,
): Promise<readonly P[]> {
  const pages: P[] = [];
  const seen = new Set<string>();
  let until: string | undefined;
  do {
    const page = await read(until);
    pages.push(page);
    until = next(page);
    if (until === undefined) return pages;
    if (seen.has(until)) throw endless(`the pages of ${what} go in circles`);
    seen.add(until);
  } while (pages.length < mostPages);
  throw endless(`${what} came on more than ${mostPages} pages`);
}

/** The same address with `until` set: no function of the SDK for variables takes it. */
export function withUntil(address: string, until: string): URL {
  const url = new URL(address);
  url.searchParams.set('until', until);
  return url;
}

function endless(message: string): ProviderFault {
  return new ProviderFault(`Vercel's answer does not end: ${message}`, 'run the audit again; if it stays, report it');
}
