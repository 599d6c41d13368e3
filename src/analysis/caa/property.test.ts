import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnknownCritical, parseIssue } from './property.ts';

const authority = (domain: string, ...parameters: readonly (readonly [string, string])[]) => ({
  kind: 'authority',
  domain,
  parameters,
});
const nobody = { kind: 'nobody', malformed: false };
const malformed = { kind: 'nobody', malformed: true };

describe('an issue value (RFC 8659, section 4.2)', () => {
  it.each([
    ['letsencrypt.org', authority('letsencrypt.org')],
    ['  LetsEncrypt.org\t', authority('letsencrypt.org')],
    ['letsencrypt.org;', authority('letsencrypt.org')],
    ['ca.example; account=230123', authority('ca.example', ['account', '230123'])],
    ['ca1.example.net; policy=ev; a=', authority('ca1.example.net', ['policy', 'ev'], ['a', ''])],
    ['ca.example ; validationmethods = dns-01', authority('ca.example', ['validationmethods', 'dns-01'])],
    [
      'ca.example; accounturi=https://a.example/acct/1?x=y',
      authority('ca.example', ['accounturi', 'https://a.example/acct/1?x=y']),
    ],
    ['', nobody],
    [';', nobody],
    [' ; ', nobody],
    ['; a=b', nobody],
    ['%%%%%', malformed],
    ['ca.example account=1', malformed],
    ['ca..example', malformed],
    ['-ca.example', malformed],
    ['ca.example; account', malformed],
    ['ca.example; a=b;', malformed],
    ['ca.example; a=b c', malformed],
    ['ca.example; =b', malformed],
    ['ca.example\u0007', malformed],
  ])('%j', (value, issue) => expect(parseIssue(value)).toEqual(issue));

  it('never throws and never allows what it could not read whole', () => {
    assert(
      property(string({ maxLength: 200, unit: 'binary' }), (value) => {
        const issue = parseIssue(value);
        if (issue.kind === 'authority') expect(issue.domain).toMatch(/^[a-z0-9.-]+$/);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses 60 kB of hyphens', () => expect(parseIssue('-'.repeat(60_000))).toEqual(malformed));
});

describe('a critical property (RFC 8659, section 4.5)', () => {
  it.each([
    ['issue', false],
    ['ISSUEWILD', false],
    ['issuemail', false],
    ['tbs', true],
    ['', true],
  ])('%j stops everybody: %s', (tag, stops) => {
    expect(isUnknownCritical({ critical: true, tag, value: '' })).toBe(stops);
    expect(isUnknownCritical({ critical: false, tag, value: '' })).toBe(false);
  });
});
