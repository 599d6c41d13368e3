import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, worldOf } from './testing.ts';

const yes = 'ssl';
const no = 'http.host eq "other.test"';
const perhaps = 'http.cookie contains "session="';

describe('what is unknown stays unknown where it matters', () => {
  test.each([
    [perhaps, 'unknown'],
    [`not ${perhaps}`, 'unknown'],
    [`${perhaps} and ${yes}`, 'unknown'],
    [`${perhaps} and ${no}`, false],
    [`${no} and ${perhaps}`, false],
    [`${perhaps} or ${yes}`, true],
    [`${perhaps} or ${no}`, 'unknown'],
    [`${perhaps} xor ${yes}`, 'unknown'],
    [`${no} or ${perhaps} or ${yes}`, true],
    ['http.request.headers["x-a"][0] eq "a"', 'unknown'],
    ['http.request.headers["X-A"][0] eq "a"', false],
    ['len(http.request.headers["x-a"]) > 0', 'unknown'],
    ['any(http.request.headers["x-a"][*] eq "a")', 'unknown'],
    ['all(http.request.headers["x-a"][*] eq "a")', 'unknown'],
    ['any(lower(http.request.headers["x-a"][*])[*] eq "a" and http.request.headers["x-a"][*] ne "")', 'unknown'],
    ['any(http.request.headers.names[*] eq "authorization")', 'unknown'],
    ['has_key(http.request.headers, "x-a")', 'unknown'],
    ['has_value(http.request.headers.values, "x-a")', 'unknown'],
    ['http.request.cookies["s"][0] eq "a"', 'unknown'],
    ['ip.src.country eq "DE"', 'unknown'],
    ['cf.bot_management.score lt 30', 'unknown'],
    ['cf.client.bot', 'unknown'],
    ['cf.tls_version eq "TLSv1.2"', 'unknown'],
    ['http.request.version in {"HTTP/1.0"}', 'unknown'],
    ['http.request.timestamp.sec gt 0', 'unknown'],
    ['http.request.body.size gt 0', 'unknown'],
    ['http.response.code eq 200', 'unknown'],
    ['is_timed_hmac_valid_v0("k", http.request.uri, 100000, http.request.timestamp.sec, 8)', 'unknown'],
    ['cidr(ip.src, 24, 64) eq 192.0.2.0', 'unknown'],
  ])('%s is %s', (text, expected) => {
    expect(answer(text)).toBe(expected);
  });
});

describe('a response field', () => {
  test.each([
    ['http.response.code in {200 404}', true],
    ['any(http.response.headers["set-cookie"][*] contains "session=")', true],
    ['http.response.content_type.media_type eq "text/html"', true],
    ['len(http.response.headers["cache-control"]) > 0', false],
    ['len(http.response.headers["x-other"]) > 0', 'unknown'],
    ['cf.response.error_type eq "waf"', 'unknown'],
  ])('%s is %s', (text, expected) => {
    const headers = {
      'set-cookie': ['a=1', 'session=2'],
      'content-type': ['Text/HTML ; charset=utf-8'],
      'cache-control': [],
    };
    expect(answer(text, worldOf({ response: { status: 404, headers } }))).toBe(expected);
  });

  test('is unknown as far as the answer is', () => {
    expect(answer('http.response.code eq 200', worldOf({ response: {} }))).toBe('unknown');
  });
});

describe('laws of the logic', () => {
  const leaf = fc.constantFrom(
    ...[yes, no, perhaps, 'true', 'false', 'ip.src in {192.0.2.0/24}', 'http.request.uri.args["z"][0] ne "a"'],
    ...['any(http.request.uri.args.names[*] eq "page")', 'http.host in $unread', 'len(http.host) in {1..99}'],
  );
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      leaf,
      tie('condition').map((a) => `not (${a})`),
      fc
        .tuple(tie('condition'), fc.constantFrom('and', 'or', 'xor', '&&', '||', '^^'), tie('condition'))
        .map(([a, joint, b]) => `(${a}) ${joint} ${b}`),
    ),
  }));

  test('two negations are none', () => {
    fc.assert(
      fc.property(condition, (a) => answer(`not not (${a})`) === answer(a) && answer(`not (not (${a}))`) === answer(a)),
      { numRuns: 200 },
    );
  });

  test('De Morgan holds under three values', () => {
    fc.assert(
      fc.property(condition, condition, (a, b) => {
        expect(answer(`not ((${a}) and (${b}))`)).toBe(answer(`not (${a}) or not (${b})`));
        expect(answer(`not ((${a}) or (${b}))`)).toBe(answer(`not (${a}) and not (${b})`));
      }),
      { numRuns: 200 },
    );
  });

  test('what is decided stays so when more becomes known', () => {
    const more = [['session=1'], ['a=1'], []].map((cookie) => worldOf({ headers: { cookie } }));
    fc.assert(
      fc.property(condition, (a) => {
        const before = answer(a);
        for (const world of more) if (before !== 'unknown') expect(answer(a, world)).toBe(before);
      }),
      { numRuns: 200 },
    );
  });
});
