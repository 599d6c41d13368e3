import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { branchOverrides } from './branch-overrides.ts';
import { findingsOf, matrixOf, namesOf, set, type Unseen, writeOnly } from './testing.ts';

function judge(variables: readonly EnvironmentVariable[], unseen: Unseen = {}) {
  return branchOverrides.evaluate({ matrix: matrixOf(variables, unseen) });
}

describe('env/branch-overrides', () => {
  const shared = set('DATABASE_URL', ['production', 'preview'], writeOnly);
  const branch = set('DATABASE_URL', 'preview', writeOnly, { gitBranch: 'checkout' });

  it('passes, fails for a branch’s own value, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '1 variable, none shadowed for a branch or a custom environment' };
    expect(judge([shared])).toEqual(fine);
    expect(findingsOf(judge([shared, branch]))).toEqual([
      {
        key: 'shadowed',
        data: { name: 'DATABASE_URL', scopes: 'branch checkout' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'DATABASE_URL' },
        evidence: 'DATABASE_URL: 1 further record beside the shared one, for branch checkout',
      },
    ]);
    expect(judge([shared])).toEqual(fine);
  });

  it('is medium', () => expect(branchOverrides.meta.severity).toBe('medium'));

  it('fails for a custom environment’s own value and names it by its slug', () => {
    const staging = set('DATABASE_URL', 'env_9', writeOnly);
    expect(findingsOf(judge([shared, staging, branch]))).toMatchObject([
      { data: { scopes: 'environment staging, branch checkout' } },
    ]);
    expect(namesOf(judge([set('DATABASE_URL', 'production', writeOnly), staging]))).toHaveLength(1);
  });

  it.each([
    ['no override at all', [set('A', 'production', writeOnly)]],
    ['a branch’s value where preview has none to shadow', [set('DATABASE_URL', 'production', writeOnly), branch]],
    ['one record for preview and a custom environment', [set('DATABASE_URL', ['preview', 'env_9'], writeOnly)]],
    ['a value for a custom environment alone', [set('STAGING_BANNER', 'env_9', writeOnly)]],
  ])('does not flag %s', (_what, variables) => expect(judge(variables).outcome).toBe('pass'));

  it('does not know whether a branch shadows a value that the unread shared list may hold', () =>
    expect(judge([branch, set('A', 'production', writeOnly)], { sharedUnread: 'ask for access' })).toMatchObject({
      outcome: 'unknown',
      because: '1 variable not seen: DATABASE_URL (hidden from this token)',
    }));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([shared], unseen).outcome).toBe('unknown'));
});
