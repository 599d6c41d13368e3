import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import fastStringWidth from './fast-string-width.ts';

test('every sign that takes the short cut is one cell wide for the package too', () => {
  const box = Array.from({ length: 0x80 }, (_none, at) => String.fromCodePoint(0x2500 + at));
  const ascii = Array.from({ length: 0x5f }, (_none, at) => String.fromCodePoint(0x20 + at));
  for (const sign of [...ascii, ...box, ...'–—‘’“”•…→↑↓✓✗❯○·']) expect([sign, stringWidth(sign)]).toEqual([sign, 1]);
});

test.each(['', 'plain', '❯ ✓ passed ─│', '日本語', '👩‍💻', 'e\u0301', '\u001b[31mred\u001b[39m', '⚠️'])(
  '%j is as wide as ever',
  (text) => {
    expect(fastStringWidth(text)).toBe(stringWidth(text));
  },
);
