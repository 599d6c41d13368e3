import { expect, test } from 'vitest';
import { failureOf } from './failure.ts';

const thrown = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('low'), { code }) });

test.each([
  ['ENOTFOUND', 'no-name'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'unreachable'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['UND_ERR_SOCKET', 'reset'],
  ['CERT_HAS_EXPIRED', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
  ['INVALID_PURPOSE', 'certificate'],
  ['PATH_LENGTH_EXCEEDED', 'certificate'],
  ['UNSPECIFIED', 'certificate'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN', 'tls'],
  ['EPROTO', 'tls'],
  ['HPE_INVALID_CONSTANT', 'not-http'],
  ['UND_ERR_HEADERS_OVERFLOW', 'not-http'],
  ['Z_DATA_ERROR', 'compression'],
  ['ERR__ERROR_FORMAT_PADDING_1', 'compression'],
  ['ENEW', 'other'],
] as const)('%s is %s', (code, kind) => expect(failureOf(thrown(code))).toEqual({ kind, code }));

test('what carries no code is no failure that is known', () => {
  expect(failureOf(new Error('words'))).toBeUndefined();
  expect(failureOf('ECONNREFUSED')).toBeUndefined();
  expect(failureOf(undefined)).toBeUndefined();
});
