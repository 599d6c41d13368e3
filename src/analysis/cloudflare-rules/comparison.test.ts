import { describe, expect, test } from 'vitest';
import { answer, worldOf } from './testing.ts';

const world = worldOf({
  request: { path: '/Account/a"b', query: 'n=5' },
  headers: { cookie: ['session=abc'], 'x-tier': ['Gold', 'beta'], authorization: [] },
  response: { status: 404 },
  lists: {
    partners: { kind: 'hostname', items: ['*.Example.com', 'plain.test'] },
    codes: { kind: 'asn', items: ['404', '410'] },
    nobody: { kind: 'ip', items: [] },
    offices: { kind: 'ip', items: ['192.0.2.1', 'shop.example.com', '404'] },
    links: { kind: 'redirect', items: ['shop.example.com'] },
  },
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#comparison-operators
describe('operators in both spellings', () => {
  test.each([
    ['http.host eq "shop.example.com"', true],
    ['http.host == "Shop.example.com"', false],
    ['http.host ne "shop.example.com"', false],
    ['http.host != "a"', true],
    ['http.response.code lt 405', true],
    ['http.response.code < 404', false],
    ['http.response.code le 404', true],
    ['http.response.code <= 403', false],
    ['http.response.code gt 403', true],
    ['http.response.code > 404', false],
    ['http.response.code ge 404', true],
    ['http.response.code >= 405', false],
    ['http.host lt "t"', true],
    ['http.host > "Z"', true],
    ['http.request.uri.path contains "ccount"', true],
    ['http.request.uri.path contains "account"', false],
    ['http.request.uri.path matches "^/Acc"', true],
    ['http.request.uri.path ~ "^Acc"', false],
    ['http.response.code & 4', true],
    ['http.response.code bitwise_and 0x3', false],
    ['http.response.code in {200 400..410}', true],
    ['http.response.code in {200..403 405}', false],
    ['http.response.code == 0x194', true],
    ['http.response.code == 0624', true],
    ['http.response.code > -1', true],
    ['http.response.code == 0', false],
    ['http.host in {"a" r"shop.example.com"}', true],
    ['http.host in {}', false],
  ])('%s is %s', (text, expected) => {
    expect(answer(text, world)).toBe(expected);
  });
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#wildcard-matching
describe('wildcards look at the whole value', () => {
  test.each([
    ['https://example.com/a/', true],
    ['https://example.com/a/page.html', true],
    ['https://example.com/a/sub/folder/?name=value', true],
    ['https://EXAMPLE.com/A/b', true],
    ['https://example.com/ab/', false],
    ['https://example.com/b/page.html', false],
    ['https://sub.example.com/a/', false],
  ])('%s: %s', (uri, expected) => {
    const { host, pathname, search } = new URL(uri);
    const request = { host: uri.includes('EXAMPLE') ? 'EXAMPLE.com' : host, path: pathname, query: search.slice(1) };
    expect(answer('http.request.full_uri wildcard "https://example.com/a/*"', worldOf({ request }))).toBe(expected);
  });

  test('strict ones by case, escaped stars as themselves', () => {
    const request = { path: '/a*b\\c' };
    expect(answer('http.request.uri.path strict wildcard "/A*"', worldOf({ request }))).toBe(false);
    expect(answer('http.request.uri.path wildcard "/A*"', worldOf({ request }))).toBe(true);
    expect(answer('http.request.uri.path wildcard r"/a\\*b\\\\c"', worldOf({ request }))).toBe(true);
    expect(answer('http.request.uri.path wildcard r"/a\\*c"', worldOf({ request }))).toBe(false);
    expect(answer('http.request.uri.path wildcard "/a\\\\*b*"', worldOf({ request }))).toBe(true);
    expect(answer('http.request.uri.path wildcard "/a"', worldOf({ request }))).toBe(false);
  });
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/values/#string-values-and-regular-expressions
describe('strings', () => {
  test.each([
    ['http.request.uri.path eq "/Account/a\\"b"', true],
    ['http.request.uri.path eq r#"/Account/a"b"#', true],
    ['http.request.uri.path eq "\\x2fAccount\\x2Fa\\042b"', true],
    ['http.request.uri.path contains 61:22', true],
    ['http.request.uri.path contains 61-22.62', true],
    ['http.request.uri.path eq r"\\x2f"', false],
    ['http.request.uri.path matches "a\\"b"', true],
    ['http.request.uri.path matches r#"a"b"#', true],
    ['http.request.uri.path matches "a["]b"', true],
    ['http.request.uri.path matches "\\\\."', false],
    ['http.request.uri.path matches "t\\/a"', true],
    ['http.request.uri.path matches r"\\x2fa"', true],
    ['http.request.uri.path matches ""', true],
  ])('%s is %s', (text, expected) => {
    expect(answer(text, world)).toBe(expected);
  });

  test.each(['"\\n"', '"\\x2"', '"\\400"', '"\\8"', '"\\*"', '61', '61:', '6', 'r#"a"', `r${'#'.repeat(256)}"a"`])(
    '%s is no string',
    (literal) => {
      expect(answer(`http.host eq ${literal}`, world)).toMatch(/^@1\d /);
    },
  );

  test('are bytes', () => {
    const request = { path: '/é' };
    expect(answer('len(http.request.uri.path) eq 3', worldOf({ request }))).toBe(true);
    expect(answer('http.request.uri.path eq "/é"', worldOf({ request }))).toBe(true);
    expect(answer('http.request.uri.path eq "/\\xc3\\xa9"', worldOf({ request }))).toBe(true);
    expect(answer('http.request.uri.path contains "\\xa9"', worldOf({ request }))).toBe(true);
    expect(answer('lower(http.request.uri.path) eq "/é"', worldOf({ request: { path: '/É' } }))).toBe(false);
  });
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/values/#arrays
describe('arrays and maps', () => {
  const filters = worldOf({ request: { query: 'filter=waf&filter=botm&filter=cdn' } });

  test.each([
    ['len(http.request.uri.args["filter"][1]) == 4', true],
    ['all(len(http.request.uri.args["filter"][*])[*] in {3 4})', true],
    ['all(not len(http.request.uri.args["filter"][*])[*] in {3 4})', false],
    ['all(not len(http.request.uri.args["order"][*])[*] in {3 4})', true],
    ['len(http.request.uri.args["filter"]) >= 0', true],
    ['not len(http.request.uri.args["order"]) >= 0', true],
    ['any(http.request.uri.args["filter"][*] == "cdn")', true],
    ['any(http.request.uri.args["filter"][*] == "CDN")', false],
    ['any(upper(http.request.uri.args["filter"][*])[*] == "CDN")', true],
    ['any(starts_with(http.request.uri.args["filter"][*], "bo"))', true],
    ['any(not starts_with(http.request.uri.args["filter"][*], "bo"))', true],
    ['all(starts_with(http.request.uri.args["filter"][*], "bo"))', false],
    ['any(http.request.uri.args["filter"][*] eq "waf" and not http.request.uri.args["filter"][*] eq "cdn")', true],
    ['all(http.request.uri.args["filter"][*] eq "waf" or len(http.request.uri.args["filter"][*])[*] ge 3)', true],
    ['any((http.request.uri.args["filter"][*] eq "x"))', false],
    ['any(http.request.uri.args[*][*] eq "botm")', true],
    ['any(http.request.uri.args[*][2] eq "cdn")', true],
    ['any(http.request.uri.args.names[*] eq "filter")', true],
    ['http.request.uri.args.values[2] eq "cdn"', true],
    ['lower(http.request.uri.args["filter"][*])[1] eq "botm"', true],
    ['concat(http.request.uri.args["filter"][*], "/")[0] eq "waf/"', true],
    ['any(http.request.uri.args["order"][*] eq "a")', false],
  ])('%s is %s', (text, expected) => {
    expect(answer(text, filters)).toBe(expected);
  });
});

describe('a missing value', () => {
  test.each(['eq "a"', '< "a"', '>= ""', 'contains ""', 'matches ".*"', 'wildcard "*"', 'in {"a"}'])(
    'makes every comparison false: %s',
    (comparison) => {
      expect(answer(`http.request.uri.args["order"][0] ${comparison}`, world)).toBe(false);
      expect(answer(`not http.request.uri.args["order"][0] ${comparison}`, world)).toBe(true);
      expect(answer(`http.request.headers["authorization"][0] ${comparison}`, world)).toBe(false);
      expect(answer(`http.request.headers["x-tier"][2] ${comparison}`, world)).toBe(false);
      expect(answer(`lower(http.request.uri.args["order"][0]) ${comparison}`, world)).toBe(false);
    },
  );

  test('under ne is unknown: the documentation and the open engine differ', () => {
    expect(answer('http.request.uri.args["order"][0] ne "a"', world)).toBe('unknown');
    expect(answer('http.request.uri.args["order"][0] != "a" or ssl', world)).toBe(true);
    expect(answer('len(http.request.headers["authorization"]) ne 0', world)).toBe('unknown');
  });

  test('is how people ask whether a header came', () => {
    expect(answer('len(http.request.headers["authorization"]) > 0', world)).toBe(false);
    expect(answer('len(http.request.headers["x-tier"]) > 0', world)).toBe(true);
    expect(answer('any(http.request.cookies["session"][*] ne "")', world)).toBe(true);
    expect(answer('any(http.request.cookies["other"][*] ne "")', world)).toBe(false);
    expect(answer('starts_with(http.request.headers["authorization"][0], "Bearer")', world)).toBe(false);
  });
});

// https://developers.cloudflare.com/waf/tools/lists/
describe('lists', () => {
  test.each([
    ['http.host in $partners', true],
    ['http.host in $unread', 'unknown'],
    ['not http.host in $unread', 'unknown'],
    ['http.host in $unread and not ssl', false],
    ['http.response.code in $codes', true],
    ['ip.src in $nobody', false],
    ['ip.src in $cf.open_proxies', 'unknown'],
    ['http.request.uri.path in $partners', false],
    ['http.host in $offices', 'unknown'],
    ['http.host in $nobody', 'unknown'],
    ['http.response.code in $partners', 'unknown'],
    ['http.response.code in $offices', 'unknown'],
    ['http.host in $links', 'unknown'],
    ['not http.host in $codes', 'unknown'],
  ])('%s is %s', (text, expected) => {
    expect(answer(text, world)).toBe(expected);
  });
});

test('addresses are read and stay unknown', () => {
  const set = '{198.51.100.1 198.51.100.3..198.51.100.7 192.0.2.0/24 2001:0db8::/32 ::1 ::ffff:192.0.2.1}';
  expect(answer(`ip.src in ${set}`)).toBe('unknown');
  expect(answer('ip.src ne 192.0.2.0')).toBe('unknown');
  expect(answer('ip.src == ::1')).toBe('unknown');
  expect(answer('ip.src in {}')).toBe(false);
});
