import { expect, test } from 'vitest';
import { namesIn } from './names.ts';
import { parseExpression } from './parse.ts';

function names(text: string) {
  const parsed = parseExpression(text);
  if (parsed.state === 'refused') throw new Error(parsed.message);
  return namesIn(parsed.expression);
}

test('tells what would settle an answer', () => {
  const text = `not (ip.src in $office or any(lower(http.request.headers["x-tier"][*])[*] eq "a")) and
    (http.cookie contains "a" xor len(http.request.cookies["session"]) > 0) and http.host in $cf.malware and
    has_key(http.request.headers, "authorization") and any((http.request.headers["x-b"][*] ne "")) and true`;
  expect(names(text)).toEqual({
    fields: ['ip.src', 'http.request.headers', 'http.cookie', 'http.request.cookies', 'http.host'],
    lists: ['office', 'cf.malware'],
    cookies: ['session'],
    headers: ['x-tier', 'cookie', 'authorization', 'x-b'],
  });
});

test('a header of the response is none of the request', () => {
  expect(names('any(http.response.headers["x-a"][*] eq "a")').headers).toEqual([]);
  expect(names('http.response.content_type.media_type eq "text/html"').headers).toEqual([]);
});

test('names each thing once, and nothing where nothing is asked', () => {
  expect(names('ssl or ssl').fields).toEqual(['ssl']);
  expect(names('true')).toEqual({ fields: [], lists: [], cookies: [], headers: [] });
});
