import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWildcard, wildcardCaptures } from './wildcard.ts';

function capturesOf(pattern: string, value: string, strict = false): readonly string[] | undefined {
  const wildcard = parseWildcard(pattern, strict);
  if ('message' in wildcard) throw new Error(wildcard.message);
  return wildcardCaptures(wildcard, value);
}

/** The slow and plain way: each star stands for nothing, or for one byte more. */
function matchesNaively(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  if (pattern.startsWith('*')) {
    return matchesNaively(pattern.slice(1), value) || (value !== '' && matchesNaively(pattern, value.slice(1)));
  }
  return (
    value !== '' &&
    pattern[0]?.toLowerCase() === value[0]?.toLowerCase() &&
    matchesNaively(pattern.slice(1), value.slice(1))
  );
}

test('agrees with a naive matcher', () => {
  const unit = fc.constantFrom('a', 'B', '/', '*');
  const pattern = fc.string({ unit, maxLength: 7 }).map((text) => text.replace(/\*+/g, '*'));
  const value = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 9 });
  fc.assert(
    fc.property(pattern, value, (text, input) => {
      expect(capturesOf(text, input) !== undefined).toBe(matchesNaively(text, input));
    }),
    { numRuns: 300 },
  );
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/functions/#wildcard_replace
test('stars stand for as little as they can', () => {
  const uri = 'https://apps.example.com/calendar/admin?expand=true';
  expect(capturesOf('https://*.example.com/*/*', uri)).toEqual(['apps', 'calendar', 'admin?expand=true']);
  expect(capturesOf('/apps/*/login', '/Apps/calendar/login')).toEqual(['calendar']);
  expect(capturesOf('/apps/*', '/Apps/calendar', true)).toBeUndefined();
  expect(capturesOf('*a*a', 'aaa')).toEqual(['', 'a']);
});

test('knows its escapes, and says where it does not', () => {
  expect(capturesOf('a\\*b\\\\*', 'a*b\\c')).toEqual(['c']);
  expect(parseWildcard('a**', false)).toMatchObject({ at: 1 });
  expect(parseWildcard('ab\\c', false)).toMatchObject({ at: 2 });
  expect(parseWildcard('ab\\', false)).toMatchObject({ at: 2 });
});

test('a hostile pattern and value end', () => {
  expect(capturesOf(`${'*a'.repeat(2000)}b`, 'a'.repeat(60_000))).toBeUndefined();
});
