import { describe, expect, it } from 'vitest';
import type { CaaLevel, CaaRecord } from '../../artifacts/dns/caa.ts';
import { authorityOf } from './authorities.ts';
import { permissionOf, relevantSet } from './policy.ts';

const none = (name: string): CaaLevel => ({ name, answer: { state: 'none' } });
const set = (name: string, ...values: readonly string[]): CaaLevel => ({
  name,
  answer: { state: 'found', records: values.map((value) => ({ critical: false, tag: 'issue', value })) },
});
const issue = (value: string, tag = 'issue'): CaaRecord => ({ critical: false, tag, value });

describe('the relevant set (RFC 8659, section 3)', () => {
  it('is the first one on the way to the root', () => {
    const levels = [none('a.b.example'), set('b.example', 'one.example'), set('example', 'two.example')];
    expect(relevantSet(levels)).toMatchObject({ state: 'set', name: 'b.example' });
  });

  it('is none when nobody on the way has any', () =>
    expect(relevantSet([none('b.example'), none('example')])).toEqual({ state: 'none' }));

  it('ends at a name that fails, but not at one above the set', () => {
    const failing: CaaLevel = { name: 'example', answer: { state: 'failed', detail: 'SERVFAIL' } };
    expect(relevantSet([none('b.example'), failing])).toMatchObject({ state: 'failed', name: 'example' });
    expect(relevantSet([set('b.example', 'one.example'), failing])).toMatchObject({ state: 'set' });
  });
});

describe('a permission (RFC 8659, section 4)', () => {
  const ours = ['ca.example'];

  it.each<[string, readonly CaaRecord[], 'name' | 'wildcard', string]>([
    ['a matching issue', [issue('ca.example')], 'name', 'allowed'],
    ['one of several', [issue('other.example'), issue('CA.example')], 'name', 'allowed'],
    ['another authority only', [issue('other.example')], 'name', 'refused'],
    [
      'an empty issue beside ours: the set allows what any record allows',
      [issue(';'), issue('ca.example')],
      'name',
      'allowed',
    ],
    ['no issue property at all', [issue('mailto:a@b.example', 'iodef')], 'name', 'allowed'],
    ['issuewild alone, for a name', [issue('other.example', 'issuewild')], 'name', 'allowed'],
    ['issuewild alone, for a wildcard', [issue('other.example', 'issuewild')], 'wildcard', 'refused'],
    ['issue alone, for a wildcard', [issue('ca.example')], 'wildcard', 'allowed'],
    [
      'issuewild before issue, for a wildcard',
      [issue('other.example'), issue('ca.example', 'IssueWild')],
      'wildcard',
      'allowed',
    ],
    ['a subdomain of ours is not ours', [issue('x.ca.example')], 'name', 'refused'],
  ])('%s', (_what, records, subject, state) => expect(permissionOf(records, ours, subject).state).toBe(state));

  it('is bound only when every matching record binds (RFC 8657)', () => {
    const bound = issue('ca.example; accounturi=https://ca.example/acct/1');
    expect(permissionOf([bound], ours, 'name')).toEqual({
      state: 'bound',
      parameter: 'accounturi=https://ca.example/acct/1',
    });
    expect(permissionOf([bound, issue('ca.example')], ours, 'name')).toEqual({ state: 'allowed' });
    expect(permissionOf([issue('ca.example; policy=ev')], ours, 'name')).toEqual({ state: 'allowed' });
  });
});

describe('an authority', () => {
  it.each([
    ["Let's Encrypt", 'letsencrypt.org'],
    ['Google Trust Services LLC', 'pki.goog'],
    ['ZeroSSL', 'sectigo.com'],
    ['Sectigo Limited', 'sectigo.com'],
    ['SSL Corporation', 'ssl.com'],
    ['DigiCert Inc', 'digicert.com'],
    ['Amazon', 'amazon.com'],
  ])('%s answers to %s', (name, domain) => expect(authorityOf(name)?.domains[0]).toBe(domain));

  it('is not guessed', () => expect(authorityOf('Harbor Private CA')).toBeUndefined());
});
