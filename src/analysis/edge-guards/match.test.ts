import { describe, expect, test } from 'vitest';
import { denied, edgeWith, pageRule, read, rule } from '../cloudflare-cache/testing.ts';
import { matcherOf } from './match.ts';

const odd = { method: 'GET', path: '/a/../private' };
const named = rule('block', {}, { expression: 'http.request.uri.path eq "/private"' });

describe('the path that rules see', () => {
  test.each([
    ['normalized', edgeWith(), [true]],
    ['as it came', edgeWith({ normalization: read({ type: 'cloudflare', scope: 'none' }) }), []],
    ['open, because normalization was not read', edgeWith({ normalization: denied('Sanitize Read') }), ['unknown']],
    [
      'open, because of a rule of its phase',
      edgeWith({}, { http_request_sanitize: read([rule('x', {})]) }),
      ['unknown'],
    ],
    [
      'open, because rewrites were not read',
      edgeWith({}, { http_request_transform: denied('Transform Rules Read') }),
      ['unknown'],
    ],
    [
      'open, because a rewrite rule cannot be read',
      edgeWith(
        {},
        { http_request_transform: read([rule('rewrite', { uri: { path: { value: '/x' } } }, { expression: '((' })]) },
      ),
      ['unknown'],
    ],
  ])('is %s', (_what, edge, matched) =>
    expect(
      matcherOf(edge)
        .matches([named], odd)
        .map((one) => one.matched),
    ).toEqual(matched),
  );

  test('is rewritten for all phases but redirects, which see it normalized', () => {
    const rewrite = rule('rewrite', { uri: { path: { value: '/inner' } } });
    const matcher = matcherOf(edgeWith({}, { http_request_transform: read([rewrite]) }));
    expect(matcher.matches([named], odd)).toEqual([]);
    expect(matcher.redirects([named], odd)).toMatchObject([{ matched: true }]);
  });

  test('matters only to rules that ask for it', () => {
    const { matches, unread } = matcherOf(edgeWith({}, { http_request_transform: denied('Transform Rules Read') }));
    expect(matches([rule('block', {}, { expression: 'http.host eq "shop.example.com"' })], odd)).toMatchObject([
      { matched: true },
    ]);
    expect(matches([named], odd)[0]?.why).toContain('Transform Rules Read');
    expect(unread).toMatchObject({ reason: 'denied' });
  });
});

describe('the Page Rule that applies', () => {
  const question = { method: 'GET', path: '/' };
  const found = (...rules: readonly ReturnType<typeof pageRule>[]) =>
    matcherOf(edgeWith({ pageRules: read(rules) }))
      .pageRules(question)
      .map(({ rule: { id }, matched }) => [id, matched]);
  const one = (id: string, priority: number, operator = 'matches') => pageRule({}, { id, priority, operator });

  test('is the first by priority that matches', () => {
    expect(found(one('low', 1), one('high', 2))).toEqual([['high', true]]);
    expect(found({ ...one('other', 2), target: 'www.example.com/*' }, one('low', 1))).toEqual([['low', true]]);
  });

  test.each([
    ['one before it cannot be read', [one('odd', 2, 'contains'), one('low', 1)], ['odd', 'low']],
    ['another has its priority', [one('a', 1), one('b', 1)], ['a', 'b']],
    ['none that can be read matches', [one('odd', 2, 'contains')], ['odd']],
  ])('is not known when %s', (_what, rules, ids) => expect(found(...rules)).toEqual(ids.map((id) => [id, 'unknown'])));
});
