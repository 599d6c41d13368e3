import { expect, test } from 'vitest';
import { requestBody, requestHead } from './plain-request.ts';

const post = { method: 'post', body: '{"a":1}', headers: { 'x-a': '1' } };
const address = 'https://api.acme.test/v1?x=1';

test.each([
  ['an address with options', [address, post]],
  ['a URL with options', [new URL(address), post]],
  ['a ready Request', [new Request(address, post)]],
] as const)('%s gives the same request', async (_form, [input, init]) => {
  const head = requestHead(input, init);
  expect([head.method, head.url.href, head.headers.get('x-a')]).toEqual(['POST', address, '1']);
  expect(Buffer.from((await requestBody(input, init)) ?? []).toString()).toBe('{"a":1}');
});

test('without a method it is GET, and there is no body', async () => {
  expect(requestHead(address).method).toBe('GET');
  expect(await requestBody(new Request(address))).toBeUndefined();
});

test('the signal of a Request is kept, the one in the options wins', () => {
  const inner = AbortSignal.abort('inner');
  const outer = AbortSignal.abort('outer');
  expect(requestHead(new Request(address, { signal: inner })).signal?.reason).toBe('inner');
  expect(requestHead(new Request(address, { signal: inner }), { signal: outer }).signal).toBe(outer);
});

test('what is no address is an error', () => {
  expect(() => requestHead('/v1')).toThrow(TypeError);
});
