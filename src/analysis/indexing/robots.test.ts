import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsRoot, parseRobots } from './robots.ts';

const bars = (text: string, crawler = '*') => barsRoot(parseRobots(text).groups, crawler);

describe('robots.txt (RFC 9309)', () => {
  it.each([
    ['everything', 'User-agent: *\nDisallow: /', 'Disallow: /'],
    ['everything, with stars', 'user-agent:*\r\ndisallow:/*', 'Disallow: /*'],
    ['the first page alone', 'User-agent: *\nDisallow: /$', 'Disallow: /$'],
    ['an empty rule (section 2.2.2)', 'User-agent: *\nDisallow:', undefined],
    ['a deeper path', 'User-agent: *\nDisallow: /admin', undefined],
    ['Allow in a tie (section 2.2.2)', 'User-agent: *\nDisallow: /\nAllow: /', undefined],
    ['the longest match (section 2.2.2)', 'User-agent: *\nDisallow: /\nAllow: /$', undefined],
    ['rules before any group', 'Disallow: /\nUser-agent: *\nAllow: /', undefined],
    ['a comment', 'User-agent: * # all\nDisallow: / # nothing', 'Disallow: /'],
    ['a mark at the start', '\ufeffUser-agent: *\nDisallow: /', 'Disallow: /'],
    ['a sitemap between agents', 'User-agent: *\nSitemap: /s\nUser-agent: x\nDisallow: /', 'Disallow: /'],
    [
      'two groups for the same (section 2.2.1)',
      'User-agent: *\nAllow: /a\n\nUser-agent: *\nDisallow: /',
      'Disallow: /',
    ],
  ])('%s', (_what, text, rule) => expect(bars(text)).toBe(rule));

  it('gives a crawler its own group before that for all (section 2.2.1)', () => {
    const text = 'User-agent: *\nDisallow: /\n\nUser-agent: Googlebot/2.1\nUser-agent: bingbot\nAllow: /';
    expect([bars(text), bars(text, 'googlebot'), bars(text, 'bingbot')]).toEqual(['Disallow: /', undefined, undefined]);
  });

  it('is read whatever stands there, and only so far', () => {
    const line = fc.constantFrom(
      'User-agent: *',
      'user-agent:',
      'Disallow: /',
      'Allow: *',
      'Disallow: ****/',
      ':',
      '# x',
      '',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 30 }), (lines) => {
        expect(bars(lines.join('\n')) ?? '').toMatch(/^(?:Disallow: .+)?$/s);
      }),
      { numRuns: 300 },
    );
    const long = parseRobots(`User-agent: *\n${'Disallow: /x\n'.repeat(10_000)}`);
    expect(long.groups.flatMap((group) => group.rules)).toHaveLength(2_000);
    expect(long.whole).toBe(false);
    expect(parseRobots('#\n'.repeat(10_000)).whole).toBe(false);
    expect(parseRobots('User-agent: *\nDisallow: /x').whole).toBe(true);
    expect(bars(`User-agent: *\nDisallow: ${'*'.repeat(100_000)}x`)).toBe(undefined);
  });
});
