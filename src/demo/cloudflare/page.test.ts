import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorPage, numberedPage } from './page.ts';

const size = { standard: 20, least: 5, most: 50 };
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => index);
const query = (parameters: Record<string, string>) => new URLSearchParams(parameters);

describe('pages by number', () => {
  it('show every row once and in order, whatever their size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 5, max: 50 }), (count, perPage) => {
        const seen: number[] = [];
        for (let page = 1; ; page += 1) {
          const got = numberedPage(rowsOf(count), query({ page: String(page), per_page: String(perPage) }), size);
          if (got === undefined) throw new Error('the walk made a bad query');
          expect(got.info).toMatchObject({ count: got.rows.length, total_count: count });
          seen.push(...got.rows);
          if (page >= got.info.total_pages) break;
        }
        expect(seen).toEqual(rowsOf(count));
      }),
    );
  });

  it('are of the standard size, and empty beyond the last', () => {
    expect(numberedPage(rowsOf(21), query({}), size)?.rows).toHaveLength(20);
    expect(numberedPage(rowsOf(21), query({ page: '9' }), size)?.rows).toEqual([]);
  });

  it.each([{ page: '0' }, { page: '-1' }, { page: 'x' }, { per_page: '4' }, { per_page: '51' }, { per_page: '1e1' }])(
    'are refused for %j',
    (asked) => {
      expect(numberedPage(rowsOf(9), query(asked), size)).toBeUndefined();
    },
  );
});

describe('pages by cursor', () => {
  it('show every row once, and the last one promises no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 5, max: 50 }), (count, perPage) => {
        const seen: number[] = [];
        const parameters = query({ per_page: String(perPage) });
        for (;;) {
          const got = cursorPage(rowsOf(count), parameters, size);
          if (got === undefined) throw new Error('the walk made a bad query');
          seen.push(...got.rows);
          if (got.info.cursors.after === undefined) break;
          parameters.set('cursor', got.info.cursors.after);
        }
        expect(seen).toEqual(rowsOf(count));
      }),
    );
  });

  it.each(['', 'abc', '!', Buffer.from('items from x').toString('base64url')])('refuse the cursor %j', (cursor) => {
    expect(cursorPage(rowsOf(9), query({ cursor }), size)).toBeUndefined();
  });
});
