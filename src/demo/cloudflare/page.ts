/** `result_info` of a list that is paged by number. */
export type PageInfo = {
  readonly page: number;
  readonly per_page: number;
  readonly count: number;
  readonly total_count: number;
  readonly total_pages: number;
};

/** How many rows a page has: when nothing is asked, and the range that may be asked for. */
export type PageSize = { readonly standard: number; readonly least: number; readonly most: number };

export type Page<Row, Info> = { readonly rows: readonly Row[]; readonly info: Info };

/** The page that `page` and `per_page` ask for; empty beyond the last. `undefined` when one of them is out of range or no number. */
export function numberedPage<Row>(
  rows: readonly Row[],
  query: URLSearchParams,
  size: PageSize,
): Page<Row, PageInfo> | undefined {
  const page = countIn(query, 'page', 1);
  const perPage = countIn(query, 'per_page', size.standard);
  if (page === undefined || page < 1 || perPage === undefined || !isWithin(perPage, size)) return undefined;
  const shown = rows.slice((page - 1) * perPage, page * perPage);
  const total = rows.length;
  const pages = Math.ceil(total / perPage);
  return {
    rows: shown,
    info: { page, per_page: perPage, count: shown.length, total_count: total, total_pages: pages },
  };
}

/** `result_info` of a list that is paged by a mark; absent on the last page. */
export type CursorInfo = { readonly cursors: { readonly after?: string; readonly before?: string } };

/** The page after `cursor`. `undefined` for a cursor that was never given out, and for a size out of range. */
export function cursorPage<Row>(
  rows: readonly Row[],
  query: URLSearchParams,
  size: PageSize,
): Page<Row, CursorInfo> | undefined {
  const perPage = countIn(query, 'per_page', size.standard);
  const start = startOf(query.get('cursor'));
  if (start === undefined || perPage === undefined || !isWithin(perPage, size)) return undefined;
  const end = start + perPage;
  return {
    rows: rows.slice(start, end),
    info: {
      cursors: {
        ...(end < rows.length ? { after: cursorAt(end) } : {}),
        ...(start > 0 ? { before: cursorAt(Math.max(0, start - perPage)) } : {}),
      },
    },
  };
}

const cursorWord = 'items from ';

function cursorAt(start: number): string {
  return Buffer.from(`${cursorWord}${start}`).toString('base64url');
}

function startOf(cursor: string | null): number | undefined {
  if (cursor === null) return 0;
  const text = Buffer.from(cursor, 'base64url').toString();
  return text.startsWith(cursorWord) ? wholeNumber(text.slice(cursorWord.length)) : undefined;
}

function countIn(query: URLSearchParams, name: string, otherwise: number): number | undefined {
  const text = query.get(name);
  return text === null ? otherwise : wholeNumber(text);
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function isWithin(count: number, { least, most }: PageSize): boolean {
  return count >= least && count <= most;
}
