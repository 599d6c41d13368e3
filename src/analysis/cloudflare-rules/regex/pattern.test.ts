import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBytes } from '../bytes.ts';
import { Refusal } from '../cursor.ts';
import { compilePattern } from './pattern.ts';

const matches = (pattern: string, value: string) => compilePattern(pattern)?.test(toBytes(value));

function refusal(pattern: string): number | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.at;
    throw error;
  }
}

// https://docs.rs/regex/latest/regex/#syntax
describe('Rust patterns over bytes', () => {
  test.each([
    ['bc', 'abcd', true],
    ['^b', 'ab', false],
    ['a$', 'a\n', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['\\Aa\\z', 'a', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?s:a.)c.', 'a\nc\n', false],
    ['(?i)ABC', 'xaBc', true],
    ['a(?i)b|C', 'c', true],
    ['(?i:a)B', 'Ab', false],
    ['(?i)É', 'é', false],
    ['(?i)[^a]', 'A', false],
    ['^..$', 'é', true],
    ['^\\w+$', 'é', false],
    ['é+$', 'éé', true],
    ['\\xC3\\xA9', 'é', true],
    ['\\x{e9}', 'é', true],
    ['\\u00e9\\U000000E9', 'éé', true],
    ['[\\xC3][\\xA9]', 'é', true],
    ['\\s', '\v', true],
    ['\\d\\D\\w\\W\\S', '1aa-b', true],
    ['\\ba\\b', 'b a c', true],
    ['\\Ba', 'ba', true],
    ['\\b{start}foo', 'a foo', true],
    ['\\b{start}foo', 'afoo', false],
    ['foo\\b{end}', 'foo-', true],
    ['foo\\>', 'food', false],
    ['\\<foo', ' foo', true],
    ['\\b{start-half}-', 'a-', false],
    ['a\\b{end-half}', 'ab', false],
    ['-\\b{end-half}', '--', true],
    ['[[:alpha:]_]+[[:^digit:]]$', 'a_-', true],
    ['^[[:foo:]]+$', ':of', true],
    ['^[a-z&&[^aeiou]]+$', 'xyz', true],
    ['^[a-z&&[^aeiou]]+$', 'xyza', false],
    ['^[a-z--[aeiou]]+$', 'xa', false],
    ['^[a-g~~b-h]+$', 'ah', true],
    ['^[a-g~~b-h]+$', 'b', false],
    ['^[]a]+$', ']a', true],
    ['^[^]a]+$', 'b]', false],
    ['^[a-]+$', 'a-', true],
    ['^[--a]+$', '-a', true],
    ['^[\\]\\-\\\\]+$', ']-\\', true],
    ['[a&&b]', 'ab', false],
    ['(?x) a b # c\n [ d e ]', 'abe', true],
    ['(?x) a\\ b', 'a b', true],
    ['a**', '', true],
    ['^(?:a|)b$', 'b', true],
    ['^a{2}{3}$', 'aaaaaa', true],
    ['^a{ 1 , 2 }$', 'aa', true],
    ['^.{1001,}$', 'a'.repeat(1001), true],
    ['^.{1001,}$', 'a'.repeat(1000), false],
    ['^.{0,1050}$', 'a'.repeat(1051), false],
    ['^a{1050}$', 'a'.repeat(1050), true],
    ['\\/\\-\\%\\"\\ \\#', '/-%" #', true],
    ['(?P<year>\\d{4})-(?<month>\\d\\d)', '2026-11', true],
    ['}', '}', true],
    ['(?U)^a+?$', 'aa', true],
    ['(?-u)\\w', 'a', true],
  ])('%s on %j is %s', (pattern, value, expected) => {
    expect(matches(pattern, value)).toBe(expected);
  });

  test.each([
    ['a(?=b)', 1],
    ['a(?!b)', 1],
    ['(?<=a)b', 0],
    ['(?<!a)b', 0],
    ['(a)\\1', 3],
    ['*a', 0],
    ['a|*', 2],
    ['(?i)*', 4],
    ['(*a)', 1],
    ['[z-a]', 1],
    ['[a-\\d]', 1],
    ['[a', 0],
    ['[]', 0],
    ['[\\b]', 1],
    ['(a', 0],
    ['a)', 1],
    ['a{2', 1],
    ['a{,2}', 1],
    ['a{3,2}', 1],
    ['\\Z', 0],
    ['\\Qa\\E', 0],
    ['\\p{L}', 0],
    ['[é]', 1],
    ['\\x{110000}', 0],
    ['\\xg1', 0],
    ['\\b{nowhere}', 0],
    ['(?P<n>a)(?P<n>b)', 8],
    ['(?P=n)', 0],
    ['(?>a)', 0],
    ['(?#a)', 0],
    ['(?z)', 0],
    ['(?ii)', 0],
    ['(?)', 0],
    ['a\\', 2],
  ])('%s is refused at %d', (pattern, at) => {
    expect(refusal(pattern)).toBe(at);
  });

  test.each([
    '(?u)[\\w--\\d]',
    '(?u)\\p{Nothing}',
    '(?u)[^\\W_]',
    '(?:a{100}){100}',
    'a{4294967295}',
    '((?:(?:a{90}){90}))',
  ])('%s is valid and not translated', (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });
});

test('patterns that ASCII and both languages share match as in JavaScript', () => {
  const piece = fc.constantFrom(
    ...['a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(?:a|b)', '(a|)', '^', '$', '\\b', '|'],
  );
  const repeat = fc.constantFrom('', '', '*', '+', '?', '{0,2}', '*?');
  const part = fc.tuple(piece, repeat).map(([a, b]) => (/^(?:\^|\$|\\b|\|)$/.test(a) ? a : a + b));
  const pattern = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', '\n'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, value, (text, input) => {
      // JavaScript's dot also stops at \r and U+2028, which do not occur here.
      expect(matches(text, input)).toBe(new RegExp(text).test(input));
    }),
    { numRuns: 300 },
  );
});

test('no text makes the reader throw anything but a refusal, and refusals lie inside of it', () => {
  const pieces = fc.constantFrom(
    ...[
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '?',
      '*',
      '+',
      '|',
      '\\',
      '^',
      '-',
      '&&',
      ':',
      'a',
      'é',
      '1',
      ',',
      'P<n>',
      'x{',
      'i',
    ],
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (pattern) => {
      const at = refusal(pattern);
      return at === undefined || (at >= 0 && at <= pattern.length);
    }),
    { numRuns: 300 },
  );
});

test('a pathological pattern ends', () => {
  const hostile = `${'a'.repeat(10_000)}b`;
  expect(matches('(a+)+$', hostile)).toBe(false);
  expect(matches('(a|aa)+$', hostile)).toBe(false);
  expect(matches('(.*)*x', hostile)).toBe(false);
});
