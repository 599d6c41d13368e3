import { expect, it } from 'vitest';
import { isTooDeep } from './nesting.ts';

it('lets real code pass, however long', () => {
  expect(isTooDeep('const a = [{ b: (1 + 2) * 3 }];\n'.repeat(20_000))).toBe(false);
  expect(isTooDeep(')]}'.repeat(10_000))).toBe(false);
});

it.each(['(', '[', '{', 'a=>', '!', 'a?b:', 'A<', '<a>', '-'])('stops at endless %s', (part) => {
  expect(isTooDeep(part.repeat(500))).toBe(false);
  expect(isTooDeep(part.repeat(10_000))).toBe(true);
});
