import { describe, expect, test } from 'vitest';
import { fieldTypes } from './field-types.ts';
import { fieldValue } from './field-values.ts';
import { answer, worldOf } from './testing.ts';
import { isMapValue, isSomeOf, unknown } from './value.ts';

const world = worldOf({
  request: {
    path: '/new/a.JPG',
    query: 'a=1&b=%20&a=&flag',
    rawPath: '/old/%61',
    rawQuery: 'a=1',
    host: 'shop.example.com:8443',
  },
  headers: {
    cookie: ['session=abc=; a%20b=1', 'session=d'],
    referer: ['https://a.test/'],
    'user-agent': ['curl/8'],
    'x-forwarded-for': [],
    'accept-language': ['fr-CH, fr;q=0.8, en;q=0.9, de;q=0.7, *;q=0.5'],
  },
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/
describe('a request gives', () => {
  test.each([
    ['http.host', 'shop.example.com:8443'],
    ['http.request.method', 'GET'],
    ['http.request.uri', '/new/a.JPG?a=1&b=%20&a=&flag'],
    ['http.request.full_uri', 'https://shop.example.com:8443/new/a.JPG?a=1&b=%20&a=&flag'],
    ['http.request.uri.path', '/new/a.JPG'],
    ['http.request.uri.path.extension', 'jpg'],
    ['http.request.uri.query', 'a=1&b=%20&a=&flag'],
    ['http.request.uri.args.names', ['a', 'b', 'a', 'flag']],
    ['http.request.uri.args.values', ['1', '%20', '', '']],
    ['raw.http.request.uri', '/old/%61?a=1'],
    ['raw.http.request.full_uri', 'https://shop.example.com:8443/old/%61?a=1'],
    ['raw.http.request.uri.path', '/old/%61'],
    ['raw.http.request.uri.path.extension', ''],
    ['raw.http.request.uri.query', 'a=1'],
    ['raw.http.request.uri.args.names', ['a']],
    ['raw.http.request.uri.args.values', ['1']],
    ['http.cookie', 'session=abc=; a%20b=1; session=d'],
    ['http.referer', 'https://a.test/'],
    ['http.user_agent', 'curl/8'],
    ['http.x_forwarded_for', ''],
    ['http.request.accepted_languages', ['fr-CH', 'en', 'fr', 'de']],
    ['ssl', true],
    ['cf.edge.server_port', 8443],
  ])('%s', (name, expected) => {
    expect(fieldValue(name, world)).toEqual(expected);
  });

  test.each([
    ['http.request.cookies["session"][1] eq "d"', true],
    ['http.request.cookies["session"][0] eq "abc="', true],
    ['http.request.cookies["a b"][0] eq "1"', true],
    ['http.request.cookies["a%20b"][0] eq "1"', false],
    ['http.request.uri.args["a"][1] eq ""', true],
    ['raw.http.request.uri.args["a"][0] eq "1"', true],
    ['http.request.headers["host"][0] eq "shop.example.com:8443"', true],
    ['http.request.headers["cookie"][1] eq "session=d"', true],
  ])('%s', (text, expected) => {
    expect(answer(text, world)).toBe(expected);
  });
});

test.each([
  ['/articles/index.html', 'html'],
  ['/foo', ''],
  ['/foo.mp3', 'mp3'],
  ['/.mp3', ''],
  ['/.foo.mp3', 'mp3'],
  ['/foo.tar.bz2', 'bz2'],
  ['/foo.', ''],
  ['/foo.MP3', 'mp3'],
  ['/a.b/c', ''],
  ['/', ''],
])('the extension of %s is "%s"', (path, expected) => {
  expect(fieldValue('http.request.uri.path.extension', worldOf({ request: { path } }))).toBe(expected);
});

test('a request without a query, over http, with a method in lower case', () => {
  const plain = worldOf({ request: { query: '', scheme: 'http', method: 'get', path: '/a' } });
  expect(fieldValue('http.request.uri', plain)).toBe('/a');
  expect(fieldValue('http.request.full_uri', plain)).toBe('http://shop.example.com/a');
  expect(fieldValue('http.request.uri.args.names', plain)).toEqual([]);
  expect(fieldValue('http.request.method', plain)).toBe('GET');
  expect(fieldValue('ssl', plain)).toBe(false);
  expect(fieldValue('cf.edge.server_port', plain)).toBe(80);
});

test('a cookie header that is known to be absent is empty', () => {
  const without = worldOf({ headers: { cookie: [] } });
  expect(answer('http.cookie eq ""', without)).toBe(true);
  expect(answer('any(http.request.cookies["session"][*] ne "")', without)).toBe(false);
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/cf.threat_score/
test('the threat score is always 0', () => {
  expect(answer('cf.threat_score gt 14')).toBe(false);
});

test('the name of the zone is known where the world tells it', () => {
  expect(answer('cf.zone.name eq "example.com"', { ...worldOf(), zone: 'example.com' })).toBe(true);
  expect(answer('cf.zone.name eq "example.com"')).toBe('unknown');
});

test('every documented field has a value of its type, or none', () => {
  const answering = { ...world, response: { status: 200, headers: new Map([['content-type', ['a/b']]]) } };
  for (const [name, type] of fieldTypes) {
    const value = fieldValue(name, answering);
    if (value === unknown) continue;
    const kind =
      Array.isArray(value) || isSomeOf(value)
        ? 'Array'
        : isMapValue(value)
          ? 'Map'
          : { string: 'String', number: 'Integer', boolean: 'Boolean' }[typeof value as string];
    expect(type.split('<')[0], name).toBe(kind);
  }
});
