import { expect, test } from 'vitest';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { networkTrouble } from './network-trouble.ts';
import { PassingTrouble } from './retry.ts';

const peer = { title: 'Acme', host: 'api.acme.test' };

function failed(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('low level'), { code }) });
}

test.each([
  ['ENOTFOUND', 'offline', 'was not found'],
  ['EAI_AGAIN', 'offline', 'was not found'],
  ['ECONNREFUSED', 'offline', 'refused the connection'],
  ['ENETUNREACH', 'offline', 'cannot be reached'],
  ['EHOSTUNREACH', 'offline', 'cannot be reached'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'did not answer in time'],
])('%s is unavailable: %s', (code, reason, words) => {
  const trouble = networkTrouble(failed(code), peer);
  expect(trouble).toBeInstanceOf(UnavailableError);
  expect(trouble).toMatchObject({ reason, hint: expect.stringContaining(words) });
  expect(trouble.message).toContain('api.acme.test');
});

test.each([
  ['CERT_HAS_EXPIRED', 'certificate of api.acme.test is not trusted'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'not trusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'not trusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'not trusted'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'no encrypted connection'],
  ['EPROTO', 'no encrypted connection'],
  ['HPE_INVALID_CONSTANT', 'not HTTP'],
  ['Z_DATA_ERROR', 'could not be decompressed'],
  ['ENEW', 'failed (ENEW)'],
])('%s is a fault: %s', (code, words) => {
  const trouble = networkTrouble(failed(code), peer);
  expect(trouble).toBeInstanceOf(ProviderFault);
  expect(trouble.message).toContain(words);
});

test('a broken connection may mend', () => {
  const trouble = networkTrouble(failed('ECONNRESET'), peer);
  expect(trouble).toBeInstanceOf(PassingTrouble);
  expect(trouble).toMatchObject({ final: expect.any(ProviderFault) });
});

test('the code is found below several tries, and its absence is said', () => {
  const several = new AggregateError([Object.assign(new Error('v6'), { code: 'ECONNREFUSED' })]);
  expect(networkTrouble(new TypeError('fetch failed', { cause: several }), peer)).toMatchObject({ reason: 'offline' });
  expect(networkTrouble('nonsense', peer).message).toBe('the request to Acme (api.acme.test) failed');
});

test('a chain of causes that goes in circles ends', () => {
  const circle = new Error('a');
  circle.cause = circle;
  expect(networkTrouble(circle, peer)).toBeInstanceOf(ProviderFault);
});
