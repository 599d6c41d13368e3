import { expect, test } from 'vitest';
import { definedOnly } from './defined.ts';

test('undefined properties are gone; empty, zero and null ones are not', () => {
  const plain = definedOnly({ a: undefined, b: '', c: 0, d: null, e: false });
  expect(Object.keys(plain)).toEqual(['b', 'c', 'd', 'e']);
});
