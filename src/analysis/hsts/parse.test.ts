import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHsts, readHsts } from './parse.ts';

const policy = (maxAge: number, includeSubDomains = false, preload = false) => ({
  state: 'valid',
  policy: { maxAge, includeSubDomains, preload },
});

describe('Strict-Transport-Security (RFC 6797 section 6.1)', () => {
  it.each<readonly [string, string, object]>([
    ['a plain age', 'max-age=31536000', policy(31_536_000)],
    ['names in any case, space anywhere', ' MAX-AGE = 1 ;  includesubdomains ; PreLoad;', policy(1, true, true)],
    ['a quoted age', 'max-age="31536000"', policy(31_536_000)],
    ['directives that nobody knows', 'max-age=1; future; other="a;b"', policy(1)],
    ['empty directives', ';;max-age=1;;', policy(1)],
    ['an age beyond all numbers', `max-age=${'9'.repeat(40)}`, policy(Number.MAX_SAFE_INTEGER)],
    ['a directive twice', 'max-age=1; includeSubDomains; includeSubDomains', { state: 'malformed' }],
    ['no age', 'includeSubDomains', { state: 'malformed' }],
    ['an age without a value', 'max-age', { state: 'malformed' }],
    ['an age that is no number', 'max-age=1y', { state: 'malformed' }],
    ['a negative age', 'max-age=-1', { state: 'malformed' }],
    ['two policies in one field', 'max-age=1, max-age=2', { state: 'malformed' }],
    ['a quote that does not end', 'max-age="1', { state: 'malformed' }],
    ['nothing', '', { state: 'malformed' }],
    ['60 kB', 'a;'.repeat(30_000), { state: 'malformed' }],
  ])('%s', (_what, field, read) => expect(parseHsts(field)).toMatchObject(read));

  it('reads the first field alone (section 8.1)', () => {
    expect(readHsts(['max-age=1', 'max-age=2'])).toEqual(policy(1));
    expect(readHsts(['nonsense', 'max-age=2'])).toMatchObject({ state: 'malformed' });
    expect(readHsts([])).toEqual({ state: 'absent' });
  });

  it('reads anything without a fault', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['valid', 'malformed']).toContain(parseHsts(`max-age=1;${text}`).state);
      }),
      { numRuns: 300 },
    );
  });
});
