import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { readableSecrets } from './readable-secrets.ts';
import {
  canary,
  findingsOf,
  namesOf,
  notRead,
  postgres,
  set,
  settings,
  stripeKey,
  type Unseen,
  writeOnly,
} from './testing.ts';

function judge(variables: readonly EnvironmentVariable[], unseen: Unseen = {}) {
  return readableSecrets.evaluate({ listed: settings(variables, unseen) });
}

describe('env/readable-secrets', () => {
  const kept = set('SESSION_SECRET', ['production', 'preview'], writeOnly);

  it('passes, fails for a secret stored readable, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '1 secret in production and preview, none stored readable' };
    expect(judge([kept])).toEqual(fine);
    const readable = set('SESSION_SECRET', ['production', 'preview', 'development'], notRead);
    expect(findingsOf(judge([readable]))).toEqual([
      {
        key: 'readable',
        data: { name: 'SESSION_SECRET', environments: 'production, preview' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'SESSION_SECRET' },
        evidence: 'SESSION_SECRET: stored encrypted',
      },
    ]);
    expect(judge([kept])).toEqual(fine);
  });

  it('is medium', () => expect(readableSecrets.meta.severity).toBe('medium'));

  it('joins the records of one name', () => {
    const records = [set('API_TOKEN', 'production', notRead, { kind: 'plain' }), set('API_TOKEN', 'preview', notRead)];
    expect(findingsOf(judge(records))).toMatchObject([
      { data: { environments: 'production, preview' }, evidence: 'API_TOKEN: stored plain, encrypted' },
    ]);
  });

  it('tells a secret by its value too, and shows none of it', () => {
    for (const value of [stripeKey('sk', 'live'), postgres('db.shop.net/shop')]) {
      const verdict = judge([set('PAYMENTS', 'production', value)]);
      expect(namesOf(verdict)).toEqual(['readable PAYMENTS']);
      expect(JSON.stringify(verdict)).not.toContain(canary);
    }
  });

  it('takes Vercel’s own word for it', () => {
    const remarked = set('WORDS', 'production', notRead, { securityIssues: ['readable-secret'] });
    expect(findingsOf(judge([remarked]))).toMatchObject([
      { key: 'readable', evidence: 'WORDS: stored encrypted; Vercel remarks readable-secret' },
    ]);
  });

  it('passes on every other remark of Vercel’s, also ones it has never met', () => {
    const remarked = set('FLAGS_SECRET', 'production', writeOnly, {
      securityIssues: ['flags-secret-needs-split', 'odd'],
    });
    expect(findingsOf(judge([remarked]))).toMatchObject([
      { key: 'remarked', data: { name: 'FLAGS_SECRET', remarks: 'flags-secret-needs-split, odd' } },
    ]);
  });

  it('counts a value that was read as readable, whatever its kind is called', () => {
    expect(namesOf(judge([set('API_TOKEN', 'production', canary, { kind: 'unknown' })]))).toEqual([
      'readable API_TOKEN',
    ]);
    expect(judge([set('API_TOKEN', 'production', notRead, { kind: 'unknown' })])).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('API_TOKEN'),
    });
  });

  it.each([
    ['a secret of development alone', set('SESSION_SECRET', 'development', notRead)],
    ['a public name', set('NEXT_PUBLIC_SITE_KEY', 'production', notRead)],
    ['a publishable key under a secret name', set('STRIPE_KEY', 'production', stripeKey('pk', 'live'))],
    ['a setting', set('LOG_LEVEL', 'production', 'debug', { kind: 'plain' })],
    ['a setting about secrets', set('TOKEN_TTL', 'production', notRead)],
    ['an id', set('GOOGLE_CLIENT_ID', 'production', notRead)],
    ['a secret that is empty', set('OLD_SECRET', 'production', '')],
  ])('does not flag %s', (_what, variable) => expect(judge([variable]).outcome).toBe('pass'));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([kept], unseen).outcome).toBe('unknown'));
});
