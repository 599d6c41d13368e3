import { describe, expect, test } from 'vitest';
import { answer, cacheRule, decided, denied, edgeWith, kept, onPlan, read, rule } from './testing.ts';

const fresh = answer(200);
const bypassed = { http_request_cache_settings: read([cacheRule({ cache: false })]) };
const stored = { http_request_cache_settings: read([cacheRule(kept(60))]) };

function withRoutes(...routes: readonly (readonly [pattern: string, script?: string])[]) {
  const listed = routes.map(([pattern, script], nth) => ({
    id: `${nth}`,
    pattern,
    ...(script === undefined ? {} : { script }),
  }));
  return edgeWith({ workerRoutes: read(listed) }, bypassed);
}

describe('Workers beat Cache Rules, Page Rules and settings: the decision is unknown', () => {
  // https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior
  test.each([
    ['shop.example.com/*', '/dashboard', '', true],
    ['*example.com/*', '/dashboard', '', true],
    ['*.example.com/dash*', '/dashboard', '', true],
    ['https://shop.example.com/dashboard', '/dashboard', '', true],
    ['SHOP.example.com/dashboard', '/dashboard', '', true],
    ['http://shop.example.com/*', '/dashboard', '', false],
    ['shop.example.com/Dashboard', '/dashboard', '', false],
    ['shop.example.com/dashboard', '/dashboard', 'a=b', false],
    ['shop.example.com/dashboard*', '/dashboard', 'a=b', true],
    ['shop.example.com/dashboard/*', '/dashboard', '', false],
    ['shop.example.com', '/dashboard', '', false],
    ['shop.example.com', '/', '', true],
    ['*.shop.example.com/*', '/dashboard', '', false],
    ['www.example.com/*', '/dashboard', '', false],
  ])('%s on %s?%s: %s', (pattern, path, query, runs) =>
    expect(decided(withRoutes([pattern, 'app']), fresh, { path, query }).decision).toBe(
      runs ? 'unknown' : 'not-stored',
    ),
  );

  test('a route without a script takes out what less specific ones cover', () => {
    const routes = withRoutes(['*example.com/images/cat.png'], ['*example.com/images/*', 'app']);
    expect(decided(routes, fresh, { path: '/images/cat.png' }).decision).toBe('not-stored');
    expect(decided(routes, fresh, { path: '/images/cat.png', query: 'a' }).decision).toBe('unknown');
    expect(decided(withRoutes(['*.example.com/*'], ['shop.example.com/*', 'app']), fresh).decision).toBe('unknown');
    // Which of these wins is a known issue of Cloudflare's.
    expect(
      decided(withRoutes(['shop.example.com/dash/*'], ['shop.example.com/dash*', 'app']), fresh, { path: '/dash/a' })
        .decision,
    ).toBe('unknown');
    expect(decided(withRoutes(['shop.example.com/*'], ['*.example.com/dashboard', 'app']), fresh).decision).toBe(
      'unknown',
    );
  });
  test('the Worker and what to do are named', () => {
    const { open, steps } = decided(withRoutes(['shop.example.com/*', 'app']), fresh);
    expect(open[0]).toEqual({
      why: expect.stringContaining('"app" on shop.example.com/*'),
      hint: expect.stringContaining('--probe'),
    });
    expect(steps).toContainEqual(expect.objectContaining({ step: 'worker', matched: true }));
  });
  test('unread routes are unknown, whatever the rules say', () => {
    for (const phases of [bypassed, stored]) {
      const edge = edgeWith({ workerRoutes: denied('Workers Routes Read') }, phases);
      expect(decided(edge, fresh)).toMatchObject({
        decision: 'unknown',
        open: [{ hint: 'give the token Workers Routes Read' }],
      });
    }
  });
  test('but a request that is answered before does not come to them', () => {
    const redirect = { http_request_dynamic_redirect: read([rule('redirect', {})]) };
    expect(decided(edgeWith({ workerRoutes: denied('Workers Routes Read') }, redirect), fresh).decision).toBe(
      'not-stored',
    );
  });
});

describe('Snippets', () => {
  test.each([
    ['true', 'unknown'],
    ['ip.src eq 192.0.2.1', 'unknown'],
    ['http.request.uri.path eq "/other"', 'not-stored'],
  ])('on %s: %s', (expression, decision) => {
    const snippetRules = read([rule('snippet', {}, { expression })]);
    expect(decided(edgeWith({ snippetRules }, bypassed), fresh).decision).toBe(decision);
  });
  test('unread ones are unknown on the plans that have them', () => {
    const edge = edgeWith({ snippetRules: denied('Snippets Read') }, bypassed);
    expect(decided(edge, fresh).decision).toBe('unknown');
    expect(decided(onPlan('free', edge), fresh).decision).toBe('not-stored');
  });
});
