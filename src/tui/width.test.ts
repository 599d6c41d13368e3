import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { ruleLine } from './rule-line.ts';
import { symbolsFor } from './theme.ts';
import { clip, fit, wrapText } from './width.ts';

test.each([
  ['hello', 5, 'hello'],
  ['hello', 4, 'hel…'],
  ['日本語', 4, '日…'],
  ['日本語', 5, '日本…'],
  ['abc', 0, ''],
])('%s in %i cells is %s', (text, columns, clipped) => {
  expect(clip(text, columns, '…')).toBe(clipped);
});

test('whatever the text, fit takes exactly the cells given and clip no more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 40 }), (text, columns) => {
      expect(stringWidth(clip(text, columns, '...'))).toBeLessThanOrEqual(columns);
      expect(stringWidth(fit(text, columns, '...'))).toBe(columns);
    }),
  );
});

test('wrapping breaks words that are longer than a line and keeps newlines', () => {
  expect(wrapText('a bcdefgh\ni', 4)).toEqual(['a', 'bcde', 'fgh', 'i']);
  expect(wrapText('日本語', 4)).toEqual(['日本', '語']);
});

test.each([60, 100, 200])('a rule of %i columns is that wide, words, joint and all', (columns) => {
  const symbols = symbolsFor(false);
  const parts = { left: 'only "日本語"', right: 'x'.repeat(300), joint: { at: 40, sign: '┬' } };
  expect(stringWidth(ruleLine(columns, symbols))).toBe(columns);
  expect(stringWidth(ruleLine(columns, symbols, parts))).toBe(columns);
  expect(ruleLine(columns, symbols, { joint: { at: 40, sign: '┬' } })[40]).toBe('┬');
});
