import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretsIn, wordsIn } from './expression-words.ts';

describe('lists in an expression', () => {
  test.each<[string, readonly string[]]>([
    ['ip.src in $office_networks', ['office_networks']],
    ['not ip.src in $a and (http.host in $b or ip.src in $a)', ['a', 'b']],
    ['ip.src in $cf.malicious', []],
    ['http.request.uri.path eq "/$not_a_list"', []],
    ['http.request.uri.path matches r"^/\\d+$end" and ip.src in $real', ['real']],
    ['http.host eq r#"a"$inside"# and ip.src in $outside', ['outside']],
    ['http.host eq "a\\"$inside" or ip.src in $outside', ['outside']],
    ['http.host eq "never closed $inside', []],
    ['http.referer contains r"never closed $inside', []],
    ['ip.src in $', []],
    ['this does not parse ( $still_seen', ['still_seen']],
    ['true', []],
  ])('%s', (expression, lists) => expect(wordsIn(expression).lists).toEqual(lists));

  test('end with any text, and are names', () => {
    const character = constantFrom('"', '\\', '$', 'r', '#', 'a', '.', ' ');
    assert(
      property(string({ unit: character, maxLength: 60 }), (text) =>
        wordsIn(text).lists.every((name) => /^[\w.]+$/.test(name) && !name.startsWith('cf.')),
      ),
      { numRuns: 300 },
    );
  });
});

describe('secrets in an expression', () => {
  const secret = 'f3b1c9d8e7a64f52b0c1d2e3f4a5b6c7';
  const key = ['sk', 'live', 'abcdefgh12345678'].join('_');

  test.each<[string, readonly string[]]>([
    [`any(http.request.headers["x-origin-secret"][*] eq "${secret}")`, [secret]],
    [`http.cookie contains r"${secret}"`, [secret]],
    ['any(lower(http.request.headers["x-origin-secret"][*])[*] eq "letmein-please")', ['letmein-please']],
    ['http.request.headers["x-shop"][0] in {"application/json" "hunter2hunter2"}', ['hunter2hunter2']],
    ['http.cookie contains "bypass=open-sesame"', ['open-sesame']],
    ['http.cookie eq "theme=dark; staff=Xk29abQ1"', ['Xk29abQ1']],
    ['http.request.cookies["staff"][0] eq "opensesame"', ['opensesame']],
    ['http.request.uri.args["token"][0] eq "opensesame" and http.host eq "opensesame-shop.example"', ['opensesame']],
    ['http.request.uri.query contains "key=abcdefgh"', ['abcdefgh']],
    ['http.request.full_uri wildcard r"https://shop.example.com/*?token=hunter2x*"', ['hunter2x']],
    ['http.request.headers["authorization"][0] eq "Basic YWRtaW46aHVudGVyMg=="', ['YWRtaW46aHVudGVyMg==']],
    [`http.request.uri.path eq "/in/${key}"`, [key]],
    ['http.user_agent eq "q8Zr/4kLmN0pQwErTyUi+OpA=="', ['q8Zr/4kLmN0pQwErTyUi+OpA==']],
    [String.raw`http.request.headers["x-key"][0] eq "pass\"word1"`, [String.raw`pass\"word1`, 'pass"word1']],
  ])('%s', (expression, secrets) => expect(secretsIn(expression)).toEqual(expect.arrayContaining([...secrets])));

  test.each([
    'http.request.uri.path eq "/account/settings/notifications/2026"',
    'http.host eq "shop1234567890.preview.example.com"',
    'http.user_agent contains "Mozilla/5.0 (X11; Linux x86_64)"',
    'starts_with(http.request.uri.path, "/api") and http.cookie contains "session_token_of_the_shop"',
    'http.cookie contains "__Secure-next-auth.session-token"',
    'http.cookie matches "(^|; )session=[^;]+"',
    'http.cookie contains "wordpress_logged_in="',
    'http.request.headers["accept"][0] contains "text/html"',
    'http.request.headers["x-mode"][0] in {"XMLHttpRequest" "de-CH" "shop.example.com" "application/ld+json"}',
    'http.request.headers["content-type"][0] eq "multipart/form-data"',
    'http.request.uri.args["utm_source"][0] eq "newsletter"',
    'http.request.uri.args["author"][0] eq "ana-smith"',
    'http.request.uri.args["token"][0] eq "contains"',
    'http.request.headers["x-secret"][0] eq "" or http.request.uri.path eq "/dashboard/overview"',
  ])('%s holds none', (expression) => expect(secretsIn(expression)).toEqual([]));
});
