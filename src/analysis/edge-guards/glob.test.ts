import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLike } from './glob.ts';

describe('a pattern with stars', () => {
  it.each([
    ['*', '', true],
    ['', '', true],
    ['a*', 'a', true],
    ['*.example.com', 'shop.example.com', true],
    ['*.example.com', 'example.com', false],
    ['/a/*/c', '/a/b/b/c', true],
    ['ab*ba', 'aba', false],
    ['a.c', 'abc', false],
  ])('%s covers %s: %s', (pattern, text, covers) => expect(isLike(pattern, text)).toBe(covers));

  it('agrees with trying every way', () => {
    const letters = array(constantFrom('a', 'b', '*'), { maxLength: 7 }).map((parts) => parts.join(''));
    const plain = letters.map((text) => text.replaceAll('*', 'a'));
    assert(
      property(letters, plain, (pattern, text) => isLike(pattern, text) === tried(pattern, text)),
      { numRuns: 300 },
    );
  });
});

function tried(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*')) return tried(rest, text) || (text !== '' && tried(pattern, text.slice(1)));
  return text.startsWith(pattern.charAt(0)) && tried(rest, text.slice(1));
}
