import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from './page.ts';

function walk(times: readonly number[], size: number): readonly number[] {
  const rows = times.map((createdAt) => ({ createdAt }));
  const seen: number[] = [];
  let query = new URLSearchParams();
  for (;;) {
    const page = pageOf(rows, query, { standard: size });
    if (page === undefined) throw new Error('the walk made a bad query');
    seen.push(...page.rows.map((row) => row.createdAt));
    if (page.pagination.next === null) return seen;
    query = new URLSearchParams({ until: String(page.pagination.next) });
  }
}

describe('pageOf', () => {
  it('shows every row once, newest first, whatever the page size', () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 2_000_000_000_000 }), { maxLength: 120 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 30 }), (given, size) => {
        expect(walk(given, size)).toEqual(given.toSorted((a, b) => b - a));
      }),
    );
  });

  it('ends exactly on a full page without promising another', () => {
    const page = pageOf([{ createdAt: 2 }, { createdAt: 1 }], new URLSearchParams(), { standard: 2 });
    expect(page?.pagination).toEqual({ count: 2, next: null, prev: null });
  });

  it('heeds a limit up to the most it allows, and only where there is one', () => {
    const rows = Array.from({ length: 9 }, (_, index) => ({ createdAt: index + 1 }));
    const five = new URLSearchParams({ limit: '5' });
    expect(pageOf(rows, five, { standard: 3, most: 100 })?.rows).toHaveLength(5);
    expect(pageOf(rows, five, { standard: 3, most: 4 })?.rows).toHaveLength(4);
    expect(pageOf(rows, five, { standard: 3 })?.rows).toHaveLength(3);
  });

  it.each(['-1', '1e3', '', 'abc', '1;drop'])('refuses until=%s', (until) => {
    expect(pageOf([], new URLSearchParams({ until }), { standard: 3 })).toBeUndefined();
  });

  it('refuses a limit of nothing', () => {
    expect(pageOf([], new URLSearchParams({ limit: '0' }), { standard: 3, most: 9 })).toBeUndefined();
  });
});
