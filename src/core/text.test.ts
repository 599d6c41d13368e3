import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, fill, listOf, neutralise, neutraliseLine, withoutMiddle } from './text.ts';

// Everything that moves a cursor, reverses text or is there without being seen.
const unseen = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;
const nasty = fc.constantFrom(
  ...'\x00\x07\x08\t\n\r\x1b\x7f\x85\x90\x9b\x9c\x9d\xad\u034f\u061c\u115f\u17b4\u180e\u200b\u200d\u200e\u202e\u2028\u2029',
  ...'\u2060\u2066\u3164\ufe0f\ufeff\uffa0\ufff9\ud800\udb40\udc01\udfff',
  '\x1b[31m',
  '\x1b]0;title\x07',
  '\x1bP+q\x1b\\',
  '\u{e0041}',
  '\u{e0100}',
  '😀',
);
const anyText = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' })), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('outside text', () => {
  test('never keeps a control, direction mark or invisible character, and stays within its limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        for (const shown of [neutralise(text, limit), neutraliseLine(text, limit)]) {
          expect(shown).not.toMatch(unseen);
          expect(shown.isWellFormed()).toBe(true);
          expect(shown.length).toBeLessThanOrEqual(limit);
        }
        expect(neutraliseLine(text)).not.toContain('\n');
      }),
    );
  });

  test('comes out the same when it is made harmless twice', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        expect(neutralise(neutralise(text, limit), limit)).toBe(neutralise(text, limit));
        expect(neutraliseLine(neutraliseLine(text, limit), limit)).toBe(neutraliseLine(text, limit));
      }),
    );
  });

  test('that is harmless stays as it is', () => {
    const plain = 'Grüße, 你好, مرحبا: {"a": [1]} `x` <b> 😀\nsecond line';
    expect(neutralise(plain)).toBe(plain);
  });

  test('loses a terminal command with its body', () => {
    expect(neutralise('a\x1b]8;;https://evil.example\x07link\x1b]8;;\x07b')).toBe('alinkb');
    expect(neutralise('a\x1b[2J\x1b[1;31mred\x9b0m')).toBe('ared');
    expect(neutralise('a\x1bPq#0;2\x1b\\b\x90x\x9cc')).toBe('abc');
  });

  test.each(['\x9d', '\x90', '\x98', '\x9e', '\x9f', '\x9b', '\x1b]', '\x1bP', '\x1b[', '\x1b[31', '\x9b2;'])(
    'that only begins a command (%j) takes none of the words behind it',
    (value) => {
      expect(neutralise(`max-age=${value} is no number of seconds\nat shop.example.com`)).toMatch(
        / is no number of seconds\nat shop\.example\.com$/,
      );
      expect(neutraliseLine(`${value} is no number`)).toMatch(/is no number$/);
    },
  );

  test('of many unfinished commands is read in good time', () => {
    for (const start of ['\x9d', '\x1b]', '\x9b', '\x1b[']) {
      expect(neutralise(start.repeat(500_000), 10)).not.toMatch(unseen);
      expect(neutralise(`${start}${'0'.repeat(1000)}`.repeat(1000), 10)).not.toMatch(unseen);
    }
  });

  test('does not hide what follows a command that never ends', () => {
    expect(neutralise(`\x1b]0;${'x'.repeat(5000)}end`, 10_000)).toMatch(/end$/);
  });

  test('cannot hide a character in two halves around one that is taken out', () => {
    expect(neutralise('a\udb40\x00\udc01b')).toBe('a\ufffd\ufffdb');
    expect(neutralise('a\ud83d\u200b\ude00b')).toBe('a\ufffd\ufffdb');
  });

  test('is cut with a mark, never through a character', () => {
    expect(neutralise('x'.repeat(3000))).toBe(`${'x'.repeat(1999)}…`);
    expect(neutralise('ab😀cd', 4)).toBe('ab\ufffd…');
    expect(neutralise('abcd', 4)).toBe('abcd');
  });

  test('on one line keeps its words apart, with single spaces', () => {
    expect(neutraliseLine('  a\r\nb\t\tc\u2028d \x00 e\n')).toBe('a b c d e');
  });

  test('of a megabyte of openings is done with in one go', () => {
    expect(neutralise('\x1b]'.repeat(500_000)).length).toBeLessThanOrEqual(2000);
    expect(neutralise('\x1b['.repeat(500_000))).toBe('');
  });
});

describe('messages', () => {
  test('are filled from data, once, and show what is missing', () => {
    expect(fill('{name} is {n} of {n}: {other}', { name: '{n}', n: 2 })).toBe('{n} is 2 of 2: {other}');
  });

  test('take nothing from the prototype', () => {
    expect(fill('{constructor} {toString}', {})).toBe('{constructor} {toString}');
  });
});

test('counts agree with their noun', () => {
  expect([0, 1, 2].map((n) => count(n, 'file'))).toEqual(['0 files', '1 file', '2 files']);
  expect(count(2, 'entry', 'entries')).toBe('2 entries');
});

test('long lists end in a number', () => {
  expect(listOf(['a', 'b'], 2)).toBe('a, b');
  expect(listOf(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  expect(listOf([])).toBe('');
});

describe('text without its middle', () => {
  test('shows how it begins and how it ends', () => {
    expect(withoutMiddle('v=spf1 -all', 11)).toBe('v=spf1 -all');
    expect(withoutMiddle(`begin${'x'.repeat(500)}end`, 13)).toBe('begin … xxend');
  });

  test('stays within its limit and never cuts a character in two', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 3, max: 60 }), (text, most) => {
        expect(withoutMiddle(text, most).length).toBeLessThanOrEqual(most);
        if (text.isWellFormed()) expect(withoutMiddle(text, most).isWellFormed()).toBe(true);
      }),
    ));
});
