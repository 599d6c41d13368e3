import { describe, expect, test } from 'vitest';
import { defaultCachedExtensions } from './default-extensions.ts';
import { nextDefault } from './next-defaults.ts';
import { answer, cacheRule, decided, edgeWith, edgeWithCacheRules, eligible, kept, read, rule } from './testing.ts';

describe('what is cached without any rule (guide section 1.2)', () => {
  test('are 56 extensions', () => expect(defaultCachedExtensions.size).toBe(56));
  test.each([...defaultCachedExtensions])('.%s', (extension) =>
    expect(decided(edgeWith(), answer(200), { path: `/account/x.${extension}` }).decision).toBe('stored'),
  );
  test.each([
    '/',
    '/dashboard',
    '/a.html',
    '/api/me.json',
    '/.css',
    '/a.css/',
    '/foo.',
    '/a.mp3x',
    '/account/robots.txt',
  ])('%s is not', (path) => expect(decided(edgeWith(), answer(200), { path }).decision).toBe('not-stored'));
  test.each(['/robots.txt', '/A.CSS', '/.foo.mp3', '/dashboard;x.css', '/dashboard%2Fx.css'])('%s is', (path) =>
    expect(decided(edgeWith(), answer(200), { path }).decision).toBe('stored'),
  );
  test.each([
    ['basic', '', 'stored'],
    ['basic', 'a=b', 'not-stored'],
    ['simplified', 'a=b', 'stored'],
    ['aggressive', 'a=b', 'stored'],
  ])('cache level %s with the query "%s": %s', (level, query, decision) =>
    expect(decided(edgeWith({ cacheLevel: read(level) }), answer(200), { path: '/a.css', query }).decision).toBe(
      decision,
    ),
  );
});

describe('what Next.js answers by default (guide on access data, Caching)', () => {
  const everything = edgeWithCacheRules(cacheRule(eligible));

  test('a page forbids storing, but not to a rule that ignores the origin', () => {
    expect(decided(everything, nextDefault('page')).decision).toBe('not-stored');
    expect(decided(edgeWithCacheRules(cacheRule(kept(60))), nextDefault('page')).decision).toBe('stored');
  });
  test('a handler says nothing, and is kept two hours', () =>
    expect(decided(everything, nextDefault('handler'))).toMatchObject({ decision: 'stored', ttl: 7_200 }));
});

describe('Configuration Rules (guide section 1.5) are shown, and decide nothing of caching', () => {
  test.each([
    ['ssl', 'flexible'],
    ['security_level', 'under_attack'],
    ['bic', false],
    ['automatic_https_rewrites', true],
    ['email_obfuscation', true],
    ['hotlink_protection', true],
    ['opportunistic_encryption', true],
    ['polish', 'lossless'],
    ['rocket_loader', true],
    ['mirage', true],
    ['fonts', true],
    ['sxg', true],
    ['disable_zaraz', true],
    ['disable_rum', true],
  ])('%s %s', (name, value) => {
    const phases = { http_config_settings: read([rule('set_config', { [name]: value })]) };
    const { decision, steps } = decided(edgeWith({}, phases), answer(200));
    expect(decision).toBe('not-stored');
    expect(steps).toContainEqual(
      expect.objectContaining({
        step: 'configuration-rule',
        matched: true,
        effect: `sets ${name} ${value}; nothing of caching`,
      }),
    );
  });
});
