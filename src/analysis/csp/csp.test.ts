import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weaknessesOf } from './judge.ts';
import { parsePolicies } from './parse.ts';

it('reads policies apart by commas, directives by semicolons, and the first of each name', () => {
  const [first, second] = parsePolicies(" Script-Src\t'self'  https://a.example ;;script-src *, default-src 'none',,");
  expect(first?.get('script-src')).toEqual(["'self'", 'https://a.example']);
  expect(second?.get('default-src')).toEqual(["'none'"]);
  expect(parsePolicies(' ; , ;')).toEqual([]);
});

it('is never weaker with one policy more', () => {
  const source = fc.constantFrom(
    "'self'",
    "'unsafe-inline'",
    "'unsafe-eval'",
    '*',
    'https:',
    "'nonce-a'",
    "'strict-dynamic'",
    "'none'",
  );
  const directive = fc.tuple(
    fc.constantFrom('script-src', 'default-src', 'object-src', 'base-uri', 'script-src-attr'),
    fc.array(source, { maxLength: 4 }),
  );
  const policy = fc
    .array(directive, { minLength: 1, maxLength: 4 })
    .map((all) => all.map(([name, sources]) => [name, ...sources].join(' ')).join(';'));
  const kinds = (text: string) => weaknessesOf(parsePolicies(text)).map(({ kind }) => kind);
  fc.assert(
    fc.property(policy, policy, (a, b) => {
      const both = kinds(`${a},${b}`);
      expect(kinds(a)).toEqual(expect.arrayContaining(both));
      expect(kinds(b)).toEqual(expect.arrayContaining(both));
    }),
    { numRuns: 300 },
  );
});

it('reads anything without a fault, and no more than so much', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(Array.isArray(weaknessesOf(parsePolicies(text)))).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(parsePolicies('a b;'.repeat(100_000)).length).toBeLessThanOrEqual(1);
});
