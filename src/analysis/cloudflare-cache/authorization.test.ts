import { describe, expect, test } from 'vitest';
import {
  answer,
  cacheRule,
  decided,
  denied,
  edgeWith,
  edgeWithCacheRules,
  eligible,
  kept,
  read,
  rule,
} from './testing.ts';

// Guide section 1.2; https://developers.cloudflare.com/cache/concepts/cache-control/
const signedIn = { headers: new Map([['authorization', ['Bearer x']]]) };
const without = { headers: new Map([['authorization', []]]) };
const fresh = answer(200, 'cache-control: max-age=60');

describe('rules about request headers', () => {
  const everything = { http_request_cache_settings: read([cacheRule(eligible)]) };
  const changing = (name: string, expression = 'true') => {
    const headers = { [name]: { operation: 'set', value: 'Bearer y' } };
    const transforms = read([rule('rewrite', { headers }, { expression, name: 'Transform' })]);
    return edgeWith({}, { ...everything, http_request_late_transform: transforms });
  };

  test.each(['true', 'http.cookie contains "a"'])(
    'one that touches Authorization, matching by %s, leaves it open',
    (by) => {
      const edge = changing('Authorization', by);
      for (const visitor of [signedIn, without, {}])
        expect(decided(edge, fresh, visitor)).toMatchObject({
          decision: 'unknown',
          open: [{ why: expect.stringContaining('"Transform"') }],
        });
    },
  );
  test('one that does not match, or touches another header, changes nothing', () => {
    for (const edge of [changing('authorization', 'http.host eq "other.example.com"'), changing('x-name')]) {
      expect(decided(edge, fresh, signedIn).decision).toBe('not-stored');
      expect(decided(edge, fresh, without).decision).toBe('stored');
    }
  });
  test('unread ones leave it open, too', () => {
    const edge = edgeWith({}, { ...everything, http_request_late_transform: denied('Transform Rules Read') });
    expect(decided(edge, fresh, signedIn)).toMatchObject({
      decision: 'unknown',
      open: [{ hint: 'give the token Transform Rules Read' }],
    });
    expect(decided(edge, answer(200, 'cache-control: s-maxage=60'), signedIn).decision).toBe('stored');
  });
});

describe('beside a header for CDNs', () => {
  const everything = edgeWithCacheRules(cacheRule(eligible));

  test.each([
    ['public, max-age=60', 'max-age=60', 'unknown'],
    ['max-age=60', 'public, max-age=60', 'unknown'],
    ['public, max-age=60', 's-maxage=60', 'stored'],
    ['max-age=60', 'max-age=60', 'not-stored'],
  ])('cache-control: %s with cdn-cache-control: %s is %s', (own, cdn, decision) => {
    const origin = answer(200, `cache-control: ${own}`, `cdn-cache-control: ${cdn}`);
    expect(decided(everything, origin, signedIn).decision).toBe(decision);
    expect(decided(everything, origin, without).decision).toBe('stored');
  });
});

describe('Authorization that is not given', () => {
  const stepIn = (origin: Parameters<typeof decided>[1], visitor = {}) =>
    decided(edgeWithCacheRules(cacheRule(eligible)), origin, visitor).steps.find(
      ({ step }) => step === 'authorization',
    );

  test('is said to count as not sent where it would matter', () =>
    expect(stepIn(fresh)?.effect).toBe(
      "the visitor's Authorization was not given and counts as not sent; with one the answer is not stored",
    ));
  test('is not spoken of where it would not', () => {
    expect(stepIn(answer(200, 'cache-control: public, max-age=60'))).toBeUndefined();
    expect(stepIn(fresh, without)).toBeUndefined();
    expect(decided(edgeWithCacheRules(cacheRule(kept(60))), fresh, without).decision).toBe('stored');
  });
});
