import { expect, test } from 'vitest';
import { compareTables, tableCaption, tableTitle } from './table-words.ts';

test('tables have titles for people, listed or not', () => {
  expect(tableTitle('env-matrix')).toContain('preview against production');
  expect(tableTitle('cold-storage')).toBe('Cold storage');
  expect(tableCaption('cold-storage')).toBeUndefined();
});

test('tables come in the order of what a launch hangs on', () => {
  expect(['zebra', 'apple', 'redirects', 'env-matrix'].toSorted(compareTables)).toEqual([
    'env-matrix',
    'redirects',
    'apple',
    'zebra',
  ]);
});
