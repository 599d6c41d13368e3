import { expect, test } from 'vitest';
import { type GuardPolicy, guardRequest, RefusedRequestError } from './guard.ts';
import { type FetchInput, requestHead } from './plain-request.ts';

const policy: GuardPolicy = {
  origins: ['https://api.acme.test', 'https://files.acme.test'],
  credentialOrigin: 'https://api.acme.test',
  credentialHeaders: ['x-acme-account'],
  permits: [],
};
const check = (input: FetchInput, init?: RequestInit) => () => guardRequest(requestHead(input, init), policy);
const authorization = { headers: { authorization: 'Bearer x' } };

test('reading at the provider passes, with and without a credential', () => {
  expect(check('https://api.acme.test/v1', authorization)).not.toThrow();
  expect(check('https://api.acme.test/v1', { method: 'HEAD' })).not.toThrow();
  expect(check('https://files.acme.test/v1')).not.toThrow();
});

test.each([
  'https://evil.test/v1',
  'http://api.acme.test/v1',
  'https://api.acme.test:8443/v1',
  'https://api.acme.test.evil.test/v1',
  'https://api.acme.test@evil.test/v1',
  'file:///etc/passwd',
  'data:application/json,{}',
])('%s is not the provider', (address) => {
  expect(check(address)).toThrow(RefusedRequestError);
});

test('a credential stays at its origin, in every header that may carry one', () => {
  for (const name of ['authorization', 'cookie', 'x-acme-account']) {
    const headers = { [name]: 'secret' };
    expect(check('https://api.acme.test/v1', { headers })).not.toThrow();
    expect(check('https://files.acme.test/v1', { headers })).toThrow('a credential may not leave');
  }
});

test('a user name in the address is refused without being shown', () => {
  const refused = check('https://canary-user:canary-pass@api.acme.test/v1');
  expect(refused).toThrow('refused to send GET to api.acme.test');
  expect(refused).not.toThrow(/canary/);
});

test('a foreign Request object is judged by its own method', () => {
  const foreign = { url: 'https://api.acme.test/v1', method: 'DELETE', headers: new Headers(), body: null };
  expect(check(foreign as unknown as Request)).toThrow('refused to send DELETE');
});

test('a method in the options wins over the one of the Request', () => {
  const request = new Request('https://api.acme.test/v1');
  expect(check(request)).not.toThrow();
  expect(check(request, { method: 'DELETE' })).toThrow('refused to send DELETE');
});
