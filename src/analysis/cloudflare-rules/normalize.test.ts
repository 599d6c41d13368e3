import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeRequest } from './normalize.ts';

const normalized = (path: string, type: string, scope = 'incoming') =>
  normalizeRequest(
    { method: 'GET', scheme: 'https', host: 'example.com', path, query: 'q=%61//..', headers: new Map() },
    { type, scope },
  );

// https://developers.cloudflare.com/rules/normalization/examples/
describe('the path that rules see', () => {
  test.each([
    ['/hello', 'rfc3986', '/hello'],
    ['/%68ello', 'rfc3986', '/hello'],
    ['/%68ello//pa\\th', 'rfc3986', '/hello//pa%5Cth'],
    ['/%68ello//pa\\th', 'cloudflare', '/hello/pa/th'],
    ['/hello//../path', 'rfc3986', '/hello/path'],
    ['/hello//../path', 'cloudflare', '/path'],
    ['/hello/\\../path', 'rfc3986', '/hello/%5C../path'],
    ['/hello/\\../path', 'cloudflare', '/path'],
    ['/a/%2e%2E/b', 'rfc3986', '/b'],
    ['/a%2fb%3f%5c', 'cloudflare', '/a%2Fb%3F%5C'],
    ['/%7Ea%2D%5F', 'rfc3986', '/~a-_'],
    ['/a b"é', 'rfc3986', '/a%20b%22%C3%A9'],
    ['/100%/%zz', 'rfc3986', '/100%25/%25zz'],
    ["/:/?#[]@!$&'()*+,;=", 'rfc3986', "/:/?#[]@!$&'()*+,;="],
    ['/a/b/.', 'rfc3986', '/a/b/'],
    ['/a/b/..', 'rfc3986', '/a/'],
    ['/../../a', 'rfc3986', '/a'],
    ['/..', 'rfc3986', '/'],
    ['/', 'cloudflare', '/'],
  ])('%s under %s is %s', (path, type, expected) => {
    const { path: after, rawPath, query, rawQuery } = normalized(path, type, 'both');
    expect({ after, rawPath, query, rawQuery }).toEqual({
      after: expected,
      rawPath: path,
      query: 'q=%61//..',
      rawQuery: 'q=%61//..',
    });
  });

  test('is what was sent where normalization is off', () => {
    expect(normalized('/%68ello//pa\\th', 'cloudflare', 'none').path).toBe('/%68ello//pa\\th');
  });

  test('is the same when it is normalized again', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('rfc3986', 'cloudflare'), (tail, type) => {
        const once = normalized(`/${tail}`, type).path;
        return normalized(once, type).path === once;
      }),
      { numRuns: 300 },
    );
  });
});
