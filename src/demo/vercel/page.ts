/** Vercel's paging: times in milliseconds, `next` to be sent back as `until`. */
export type Pagination = { readonly count: number; readonly next: number | null; readonly prev: number | null };

export type Page<Row> = { readonly rows: readonly Row[]; readonly pagination: Pagination };

/** How long a page is: a fixed size, or what `limit` asks for up to a most. */
export type PageSize = { readonly standard: number; readonly most?: number };

/** The rows made before `until` and after `since`, newest first, one page of them; `undefined` when a parameter is no number. */
export function pageOf<Row extends { readonly createdAt: number }>(
  rows: readonly Row[],
  query: URLSearchParams,
  size: PageSize,
): Page<Row> | undefined {
  const until = numberIn(query, 'until', Number.POSITIVE_INFINITY);
  const since = numberIn(query, 'since', Number.NEGATIVE_INFINITY);
  const limit = size.most === undefined ? size.standard : numberIn(query, 'limit', size.standard);
  if (until === undefined || since === undefined || limit === undefined || limit < 1) return undefined;
  const newestFirst = rows.toSorted((a, b) => b.createdAt - a.createdAt);
  const wanted = newestFirst.filter((row) => row.createdAt < until && row.createdAt > since);
  const page = wanted.slice(0, Math.min(limit, size.most ?? limit));
  const next = page.length < wanted.length ? (page.at(-1)?.createdAt ?? null) : null;
  const prev = query.has('until') ? (page[0]?.createdAt ?? null) : null;
  return { rows: page, pagination: { count: page.length, next, prev } };
}

function numberIn(query: URLSearchParams, name: string, otherwise: number): number | undefined {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
