import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { keptAnswer } from './kept-answer.ts';

const answer = (headers: readonly (readonly [string, string])[], to?: string): CachingAnswer => ({
  ...{ state: 'answered', status: 200, headers, cookies: [], turnedAway: false },
  ...(to === undefined ? {} : { to }),
});
const kept = (name: string, value: string) => {
  const one = keptAnswer(answer([[name, value]]), undefined);
  return one.state === 'answered' ? one.headers[0]?.[1] : undefined;
};

it.each([
  ['cache-control', 'private, max-age=0, user=astrid', 'private, max-age=0'],
  ['cache-control', 'private="set-cookie, x-astrid", s-maxage=60', 'private="set-cookie, x-other", s-maxage=60'],
  ['cache-control', 'max-age=astrid', 'max-age=invalid'],
  ['cf-cache-status', 'HIT', 'HIT'],
  ['cf-cache-status', 'astrid', 'other'],
  ['x-cache', 'Hit from cloudfront for astrid', 'Hit from cloudfront'],
  ['cache-status', 'astrid; hit; key="astrid"', 'cache; hit'],
  ['age', '12', '12'],
  ['expires', 'Fri, 20 Nov 2026 12:00:00 GMT', 'Fri, 20 Nov 2026 12:00:00 GMT'],
  ['expires', '0', '0'],
  ['expires', 'astrid', 'invalid'],
  ['vary', 'Cookie, Accept-Encoding', 'Cookie, Accept-Encoding'],
  ['content-type', 'text/html; charset=utf-8; user=astrid', 'text/html'],
])('of %s: %s what a specification names is kept', (name, value, expected) => expect(kept(name, value)).toBe(expected));

it('of a redirect its origin is kept, and its path where everybody is sent there', () => {
  const to = 'https://shop.example.com/u/astrid';
  const own = answer([], to);
  expect(keptAnswer(own, undefined)).toMatchObject({ to: 'https://shop.example.com' });
  expect(keptAnswer(own, answer([], 'https://shop.example.com/sign-in'))).toMatchObject({
    to: 'https://shop.example.com',
  });
  expect(keptAnswer(own, own)).toMatchObject({ to });
});

it('whatever a header holds, nothing else stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('cache-control', 'x-cache', 'date'), (text, name) => {
      expect(kept(name, `${text}, astrid.holm@mail.example`) ?? '').not.toContain('astrid');
    }),
    { numRuns: 200 },
  );
});
