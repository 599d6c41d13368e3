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

  test.each([`any(http.request.headers["x-origin-secret"][*] eq "${secret}")`, `http.cookie contains r"${secret}"`])(
    '%s holds one',
    (expression) => expect(secretsIn(expression)).toEqual([secret]),
  );

  test.each([
    'http.request.uri.path eq "/account/settings/notifications/2026"',
    'http.host eq "shop1234567890.preview.example.com"',
    'http.user_agent contains "Mozilla/5.0 (X11; Linux x86_64)"',
    'starts_with(http.request.uri.path, "/api") and http.cookie contains "session_token_of_the_shop"',
  ])('%s holds none', (expression) => expect(secretsIn(expression)).toEqual([]));
});
