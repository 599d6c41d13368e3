import { expect, test } from 'vitest';
import { pass } from '../core/check.ts';
import { selectChecks } from './select.ts';
import { checkOf } from './testing.ts';

const checks = ['env/a', 'env/b', 'site/a'].map((id) => checkOf(id, () => pass('')));
const ids = (only: readonly string[], skip: readonly string[]) =>
  selectChecks(checks, { only, skip }).map(({ meta }) => meta.id);

test('without a limit all checks are selected', () => {
  expect(ids([], [])).toEqual(['env/a', 'env/b', 'site/a']);
});

test('areas and ids limit, in the order of the checks', () => {
  expect(ids(['site', 'env/b'], [])).toEqual(['env/b', 'site/a']);
  expect(ids([], ['env/a'])).toEqual(['env/b', 'site/a']);
});

test('skipping wins over selecting', () => {
  expect(ids(['env'], ['env/b'])).toEqual(['env/a']);
  expect(ids(['env/a'], ['env'])).toEqual([]);
});

test('part of a name is no name', () => {
  expect(ids(['en'], [])).toEqual([]);
  expect(ids(['a'], [])).toEqual([]);
});
