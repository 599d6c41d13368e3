import { expect, test } from 'vitest';
import * as z from 'zod';
import { artifactOf, defineArtifact, optional } from './artifact.ts';

const fact = defineArtifact('a/fact', z.object({ n: z.number() }));

test('a fact is read back through its schema, which throws for anything else', () => {
  expect(fact.parse({ n: 1, more: 2 })).toEqual({ n: 1 });
  expect(() => fact.parse({ n: '1' })).toThrow();
});

test('a need leads to its fact, optional or not', () => {
  expect(artifactOf(fact)).toBe(fact);
  expect(artifactOf(optional(fact))).toBe(fact);
});
