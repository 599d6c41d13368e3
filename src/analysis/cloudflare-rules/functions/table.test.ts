import { describe, expect, test } from 'vitest';
import { answer, refusedAt, textOf, worldOf } from '../testing.ts';
import { ruleFunctions } from './table.ts';

const world = worldOf({
  request: { path: '/Apps/calendar', query: 'category=Foo&order=desc&category=Bar', host: 'www.cloudflare.com' },
  headers: {
    client_id: ['MTIzYWJj'],
    'x-categories': ['groceries,electronics,diy,auto'],
    'x-json': ['{"company":"cloudflare","list":[{"id":"a"},{"id":-4}],"n":2,"big":9007199254740993,"é":"ü"}'],
    'x-array': ['["first_item",-234]'],
    'x-float': ['{"n":42.0}'],
    'x-no-json': ['{'],
    'x-text': ['John%20Doe+%2520 %u2601%zz'],
    'x-absent': [],
  },
});
const header = (name: string) => `http.request.headers["${name}"][0]`;

// https://developers.cloudflare.com/ruleset-engine/rules-language/functions/
describe('what functions give', () => {
  test.each([
    ['lower(http.request.uri.path)', '/apps/calendar'],
    ['upper(http.host)', 'WWW.CLOUDFLARE.COM'],
    ['concat("String1", " ", "String", "2")', 'String1 String2'],
    ['concat("/", http.request.headers["x-absent"][0], http.request.uri.path)', '//Apps/calendar'],
    ['substring(http.request.uri.path, 1, 5)', 'Apps'],
    ['substring(http.request.uri.path, 6)', 'calendar'],
    ['substring(http.request.uri.path, -3)', 'dar'],
    ['substring(http.request.uri.path, 0, -9)', '/Apps'],
    ['substring(http.host, 0, 500)', 'www.cloudflare.com'],
    ['substring(http.host, 5, 2)', ''],
    ['remove_bytes(http.host, "\\x2e\\x77")', 'cloudflarecom'],
    ['to_string(ssl)', 'true'],
    ['to_string(len(http.host))', '18'],
    [`url_decode(${header('x-text')})`, 'John Doe %20 %u2601%zz'],
    [`url_decode(${header('x-text')}, "r")`, 'John Doe   %u2601%zz'],
    [`url_decode(${header('x-text')}, "ur")`, 'John Doe   ☁%zz'],
    [`decode_base64(${header('client_id')})`, '123abc'],
    [`decode_base64(${header('x-json')})`, undefined],
    ['encode_base64("hello world")', 'aGVsbG8gd29ybGQ'],
    ['encode_base64("hello world", "p")', 'aGVsbG8gd29ybGQ='],
    ['encode_base64("\\xfb\\xff", "u")', '-_8'],
    [`lookup_json_string(${header('x-json')}, "company")`, 'cloudflare'],
    [`lookup_json_string(${header('x-json')}, "list", 0, "id")`, 'a'],
    [`lookup_json_string(${header('x-json')}, "é")`, 'ü'],
    [`lookup_json_string(${header('x-array')}, 0)`, 'first_item'],
    [`lookup_json_string(${header('x-json')}, "n")`, undefined],
    [`split(${header('x-categories')}, ",", 3)[2]`, 'diy,auto'],
    [`split(${header('x-categories')}, ",", 64)[3]`, 'auto'],
    [`join(split(${header('x-categories')}, ",", 64), "-")`, 'groceries-electronics-diy-auto'],
    ['regex_replace("/foo/bar", "/bar$", "/baz")', '/foo/baz'],
    ['regex_replace("/x", "^/y$", "/mumble")', '/x'],
    ['regex_replace("/foo", "^/FOO$", "/x")', '/foo'],
    ['regex_replace("/a/a", "/a", "/b")', '/b/a'],
    ['regex_replace("/b", "^/b$", "/b$$")', '/b$'],
    // The page shows a slash at the end, which its own pattern does not give.
    [`regex_replace("/foo/a/path", "^/foo/([^/]*)/(.*)$", "/bar/\${2}/\${1}")`, '/bar/path/a'],
    ['regex_replace(http.host, "\\\\\\\\", "a")', 'www.cloudflare.com'],
    [`regex_replace(http.host, "(x)?w", "[\${1}]")`, '[]ww.cloudflare.com'],
    ['regex_replace(http.host, "w", "$1")', undefined],
    [`wildcard_replace(http.request.uri.path, "/apps/*", "/\${1}")`, '/calendar'],
    [`wildcard_replace(http.request.uri.path, "/apps/*", "/\${1}", "s")`, '/Apps/calendar'],
    [`wildcard_replace(http.request.uri.path, "/*/*", "/\${2}/$$\${1}")`, '/calendar/$Apps'],
    [`wildcard_replace(http.request.uri.path, "/*", "/\${2}")`, undefined],
    ['remove_query_args(http.request.uri.query, "order")', 'category=Foo&category=Bar'],
    ['remove_query_args(http.request.uri.query, "category")', 'order=desc'],
    ['remove_query_args(http.request.uri.query, "search")', 'category=Foo&order=desc&category=Bar'],
    ['"/literal"', '/literal'],
    ['http.request.uri.path', '/Apps/calendar'],
    ['http.user_agent', undefined],
    ['http.request.headers["x-absent"][0]', undefined],
    ['concat("/", ip.src.country)', undefined],
    ['concat("/", uuidv4(cf.random_seed))', undefined],
    ['"\\xff"', undefined],
  ])('%s', (text, expected) => {
    expect(textOf(text, world)).toBe(expected);
  });

  test.each([
    [`lookup_json_integer(${header('x-json')}, "n") eq 2`, true],
    [`lookup_json_integer(${header('x-json')}, "list", 1, "id") eq -4`, true],
    [`lookup_json_integer(${header('x-array')}, 1) eq -234`, true],
    [`lookup_json_integer(${header('x-json')}, "big") eq 1`, 'unknown'],
    [`lookup_json_integer(${header('x-float')}, "n") eq 42`, 'unknown'],
    [`lookup_json_integer(${header('x-no-json')}, "n") eq 42`, false],
    [`lookup_json_integer(${header('x-json')}, "toString") eq 0`, false],
    ['len(http.host) eq 18', true],
    ['len(http.request.uri.args["category"]) eq 2', true],
    ['starts_with(http.request.uri.path, "/Apps")', true],
    ['ends_with(http.request.uri.path, "/calendar")', true],
    ['ends_with(http.request.uri.path, concat("cal", "endar"))', true],
    ['any(decode_base64(http.request.headers["client_id"][*])[*] eq "123abc")', true],
    ['has_key(http.request.uri.args, "order")', true],
    ['has_key(http.request.uri.args, "other")', false],
    ['has_key(http.request.headers, "client_id")', true],
    ['has_key(http.request.headers, "x-absent")', false],
    ['has_key(http.request.headers, lower(http.request.uri.args.names[0]))', 'unknown'],
    ['has_key(http.request.headers, http.request.uri.args.names[9])', false],
    ['has_value(http.request.uri.args.names, "order")', true],
    ['has_value(http.request.uri.args.names, "Order")', false],
  ])('%s', (text, expected) => {
    expect(answer(text, world)).toBe(expected);
  });
});

describe('what functions refuse', () => {
  test.each([
    ['concat("a", http.request.headers["a"]) eq "a"', 12],
    ['has_value(http.request.uri.args.names, 1)', 39],
    ['has_key(http.request.uri.args.names, "a")', 8],
    ['url_decode("a") eq "a"', 11],
    ['decode_base64("a") eq "a"', 14],
    ['remove_query_args(http.request.uri, "a") eq "a"', 18],
    ['regex_replace(http.host, http.host, "a") eq "a"', 25],
    ['regex_replace(http.host, "(", "a") eq "a"', 25],
    ['wildcard_replace(http.host, "**", "a") eq "a"', 28],
    ['wildcard_replace(http.host, "*", "a", "x") eq "a"', 38],
    ['cidr6(ip.src, 0) eq ::1', 14],
    ['cidr("192.0.2.1", 24, 24) eq 192.0.2.0', 5],
    ['len(http.request.headers) > 0', 4],
    ['encode_base64("a", "z") eq "a"', 19],
  ])('%s at %d', (text, at) => {
    expect(refusedAt(text)).toBe(at);
  });

  test('a value expression is a string', () => {
    expect(textOf('len(http.host)')).toBe('@0 a string is wanted here');
    expect(textOf('lower(http.request.headers["a"][*])')).toBe('@0 a string is wanted here');
    expect(textOf('http.host eq "a"')).toBe('@10 nothing is expected here any more');
  });
});

test('repeated decoding of a hostile value ends', () => {
  const hostile = worldOf({ request: { path: `/%${'25'.repeat(30_000)}41` } });
  expect(answer('url_decode(http.request.uri.path, "r") contains "A"', hostile)).toBe('unknown');
});

test('functions whose arguments are unknown give nothing away', () => {
  const unknownArguments = ['lower', 'upper', 'url_decode', 'decode_base64', 'sha256'];
  for (const name of unknownArguments) expect(answer(`${name}(http.user_agent) eq "a"`)).toBe('unknown');
  expect(ruleFunctions.size).toBeGreaterThan(30);
});
