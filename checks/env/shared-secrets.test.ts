import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { sharedSecrets } from './shared-secrets.ts';
import {
  canary,
  findingsOf,
  matrixOf,
  namesOf,
  notRead,
  set,
  stripeKey,
  type Unseen,
  unreadable,
  writeOnly,
} from './testing.ts';

function judge(variables: readonly EnvironmentVariable[], unseen: Unseen = {}) {
  return sharedSecrets.evaluate({ matrix: matrixOf(variables, unseen) });
}

function apart(name: string, production: Parameters<typeof set>[2], preview: Parameters<typeof set>[2]) {
  return [set(name, 'production', production), set(name, 'preview', preview)];
}

describe('env/shared-secrets', () => {
  it('passes, fails for one record in both environments, and passes again', () => {
    const fine = {
      outcome: 'pass',
      evidence:
        '1 secret set in both environments, all different; of the values that were read, none of production’s stands elsewhere',
    };
    const own = apart('SESSION_SECRET', `${canary}1`, `${canary}2`);
    expect(judge(own)).toEqual(fine);
    expect(findingsOf(judge([set('SESSION_SECRET', ['production', 'preview'], notRead)]))).toEqual([
      {
        key: 'one-record',
        data: { name: 'SESSION_SECRET' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'SESSION_SECRET' },
        evidence: 'SESSION_SECRET: one record with the targets production and preview',
      },
    ]);
    expect(judge(own)).toEqual(fine);
  });

  it('is high', () => expect(sharedSecrets.meta.severity).toBe('high'));

  it('fails for two records with equal values and shows no more than their length', () => {
    const verdict = judge(apart('SESSION_SECRET', canary, canary));
    expect(findingsOf(verdict)).toMatchObject([
      {
        key: 'equal-values',
        evidence: `SESSION_SECRET: two records whose values are equal (compared by keyed fingerprint, ${canary.length} characters)`,
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
  });

  it('fails for a write-only record with both targets: no value is needed to know', () =>
    expect(namesOf(judge([set('API_TOKEN', ['production', 'preview'], writeOnly)]))).toEqual(['one-record API_TOKEN']));

  it('fails for a secret value under a harmless name', () =>
    expect(namesOf(judge(apart('PAYMENTS', stripeKey('sk', 'live'), stripeKey('sk', 'live'))))).toEqual([
      'equal-values PAYMENTS',
    ]));

  it('fails for a store of an integration that serves both, and says what to do about it', () => {
    const store = set('KV_REST_API_TOKEN', ['production', 'preview'], writeOnly, { integration: true });
    expect(namesOf(judge([store]))).toEqual(['one-record KV_REST_API_TOKEN']);
    expect(sharedSecrets.meta.fix).toContain('connect a second one to Preview');
  });

  it.each([
    ['a value that is public anyway', set('NEXT_PUBLIC_SITE_NAME', ['production', 'preview'], 'Harbor')],
    [
      'a publishable key',
      set('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', ['production', 'preview'], stripeKey('pk', 'live')),
    ],
    ['a publishable key under a secret name', set('STRIPE_KEY', ['production', 'preview'], stripeKey('pk', 'live'))],
    ['a setting about secrets', set('TOKEN_TTL', ['production', 'preview'], '3600')],
    ['an address without a password', set('API_URL', ['production', 'preview'], 'https://api.shop.example')],
    ['a secret that is empty in both', set('LEGACY_SECRET', ['production', 'preview'], '')],
    ['a secret of production and development', set('CI_SECRET', ['production', 'development'], notRead)],
    ['a secret of one branch', set('CI_SECRET', 'preview', notRead, { gitBranch: 'x' })],
  ])('does not flag %s', (_what, variable) => expect(judge([variable]).outcome).toBe('pass'));

  it.each([
    ['write-only', writeOnly, 'attest the answer'],
    ['not read', notRead, '--read-values'],
    ['could not be read', unreadable, 'ask the owner for a role that reads values'],
  ])('never calls values different that are %s', (words, facts, hint) => {
    const verdict = judge(apart('SESSION_SECRET', facts, facts));
    expect(verdict).toMatchObject({ outcome: 'unknown', hint: expect.stringContaining(hint) });
    expect(verdict).toMatchObject({
      because: expect.stringContaining(`1 variable not seen: SESSION_SECRET (${words}`),
    });
  });

  it('does not know when only one of the two was read', () =>
    expect(judge(apart('SESSION_SECRET', canary, writeOnly)).outcome).toBe('unknown'));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }, '3 production variables hidden'],
    ['an unread shared list', { sharedUnread: 'ask for access' }, 'kept by the team'],
  ])('does not pass with %s', (_what, unseen, because) =>
    expect(judge([], unseen)).toMatchObject({ outcome: 'unknown', because: expect.stringContaining(because) }),
  );

  it('keeps an unread pair open beside a finding', () => {
    const shared = set('API_TOKEN', ['production', 'preview'], notRead);
    expect(judge([shared, ...apart('SESSION_SECRET', writeOnly, writeOnly)])).toMatchObject({
      outcome: 'fail',
      unsettled: { because: expect.stringContaining('SESSION_SECRET') },
    });
  });

  it('finds production’s secret under another name, on a branch and in a custom environment', () => {
    const production = set('JWT_SECRET', 'production', canary);
    const places: readonly EnvironmentVariable[] = [
      set('AUTH_SECRET', 'preview', canary),
      set('JWT_SECRET', 'preview', canary, { gitBranch: 'redesign' }),
      set('JWT_SECRET', 'env_1', canary),
    ];
    for (const place of places) {
      const found = judge([production, place]);
      expect(namesOf(found)).toEqual([`copy ${place.name}`]);
      expect(JSON.stringify(found)).not.toContain(canary);
    }
    expect(judge([production, set('AUTH_SECRET', 'preview', `${canary}2`)]).outcome).toBe('pass');
  });

  it('does not know while a branch’s value is write-only', () => {
    const branch = set('JWT_SECRET', 'preview', writeOnly, { gitBranch: 'redesign' });
    expect(judge([set('JWT_SECRET', 'production', canary), branch]).outcome).toBe('unknown');
  });
});
