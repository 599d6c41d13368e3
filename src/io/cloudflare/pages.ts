import * as z from 'zod';
import { ProviderFault } from '../../core/fault.ts';
import type { Query } from './question.ts';

/** Far beyond any real list: 200,000 DNS records at the page size that is asked for. */
const mostPages = 200;

const whole = z.number().int().nonnegative();
const paged = z.object({
  result_info: z
    .object({
      page: whole.nullish(),
      per_page: whole.nullish(),
      total_count: whole.nullish(),
      total_pages: whole.nullish(),
      cursors: z.object({ after: z.string().max(2_000).nullish() }).nullish(),
    })
    .nullish(),
});

/**
 * What to ask after this page, which was number `asked`: another page or what follows a cursor; `undefined` after the last one.
 * Throws `ProviderFault` when it does not say so clearly. https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/#pagination
 */
export function nextQuery(page: unknown, asked: number): Query | undefined {
  const parsed = paged.safeParse(page);
  if (!parsed.success) throw unclear('the count of its pages cannot be read');
  const info = parsed.data.result_info ?? {};
  const after = info.cursors?.after ?? '';
  if (after !== '') return { cursor: after };
  const pages = info.total_pages ?? pagesOf(info.total_count ?? 0, info.per_page ?? 0);
  // A page number that was not obeyed would count the first page again and again, and never the rest.
  if (pages > 1 && info.page !== undefined && info.page !== null && info.page !== asked) {
    throw unclear(`page ${info.page} came where page ${asked} was asked for`);
  }
  return asked < pages ? { page: asked + 1 } : undefined;
}

/** Reads page after page. Throws `ProviderFault` when the pages go in circles or do not end: half a list is no list. */
export async function readPages(
  read: (query: Query) => Promise<unknown>,
  what: string,
): Promise<readonly [unknown, ...unknown[]]> {
  const pages: [unknown, ...unknown[]] = [await read({})];
  const cursors = new Set<string | number>();
  for (let next = nextQuery(pages[0], 1); next !== undefined; next = nextQuery(pages.at(-1), pages.length)) {
    const { cursor } = next;
    if (cursor !== undefined && cursors.has(cursor)) throw unclear(`the pages of ${what} go in circles`);
    if (cursor !== undefined) cursors.add(cursor);
    if (pages.length >= mostPages) throw unclear(`${what} came on more than ${mostPages} pages`);
    pages.push(await read(next));
  }
  return pages;
}

function pagesOf(total: number, perPage: number): number {
  return perPage === 0 ? 1 : Math.ceil(total / perPage);
}

function unclear(detail: string): ProviderFault {
  return new ProviderFault(
    `Cloudflare's answer is no whole list: ${detail}`,
    'run the audit again; if it stays, report it',
  );
}
