import { describe, expect, test } from 'vitest';
import { toBytes } from '../bytes.ts';
import { answer, textOf, worldOf } from '../testing.ts';
import { compilePattern } from './pattern.ts';

const matches = (pattern: string, value: string) => compilePattern(pattern)?.test(toBytes(value));

// https://docs.rs/regex/latest/regex/#unicode
describe('(?u) looks at characters', () => {
  test.each([
    ['(?u)\\p{Hangul}+', '/\u{d55c}', true],
    ['(?u)\\p{Hangul}+', '/\u{3b1}', false],
    ['(?u)\\p{greek}', '\u{3b1}', true],
    ['(?u)\\p{Script=Greek}\\p{sc:Greek}', '\u{3b1}\u{3b2}', true],
    ['(?u)^\\pL\\p{Lu}\\p{uppercase letter}\\p{gc=Nd}$', '\u{e9}\u{c9}\u{c9}\u{663}', true],
    ['(?u)^\\P{Greek}$', '\u{3b1}', false],
    ['(?u)^\\PL$', '1', true],
    ['(?u)^.$', '\u{e9}', true],
    ['(?u)^.$', '\u{1f600}', true],
    ['(?u)^.$', '\n', false],
    ['(?su)^.$', '\n', true],
    ['^.$', '\u{e9}', false],
    ['(?u)^\\w\\d\\s$', '\u{e9}\u{663}\u{2003}', true],
    ['(?u)^\\W\\D\\S$', '\u{2003}\u{e9}\u{e9}', true],
    ['(?u)\\W', '\u{e9}', false],
    ['(?u)^[\\w-]+$', '\u{e9}-\u{200d}', true],
    ['(?u)^[^\\w]+$', '\u{e9}', false],
    ['(?u)^[\\W\u{e9}]+$', ' \u{e9}', true],
    ['(?u)^[^\\W]$', '\u{e9}', true],
    ['(?u)^[[:alpha:]]$', '\u{e9}', false],
    ['(?u)^[[:^alpha:]]$', '\u{e9}', true],
    ['(?u)[a-\u{e9}]', '\u{e0}', true],
    ['(?u)^[^a]$', '\u{1f600}', true],
    ['(?u)^\\xE9$', '\u{e9}', true],
    ['(?u)\u{e9}+', '\u{e9}\u{e9}', true],
    ['(?iu)\u{c9}', '\u{e9}', true],
    ['(?iu)k', '\u{212a}', true],
    ['(?i)k', '\u{212a}', false],
    ['(?iu)[k]', '\u{212a}', true],
    ['(?iu)[^k]', '\u{212a}', false],
    ['^/(?u:\\p{Greek})', '/\u{3b1}', true],
    ['(?i)K\u{e9}(?u:\\p{Greek})', 'k\u{e9}\u{3b1}', true],
    ['(?i)K(?u:\\p{Greek})', '\u{212a}\u{3b1}', false],
    // Whose meaning differs only beyond ASCII.
    ['(?u)\\bfoo\\b', 'a foo', true],
    ['(?u)\\bfoo\\b', 'afoo', false],
    ['(?u)\\bfoo\\b', '\u{e9}foo', 'unknown'],
    ['.(?u:\\pL)', '/a', true],
    ['.(?u:\\pL)', '/\u{e9}', 'unknown'],
  ])('%s on %j: %s', (pattern, value, expected) => {
    expect(matches(pattern, value)).toBe(expected);
  });

  test('words, digits and blanks are those of Unicode', () => {
    for (const [pattern, same] of [
      ['(?u)\\w', /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u],
      ['(?u)\\d', /\p{Nd}/u],
      ['(?u)\\s', /\p{White_Space}/u],
    ] as const) {
      const compiled = compilePattern(pattern);
      for (let code = 0x80; code < 0x3100; code += 1) {
        const character = String.fromCodePoint(code);
        // Characters that the newest versions of Unicode added are none of anybody's yet.
        if (/\p{Cn}/u.test(character)) continue;
        expect(compiled?.test(toBytes(character)), `${pattern} on ${code.toString(16)}`).toBe(same.test(character));
      }
    }
  });

  test('a value that is no UTF-8 is unknown, unless the pattern has no use for characters', () => {
    expect(compilePattern('(?u)\\p{Greek}')?.test('\xff')).toBe('unknown');
    expect(compilePattern('(?u)^/a')?.test('/a\xff')).toBe(true);
    expect(compilePattern('(?u)^/\u{e9}')?.test('/\xc3\xa9\xff')).toBe(true);
  });

  test.each([
    ['(?u)\\p{Greek', 4],
    ['(?u-u)\\p{Greek}', 0],
    ['(?-u)\\p{Greek}', 5],
    ['(?u)[\u{e9}-a]', 5],
  ])('%s is refused at %d', (pattern, at) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ at }));
  });

  // The example of https://developers.cloudflare.com/ruleset-engine/rules-language/functions/#url_decode
  test('over a decoded path', () => {
    const text = 'any(url_decode(http.request.uri.args["q"][*])[*] matches "(?u)\\p{Hangul}+")';
    expect(answer(text, worldOf({ request: { query: 'q=%ED%95%9C' } }))).toBe(true);
    expect(answer(text, worldOf({ request: { query: 'q=abc' } }))).toBe(false);
    expect(answer(text, worldOf({ request: { query: 'q=%ff' } }))).toBe('unknown');
  });

  test('in a replacement', () => {
    const text = `regex_replace(http.request.uri.path, "(?u)(\\\\p{Greek})(.)", "\${2}\${1}")`;
    expect(textOf(text, worldOf({ request: { path: '/\u{1f600}\u{3b1}\u{e9}/' } }))).toBe('/\u{1f600}\u{e9}\u{3b1}/');
    expect(textOf(text, worldOf({ request: { path: '/a' } }))).toBe('/a');
  });
});

describe('(?R) ends lines at carriage returns too', () => {
  test.each([
    ['(?R)^abc$', 'abc\r', false],
    ['(?R)abc', '\rabc', true],
    ['(?R)a.b', 'a\rb', false],
    ['a.b', 'a\rb', true],
    ['(?Rs)a.b', 'a\rb', true],
    ['(?Ru)a.b', 'a\rb', false],
    ['(?mR)^b$', 'a\nb\nc', true],
    ['(?mR)^b$', 'a\r\nb', 'unknown'],
  ])('%s on %j: %s', (pattern, value, expected) => {
    expect(matches(pattern, value)).toBe(expected);
  });
});

test('a match that would take too many steps is unknown', () => {
  expect(matches('(a?){500}a{7000}', 'a'.repeat(10_000))).toBe('unknown');
  expect(matches('(a?){500}a{7000}', 'a'.repeat(100))).toBe(false);
  expect(matches('^(/[\\w.-]{1,64}){1,8}$', '/a-long-segment'.repeat(8))).toBe(true);
  const hostile = answer(
    'http.request.uri.path matches "(a?){500}a{7000}"',
    worldOf({ request: { path: 'a'.repeat(9000) } }),
  );
  expect(hostile).toBe('unknown');
  const replaced = 'regex_replace(http.request.uri.path, "(?:a?){500}a{7000}", "")';
  expect(textOf(replaced, worldOf({ request: { path: 'a'.repeat(9000) } }))).toBeUndefined();
});
