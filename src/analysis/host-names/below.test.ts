import { expect, test } from 'vitest';
import { isBelow } from './below.ts';

test.each([
  ['a.github.io', 'github.io', true],
  ['a.b.github.io', 'github.io', true],
  ['github.io', 'github.io', true],
  ['notgithub.io', 'github.io', false],
  ['github.io.example.com', 'github.io', false],
  ['io', 'github.io', false],
])('%s below %s: %s', (name, domain, below) => expect(isBelow(name, domain)).toBe(below));
