import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, worldOf } from './testing.ts';

const headers = { 'user-agent': ['Mozilla/5.0'], 'x-tier': ['gold', 'beta'], authorization: [] };
const world = worldOf({ headers, response: { headers: { 'set-cookie': ['a=1', 'b=2'] } } });

// https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.headers.values/
describe('of an array known in part, the known elements decide what they can', () => {
  test.each([
    ['any(http.request.headers.values[*] eq "Mozilla/5.0")', true],
    ['any(http.request.headers.values[*] eq "other")', 'unknown'],
    ['all(http.request.headers.values[*] ne "gold")', false],
    ['all(http.request.headers.values[*] ne "other")', 'unknown'],
    ['not any(http.request.headers.values[*] eq "gold")', false],
    ['any(not http.request.headers.values[*] eq "gold")', true],
    ['any(lower(http.request.headers.values[*])[*] contains "mozilla")', true],
    ['any(starts_with(http.request.headers.values[*], "Moz"))', true],
    ['any(len(http.request.headers.values[*])[*] gt 10)', true],
    ['any(http.request.headers.names[*] eq "x-tier")', true],
    ['any(http.request.headers.names[*] eq "host")', true],
    ['any(http.request.headers.names[*] eq "X-Tier")', 'unknown'],
    ['any(http.request.headers.names[*] eq "authorization")', 'unknown'],
    ['any(http.request.headers[*][*] eq "beta")', true],
    ['any(http.request.headers[*][0] eq "gold")', true],
    ['any(http.request.headers[*][1] eq "gold")', 'unknown'],
    ['has_value(http.request.headers.values, "beta")', true],
    ['has_value(http.request.headers.values, "other")', 'unknown'],
    ['any(concat(http.request.uri.args.values, http.request.headers.values)[*] eq "2")', true],
    ['any(concat(http.request.headers["x-a"], http.request.uri.args.values)[*] eq "2")', true],
    ['len(concat(http.request.uri.args.values, http.request.headers.values)) gt 0', 'unknown'],
    ['len(http.request.headers.values) gt 0', 'unknown'],
    ['http.request.headers.values[0] eq "Mozilla/5.0"', 'unknown'],
    ['join(http.request.headers.names, ",") contains "host"', 'unknown'],
    // Names and values match each other.
    ['any(http.request.headers.names[*] eq "x-tier" and http.request.headers.values[*] eq "beta")', true],
    ['any(http.request.headers.names[*] eq "x-tier" and http.request.headers.values[*] eq "Mozilla/5.0")', 'unknown'],
    ['any(http.request.headers.names[*] eq "x-tier" or http.request.uri.args.names[*] eq "page")', 'unknown'],
    ['any(http.response.headers.values[*] eq "b=2")', true],
    // The origin may write its names in any case.
    ['any(http.response.headers.names[*] eq "set-cookie")', 'unknown'],
  ])('%s is %s', (text, expected) => {
    expect(answer(text, world)).toBe(expected);
  });

  test('without TLS, names may come in any case', () => {
    const text = 'any(http.request.headers.names[*] eq "x-tier")';
    expect(answer(text, worldOf({ headers, request: { scheme: 'http' } }))).toBe('unknown');
  });
});

test('known elements decide any() and all() and stay right whatever else comes', () => {
  const name = fc.constantFrom('x-a', 'x-b', 'x-c', 'x-d');
  const value = fc.constantFrom('1', '2', '3');
  const told = fc.dictionary(name, fc.array(value, { maxLength: 2 }), { noNullPrototype: true });
  const operators = { eq: (a: string, b: string) => a === b, ne: (a: string, b: string) => a !== b } as const;
  const operator = fc.constantFrom('eq' as const, 'ne' as const);
  fc.assert(
    fc.property(told, told, operator, value, (known, more, comparison, wanted) => {
      const condition = `http.request.headers.values[*] ${comparison} "${wanted}"`;
      const values = [...Object.values(known).flat(), 'shop.example.com'];
      const holding = values.map((one) => operators[comparison](one, wanted));
      const before = worldOf({ headers: known });
      expect(answer(`any(${condition})`, before)).toBe(holding.includes(true) ? true : 'unknown');
      expect(answer(`all(${condition})`, before)).toBe(holding.includes(false) ? false : 'unknown');
      const after = worldOf({ headers: { ...more, ...known } });
      for (const join of ['any', 'all']) {
        const first = answer(`${join}(${condition})`, before);
        if (first !== 'unknown') expect(answer(`${join}(${condition})`, after)).toBe(first);
      }
    }),
    { numRuns: 200 },
  );
});
