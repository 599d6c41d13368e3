import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { columnsOf, wrap } from './wrap.ts';

test('lines break at spaces', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
});

test('a word that is too long is cut, and nothing is lost', () => {
  expect(wrap('abcdefgh ij', 3)).toEqual(['abc', 'def', 'gh', 'ij']);
});

test('a wide character takes two columns and is never cut in half', () => {
  expect(wrap('漢字漢字', 3)).toEqual(['漢', '字', '漢', '字']);
});

test('an empty text is one empty line', () => {
  expect(wrap('', 10)).toEqual(['']);
});

test.each(['abc', '漢字', 'é', 'e\u0301', '가각', '👩‍👩‍👧', '🇵🇹', 'ｆｕｌｌ', '✓ ✗ ? ! ○ –', '❤️', '⚠'])(
  'columns agree with the measure the session uses: %s',
  (text) => {
    expect(columnsOf(text)).toBe(stringWidth(text));
  },
);

test('no line is wider than asked, and joined lines give the words back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })),
      fc.integer({ min: 2, max: 40 }),
      (words, width) => {
        const text = words.map((word) => word.replace(/\s/g, '')).join(' ');
        const lines = wrap(text, width);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      },
    ),
  );
});
