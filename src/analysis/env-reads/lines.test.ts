import { expect, it } from 'vitest';
import { lineCounter } from './lines.ts';

it('counts from 1, and a line break belongs to the line that it ends', () => {
  const lineOf = lineCounter('ab\n\nc');
  expect([0, 2, 3, 4, 99].map(lineOf)).toEqual([1, 1, 2, 3, 3]);
  expect(lineCounter('')(0)).toBe(1);
});
