import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExpression, parseTextExpression } from './parse.ts';
import { answer, refusedAt, textOf, worldOf } from './testing.ts';

// https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#order-of-precedence
describe('precedence', () => {
  test.each([
    ['true or true and false', true],
    ['(true or true) and false', false],
    ['true or true xor true', true],
    ['(true or true) xor true', false],
    ['true xor true and false', true],
    ['(true xor true) and false', false],
    ['not true or true', true],
    ['not (true or true)', false],
    ['not false and false', false],
    ['not http.host eq "shop.example.com" and ssl', false],
    ['not http.host eq "other.example.com" and ssl', true],
    ['true xor true xor true', true],
    ['false and true or true', true],
    ['not not ssl', true],
    ['! ! !ssl', false],
    ['not!ssl', true],
  ])('%s is %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });
});

describe('both spellings of every logical operator', () => {
  test.each([
    ['ssl && ssl', 'ssl and ssl'],
    ['!ssl || ssl', 'not ssl or ssl'],
    ['ssl ^^ ssl', 'ssl xor ssl'],
    ['!(ssl)', 'not (ssl)'],
  ])('%s is %s', (a, b) => {
    expect(answer(a)).toBe(answer(b));
    expect(answer(a)).toBeTypeOf('boolean');
  });
});

test('blanks and line ends part words, and are not needed beside signs and strings', () => {
  expect(answer('( http.host\r\neq "shop.example.com" )\nand ssl')).toBe(true);
  expect(answer('http.host=="shop.example.com"&&!(http.request.method in{"POST""PUT"})||ssl')).toBe(true);
  expect(answer('http.host eq "shop.example.com"and ssl')).toBe(true);
});

test('white space of every kind may stand around an expression, and of three kinds inside', () => {
  expect(answer('\t\u00a0\u3000\v\f ssl and ssl\u2003\u0085\t')).toBe(true);
  expect(textOf('\t"/a"\u00a0')).toBe('/a');
  expect(refusedAt('\u00a0ssl ss')).toBe(5);
  for (const [blank, at] of [
    ['\t', 3],
    ['\v', 3],
    ['\u00a0', 3],
    ['\ufeff', 3],
  ] as const) {
    expect(refusedAt(`ssl${blank}and ssl`)).toBe(at);
  }
  expect(refusedAt('http.host in {"a"\t"b"}')).toBe(17);
  expect(refusedAt('\ufeffssl')).toBe(0);
});

test('"All incoming requests" is the literal true', () => {
  expect(answer('true')).toBe(true);
  expect(answer('(false)')).toBe(false);
});

describe('what the engine refuses is refused at its place', () => {
  test.each([
    ['', 0],
    ['   ', 3],
    ['ssl ssl', 4],
    ['ssl and', 7],
    ['ssl AND ssl', 4],
    ['NOT ssl', 0],
    ['http.host EQ "a"', 10],
    ['http.host = "a"', 10],
    ['(ssl', 4],
    ['ssl)', 3],
    ['ssl eq true', 4],
    ['ssl == 1', 4],
    ['http.hots eq "a"', 0],
    ['HTTP.HOST eq "a"', 0],
    ['http.host', 9],
    ['http.host eq', 12],
    ['http.host eq a', 13],
    ["http.host eq 'a'", 13],
    ['http.host eq 1', 13],
    ['http.host eq "a', 13],
    ['http.host eq r#"a"', 13],
    ['http.host & 1', 10],
    ['http.response.code contains "2"', 19],
    ['http.response.code eq "200"', 22],
    ['http.response.code in {"200"}', 23],
    ['http.response.code in {5..1}', 23],
    ['http.response.code eq 08', 23],
    ['http.response.code eq 9223372036854775808', 22],
    ['ip.src eq "192.0.2.1"', 10],
    ['ip.src eq 192.0.2.256', 10],
    ['ip.src eq 192.0.2.0/24', 19],
    ['ip.src in 192.0.2.0/24', 10],
    ['ip.src in {192.0.2.1/24}', 11],
    ['ip.src in {192.0.2.0/33}', 20],
    ['ip.src in {192.0.2.9..192.0.2.1}', 11],
    ['ip.src in {192.0.2.1..2001:db8::1}', 11],
    ['ip.src contains 192.0.2.1', 7],
    ['http.host in {"a", "b"}', 17],
    ['http.host in {"a" 1}', 18],
    ['http.host in ("a")', 13],
    ['http.host in {"a"', 17],
    ['http.host in $', 14],
    ['http.request.headers eq "a"', 21],
    ['http.request.headers["a"] eq "a"', 26],
    ['http.request.headers["a"][*] eq "a"', 0],
    ['http.request.headers[0] eq "a"', 20],
    ['http.request.headers["a"]["b"] eq "a"', 25],
    ['http.request.headers["a"][-1] eq "a"', 26],
    ['http.request.headers["a"][0 eq "a"', 28],
    ['http.host[0] eq "a"', 9],
    ['nosuch(http.host)', 0],
    ['lower(http.host', 15],
    ['lower() eq "a"', 6],
    ['lower(http.host, "a") eq "a"', 17],
    ['lower("A") eq "a"', 6],
    ['lower(ssl) eq "a"', 6],
    ['lower(http.request.headers["a"]) eq "a"', 6],
    ['len(http.host) eq "1"', 18],
    ['len(http.host)', 14],
    ['any(http.request.headers["a"][*])', 4],
    ['any(ssl)', 4],
    ['any(http.request.headers["a"][*] eq "a" and ssl)', 40],
    ['starts_with("a", http.host)', 12],
    ['starts_with(http.host, http.request.headers["a"][*])', 23],
    ['http.request.uri.path starts_with "/a"', 22],
    ['http.request.uri.path ends_with ".css"', 22],
    ['split(http.host, "", 2)[0] eq "a"', 17],
    ['split(http.host, ".", 129)[0] eq "a"', 22],
    ['url_decode(http.host, "z") eq "a"', 22],
    ['cidr(ip.src, 33, 64) eq 192.0.2.0', 13],
    ['http.host matches "("', 19],
    ['http.host matches "a(?=b)"', 20],
    ['http.host wildcard "a**"', 19],
    ['http.host wildcard 61:62', 19],
    ['http.host strict wildcard 61:62', 26],
    ['http.request.uri.args[r"filter"][0] eq "a"', 22],
    ['http.request.uri.args[61:62][0] eq "a"', 24],
    ['ssl # a comment', 4],
  ])('%s at %d', (text, at) => {
    expect(refusedAt(text)).toBe(at);
  });
});

// What people are told: they count from 1, and see lines.
describe('the place of a refusal in words', () => {
  test.each([
    ['http.host eq a', 'character 14'],
    ['', 'character 1'],
    ['http.host in {"\u{1f600}" 1}', 'character 19'],
    ['ssl and\nhttp.hots eq "a"\n', 'line 2, column 1'],
    ['ssl and\r\n  http.hots eq "a"', 'line 2, column 3'],
    ['ssL and\nssl', 'line 1, column 1'],
    ['\nssl ss', 'line 2, column 5'],
    ['ssl ss\n', 'character 5'],
  ])('%j: %s', (text, where) => {
    expect(parseExpression(text)).toMatchObject({ state: 'refused', where });
  });
});

test('an expression has at most 4,096 characters', () => {
  const text = `http.host eq "${'a'.repeat(4096 - 15)}"`;
  expect(refusedAt(text)).toBeUndefined();
  expect(refusedAt(`${text} `)).toBe(4096);
});

test('hostile nesting ends in an answer, not in an exhausted stack', () => {
  const wrap = (open: string, inner: string, close: string, times: number) =>
    open.repeat(times) + inner + close.repeat(times);
  expect(answer(wrap('(', 'ssl', ')', 300))).toBe(true);
  expect(answer(`${'!'.repeat(4092)}ssl`)).toBe(true);
  expect(answer(`${wrap('lower(', 'http.host', ')', 200)} eq "shop.example.com"`)).toBe(true);
  for (const open of ['(', 'any(', 'lower(', 'to_string(starts_with(', '!(', 'http.request.headers[']) {
    expect(refusedAt(open.repeat(Math.floor(4096 / open.length)))).toBeTypeOf('number');
  }
});

test('whatever the text, the parsers answer, and what they accept can be evaluated', () => {
  const pieces = [
    ...['http.host', 'http.request.uri.path', 'http.request.headers["a"]', 'http.request.uri.args', 'ssl', 'ip.src'],
    ...['any(', 'all(', 'lower(', 'len(', 'concat(', ')', '(', '[*]', '[0]', '["a"]', ',', '{', '}', '$list', '..'],
    ...[' eq ', ' ne ', ' in ', ' contains ', ' matches ', ' wildcard ', ' & ', ' and ', ' or ', ' xor ', 'not ', '!'],
    ...['"a"', '"/a*"', 'r#"a"#', '1', '0x1f', '-1', '192.0.2.1', '\\', '"', ' ', '\u{1f600}', 'true'],
  ];
  const built = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join(''));
  const world = worldOf({ headers: { a: ['1'] } });
  fc.assert(
    fc.property(fc.oneof(built, fc.string({ unit: 'binary' })), (text) => {
      answer(text, world);
      const parsed = [parseExpression(text), parseTextExpression(text)];
      return parsed.every((one) => one.state === 'parsed' || (one.at >= 0 && one.at <= text.length));
    }),
    { numRuns: 300 },
  );
});
