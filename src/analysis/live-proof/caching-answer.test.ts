import { describe, expect, it } from 'vitest';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { cacheSign, cachingAnswerOf, edgeSign, isShown } from './caching-answer.ts';

const url = 'https://shop.example.com/account';
type Headers = Readonly<Record<string, string>>;

function came(status: number, headers: Headers = {}, body = 'page'): SiteAnswer {
  return { state: 'answered', url, status, headers: Object.entries(headers), body, truncated: false, address: '' };
}

describe('an answer as it is kept', () => {
  it('holds what decides about caching, and neither its text nor a cookie’s value', () => {
    const kept = cachingAnswerOf(
      came(
        200,
        { 'cache-control': 'public', 'x-request-id': 'made-up', 'set-cookie': 'session=made-up; Path=/' },
        'made-up',
      ),
    );
    expect(kept).toEqual({
      ...{ state: 'answered', status: 200, turnedAway: false },
      headers: [['cache-control', 'public']],
      cookies: ['session'],
    });
  });

  it.each<[string, SiteAnswer, boolean]>([
    ['401', came(401), true],
    ['403', came(403), true],
    ['a redirect to the sign-in page', came(307, { location: '/en/sign-in?from=%2Faccount' }), true],
    ['a redirect to who signs people in', came(302, { location: 'https://id.example.com/authorize' }), true],
    ['a redirect to another page', came(308, { location: '/account/overview' }), false],
    ['an error', came(500), false],
    ['a page', came(200), false],
  ])('tells whether somebody was turned away: %s', (_what, answer, turnedAway) => {
    expect(cachingAnswerOf(answer)).toMatchObject({ state: 'answered', turnedAway });
    expect(isShown(cachingAnswerOf(answer))).toBe(!turnedAway && answer.state === 'answered' && answer.status === 200);
  });

  it('is somebody else’s where a challenge stands in front; a handler’s own 401 at Vercel is its own', () => {
    expect(cachingAnswerOf(came(403, { 'cf-mitigated': 'challenge' }))).toMatchObject({ state: 'guarded' });
    const json = { server: 'Vercel', 'content-type': 'application/json' };
    expect(cachingAnswerOf(came(401, json, '{}'))).toMatchObject({ state: 'answered', turnedAway: true });
    expect(cachingAnswerOf(came(401, { ...json, 'content-type': 'text/html' }))).toMatchObject({ state: 'guarded' });
  });
});

describe('the signs of a cache', () => {
  const signs = (headers: Headers) => [cacheSign, edgeSign].map((sign) => sign(cachingAnswerOf(came(200, headers))));
  it.each<[Headers, string | undefined, string | undefined]>([
    [{ 'cf-cache-status': 'HIT', age: '12' }, 'cf-cache-status: HIT, age: 12', 'cf-cache-status: HIT, age: 12'],
    [{ 'cf-cache-status': 'DYNAMIC', age: '0' }, undefined, undefined],
    [{ 'cf-cache-status': 'MISS' }, undefined, undefined],
    [{ 'cf-cache-status': 'EXPIRED' }, 'cf-cache-status: EXPIRED', 'cf-cache-status: EXPIRED'],
    [{ 'cache-status': '"Edge"; hit; ttl=3' }, 'cache-status: "Edge"; hit; ttl=3', 'cache-status: "Edge"; hit; ttl=3'],
    [{ 'cache-status': 'Edge; fwd=miss; detail="; hit"' }, undefined, undefined],
    [{ 'cf-cache-status': 'BYPASS', 'x-vercel-cache': 'HIT', age: '9' }, 'x-vercel-cache: HIT, age: 9', undefined],
    [{ 'x-vercel-cache': 'PRERENDER' }, 'x-vercel-cache: PRERENDER', undefined],
    [{ age: '3' }, 'age: 3', 'age: 3'],
    [{ 'x-cache': 'Hit from cloudfront' }, 'x-cache: Hit from cloudfront', undefined],
    [{ 'x-cache': 'Miss from cloudfront' }, undefined, undefined],
  ])('%o', (headers, any, edge) => expect(signs(headers)).toEqual([any, edge]));
});
