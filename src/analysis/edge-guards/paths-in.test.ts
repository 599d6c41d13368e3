import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesOtherHosts, pathsIn } from './paths-in.ts';

describe('paths that a rule names', () => {
  it.each([
    ['http.request.uri.path eq "/legacy"', ['/legacy']],
    ['http.request.uri.path in {"/a" "/b/c"} and http.host eq "shop.example.com"', ['/a', '/b/c']],
    ['http.request.uri.path wildcard r"/files/*"', ['/files/']],
    ['http.request.full_uri wildcard "https://*.example.com/old/*"', ['/old/']],
    ['http.request.full_uri eq "https://shop.example.com"', []],
    ['ends_with(http.request.uri.path, ".php")', ['/sample.php']],
    ['http.request.uri eq "/a?b=c"', ['/a']],
    ['"*shop.example.com/feed*"', ['/feed']],
    ['ssl', []],
  ])('%s', (expression, paths) => expect(pathsIn(expression)).toEqual(paths));

  it('are few and begin with a slash, whatever the text', () => {
    assert(
      property(string({ maxLength: 300 }), (text) => pathsIn(`"${text}"${text}`).every((path) => path.startsWith('/'))),
      { numRuns: 300 },
    );
    expect(pathsIn(Array.from({ length: 500 }, (_, index) => `"/${index}"`).join(' ')).length).toBe(40);
    expect(pathsIn('"'.repeat(60_000))).toEqual([]);
  });
});

describe('a rule for whole addresses', () => {
  it.each([
    ['http.request.full_uri wildcard "https://old.example.com/*"', true],
    ['http.request.full_uri wildcard "http*://*.example.com/*"', false],
    ['http.request.full_uri in {"https://old.example.com/" "https://shop.example.com/"}', false],
    ['http.request.full_uri matches "^https://old.example.com/"', false],
    ['http.host eq "old.example.com"', false],
  ])('%s is for other hosts: %s', (expression, others) =>
    expect(namesOtherHosts(expression, 'shop.example.com')).toBe(others),
  );
});
