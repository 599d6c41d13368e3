import { expect, test } from 'vitest';
import { mergeReports } from './merge.ts';
import { findingOf, reportOf, resultOf } from './testing.ts';

const failed = resultOf({ outcome: 'fail', findings: [findingOf()] }, { check: 'env/b' });
const fixed = resultOf({ outcome: 'pass', evidence: 'looked' }, { check: 'env/b' });
const other = resultOf({ outcome: 'pass', evidence: 'looked' }, { check: 'env/a' });
const table = (cell: string) => ({ columns: ['c'], rows: [[cell]] });

test('a partial run takes the places of what it judged, and the verdict is drawn again', () => {
  const full = reportOf([other, failed], { tables: { a: table('1'), b: table('2') }, notes: ['old', 'both'] });
  const partial = reportOf([fixed], {
    target: { root: '.', production: 'https://shop.example.com' },
    tables: { b: table('3') },
    notes: ['new', 'both'],
    startedAt: '2026-11-20T13:00:00.000Z',
  });
  const merged = mergeReports(full, partial);
  expect(full.verdict).toBe('not-ready');
  expect(merged).toMatchObject({ verdict: 'ready', startedAt: full.startedAt, target: partial.target });
  expect(merged.results).toEqual([other, fixed]);
  expect(merged.counts).toMatchObject({ pass: 2, fail: 0 });
  expect(merged.tables).toEqual({ a: table('1'), b: table('3') });
  expect(merged.notes).toEqual(['both', 'new', 'old']);
});

test('a partial run that finds something makes the whole not ready', () => {
  expect(mergeReports(reportOf([other, fixed]), reportOf([failed])).verdict).toBe('not-ready');
});
