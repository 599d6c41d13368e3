import { expect, test } from 'vitest';
import { nearest, suggestion } from './nearest.ts';

const keys = ['production', 'preview', 'vercel'];

test('a slip of the finger finds what was meant, in any case', () => {
  expect(nearest('prodction', keys)).toBe('production');
  expect(nearest('Vercel', keys)).toBe('vercel');
  expect(nearest('previwe', keys)).toBe('preview');
});

test('the closest wins, and the first of two equals', () => {
  expect(nearest('prevew', ['preview', 'prevew2'])).toBe('preview');
  expect(nearest('abcd', ['abce', 'abcf'])).toBe('abce');
});

test('what is like nothing finds nothing', () => {
  expect(nearest('something-else', keys)).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
  expect(nearest('x'.repeat(100_000), keys)).toBeUndefined();
});

test('the sentence is there only when something is near', () => {
  expect(suggestion('vercl', keys)).toBe(' Did you mean "vercel"?');
  expect(suggestion('something-else', keys)).toBe('');
});
