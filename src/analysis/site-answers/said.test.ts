import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralise } from '../../core/text.ts';
import { describeCertificate } from '../certificate/faults.ts';
import { parseHsts } from '../hsts/parse.ts';
import { showHop } from '../redirects/show.ts';
import { showCookie } from '../set-cookie/session-cookies.ts';
import { said } from './said.ts';

const pieces = [
  '\x1b',
  '\x1b]',
  '\x1b[',
  '\x1bP',
  '\x9b',
  '\x9d',
  '\x90',
  '\x9c',
  '\x07',
  '\u202e',
  '0',
  ';',
  'm',
  ' ',
  'a',
  '/',
];
const hostile = fc.string({ unit: fc.constantFrom(...pieces), minLength: 1, maxLength: 30 });

// The engine takes what is hostile out of a whole sentence: of the words around a value nothing may go with it.
describe('what a site says inside a sentence', () => {
  it.each<readonly [string, (value: string) => string, RegExp]>([
    ['alone', (value) => `${said(value)} is no directive, ${said(value)} neither`, / is no directive, .* neither$/],
    [
      'in a policy',
      (value) => why(`max-age="${value}"`),
      /^it |^(?:max-age is missing)$| (?:is no directive|has no usable value|is no number of seconds|stands there twice)$|^valid$/,
    ],
    [
      'in a cookie',
      (name) => showCookie({ name, path: name, secure: true, httpOnly: true, cleared: false }),
      /=…; Path=.*; Secure; HttpOnly$/,
    ],
    [
      'in a redirect',
      (value) => showHop({ url: 'https://a.test', location: value, status: 308, hsts: [] }),
      /^https:\/\/a\.test: 308, Location: /,
    ],
    ['in a certificate', shownCertificate, /; by .*; names .*; 1970-01-01 to 1970-01-01; EC; ECDSA with SHA-256$/],
  ])('takes none of the words behind it: %s', (_where, sentence, words) =>
    fc.assert(
      fc.property(hostile, (value) => {
        expect(neutralise(sentence(value))).toMatch(words);
      }),
      { numRuns: 300 },
    ),
  );

  it('is cut in its middle', () => expect(said('x'.repeat(500), 11)).toBe('xxxx … xxxx'));
});

function why(field: string): string {
  const read = parseHsts(field);
  return read.state === 'malformed' ? read.why : read.state;
}

function shownCertificate(value: string): string {
  return describeCertificate({
    ...{ subject: value, issuer: value, issuerName: value, names: [value, value], notBefore: 0, notAfter: 0 },
    ...{ key: { type: 'EC' }, signature: 'ECDSA with SHA-256', serverAuth: true, mustStaple: false, selfSigned: false },
    ...{ issuerUrls: [], fingerprint: 'aa' },
  });
}
