import { expect, test } from 'vitest';
import { errorJson, parseJson } from './json.ts';

const answer = (text: string, type: string | undefined = 'application/json') => ({
  status: 200,
  headers: new Headers(type === undefined ? {} : { 'content-type': type }),
  bytes: new TextEncoder().encode(text),
});

test.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'Application/JSON'])(
  '%s is JSON',
  (type) => {
    expect(parseJson(answer('{"a":[1]}', type), 'Acme')).toEqual({ a: [1] });
  },
);

test.each([
  ['<!doctype html><title>Log in</title>', 'text/html; charset=utf-8', 'a web page instead of data'],
  ['  <HTML><body>', 'application/json', 'a web page instead of data'],
  ['{"a":1}', 'text/plain', 'the content type text/plain where JSON was expected'],
  ['{"a":1}', 'application/jsonp', 'the content type application/jsonp'],
  ['', 'application/json', 'an empty answer'],
  ['{"value":"canary-secret', 'application/json', 'cut off or no JSON (23 bytes)'],
])('%j as %s is refused', (text, type, words) => {
  expect(() => parseJson(answer(text, type), 'Acme')).toThrow(words);
  expect(() => parseJson(answer(text, type), 'Acme')).not.toThrow(/canary/);
});

test('an error without JSON has no details, and is no exception', () => {
  expect(errorJson(answer('{"error":{"code":"x"}}'))).toEqual({ error: { code: 'x' } });
  expect(errorJson(answer('{"error":'))).toBeUndefined();
  expect(errorJson(answer('<html>', 'text/html'))).toBeUndefined();
});
