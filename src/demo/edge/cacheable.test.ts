import { describe, expect, it } from 'vitest';
import { type CachePlan, lifetimeOf, planFor } from './cacheable.ts';
import { harborCacheRules } from './harbor-rules.ts';

const host = 'shop.example.com';

describe('what the edge means to keep', () => {
  it.each([
    ['/', { eligible: false }],
    ['/api/me', { eligible: false }],
    ['/robots.txt', { eligible: true }],
    ['/brand/mark.SVG', { eligible: true }],
    ['/dashboard/launch-ready.css', { eligible: true }],
    ['/notes.txt', { eligible: false }],
    ['/.css', { eligible: false }],
  ])('by its extension alone: %s', (path, plan) => expect(planFor({ host, path }, [])).toEqual(plan));

  it.each([
    ['/dashboard', { eligible: true, override: 7_200 }],
    ['/sign-in', { eligible: false }],
    ['/api/account', { eligible: true }],
    ['/api/ask', { eligible: false }],
    ['/_next/static/a.js', { eligible: true, override: 31_536_000 }],
  ])('by the rules of the broken zone: %s', (path, plan) =>
    expect(planFor({ host, path }, harborCacheRules({ repaired: false }))).toEqual(plan),
  );

  it.each([
    ['/dashboard', { eligible: false }],
    ['/account/x.css', { eligible: false }],
    ['/api/account', { eligible: false }],
    ['/', { eligible: false }],
    ['/_next/static/a.js', { eligible: true, override: 31_536_000 }],
  ])('by the rules of the repaired zone: %s', (path, plan) =>
    expect(planFor({ host, path }, harborCacheRules({ repaired: true }))).toEqual(plan),
  );
});

// The table of https://developers.cloudflare.com/cache/concepts/cache-control/ and of the default Edge TTLs by status.
describe('how long an answer is kept', () => {
  const kept: CachePlan = { eligible: true };
  const seconds = (headers: Readonly<Record<string, string>>, plan = kept, status = 200, signedIn = false) =>
    lifetimeOf({ status, headers, body: '' }, plan, signedIn);

  it.each([
    ['no word of it', {}, 7_200],
    ['private', { 'cache-control': 'private, max-age=60' }, undefined],
    ['no-store', { 'cache-control': 'No-Store' }, undefined],
    ['no-cache: asked for anew each time', { 'cache-control': 'no-cache' }, 0],
    ['max-age=0', { 'cache-control': 'public, max-age=0, must-revalidate' }, 0],
    ['s-maxage before max-age', { 'cache-control': 'public, max-age=5, s-maxage=600' }, 600],
    ['the most special header alone', { 'cache-control': 'private', 'cdn-cache-control': 'max-age=30' }, 30],
    ['a cookie', { 'cache-control': 'public, max-age=60', 'set-cookie': 'a=1' }, undefined],
    ['Vary: *', { 'cache-control': 'public, max-age=60', vary: '*' }, undefined],
  ])('%s', (_what, headers, expected) => expect(seconds(headers)).toBe(expected));

  it('whatever the origin says, where a rule overrides it', () => {
    const plan = { eligible: true, override: 300 };
    expect(seconds({ 'cache-control': 'private, no-store', 'set-cookie': 'a=1' }, plan)).toBe(300);
  });

  it('by the status, and not for others', () => {
    expect([301, 302, 404, 307, 401, 500].map((status) => seconds({}, kept, status))).toEqual([
      7_200,
      1_200,
      180,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('for who sends Authorization only when the origin shares it', () => {
    expect(seconds({}, kept, 200, true)).toBe(undefined);
    expect(seconds({ 'cache-control': 's-maxage=60' }, kept, 200, true)).toBe(60);
  });

  it('not at all when it is not eligible, or nothing was said and that is asked for', () => {
    expect(seconds({ 'cache-control': 'public, max-age=60' }, { eligible: false })).toBe(undefined);
    expect(seconds({}, { eligible: true, asksOrigin: true })).toBe(undefined);
  });
});
