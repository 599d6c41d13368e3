import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { modeMismatch } from './mode-mismatch.ts';
import {
  canary,
  findingsOf,
  matrixOf,
  namesOf,
  notRead,
  set,
  stripeKey,
  supabaseKey,
  type Unseen,
  writeOnly,
} from './testing.ts';

function judge(variables: readonly EnvironmentVariable[], unseen: Unseen = {}) {
  return modeMismatch.evaluate({ matrix: matrixOf(variables, unseen) });
}

function supabase(ref: string, keyRef: string, prefix = '') {
  return [
    set(`${prefix}SUPABASE_URL`, 'production', `https://${ref}.supabase.co`),
    set(`${prefix}SUPABASE_ANON_KEY`, 'production', supabaseKey('anon', keyRef)),
  ];
}

describe('env/mode-mismatch', () => {
  const secret = set('STRIPE_SECRET_KEY', 'production', stripeKey('sk', 'live'));
  const publishable = set('NEXT_PUBLIC_STRIPE_KEY', 'production', stripeKey('pk', 'live'));

  it('passes, fails for a pair of two modes, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '2 keys and addresses in pairs agree in each environment' };
    expect(judge([secret, publishable])).toEqual(fine);
    const verdict = judge([secret, set('NEXT_PUBLIC_STRIPE_KEY', 'production', stripeKey('pk', 'test'))]);
    expect(findingsOf(verdict)).toEqual([
      {
        key: 'modes',
        data: { environment: 'production', provider: 'Stripe' },
        at: {
          kind: 'provider',
          provider: 'vercel',
          resource: 'environment variable',
          id: 'NEXT_PUBLIC_STRIPE_KEY + STRIPE_SECRET_KEY (production)',
        },
        places: [
          { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'NEXT_PUBLIC_STRIPE_KEY' },
          { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'STRIPE_SECRET_KEY' },
        ],
        evidence: 'NEXT_PUBLIC_STRIPE_KEY: test, STRIPE_SECRET_KEY: live',
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
    expect(judge([secret, publishable])).toEqual(fine);
  });

  it('is high', () => expect(modeMismatch.meta.severity).toBe('high'));

  it('fails in preview as in production, each by itself', () => {
    const both = ['production', 'preview'];
    const verdict = judge([
      set('STRIPE_SECRET_KEY', both, stripeKey('sk', 'live')),
      set('STRIPE_KEY', both, stripeKey('pk', 'test')),
    ]);
    expect(namesOf(verdict)).toEqual(['modes production', 'modes preview']);
  });

  it('fails for a Supabase key of another project and names both', () => {
    const verdict = judge(supabase('harborprod', 'harborprev'));
    expect(findingsOf(verdict)).toMatchObject([
      { key: 'projects', evidence: 'SUPABASE_URL: harborprod, SUPABASE_ANON_KEY: harborprev' },
    ]);
    expect(judge(supabase('harborprod', 'harborprod')).outcome).toBe('pass');
  });

  it('fails for two Supabase keys of different projects, without any address', () => {
    const keys = [
      set('SUPABASE_ANON_KEY', 'production', supabaseKey('anon', 'one')),
      set('SUPABASE_SERVICE_ROLE_KEY', 'production', supabaseKey('service_role', 'two')),
    ];
    expect(namesOf(judge(keys))).toEqual(['projects production']);
  });

  it.each([
    [
      'different modes in different environments',
      [
        secret,
        publishable,
        set('STRIPE_SECRET_KEY', 'preview', stripeKey('sk', 'test')),
        set('NEXT_PUBLIC_STRIPE_KEY', 'preview', stripeKey('pk', 'test')),
      ],
    ],
    [
      'different modes of different providers',
      [secret, set('CLERK_SECRET_KEY', 'production', stripeKey('sk', 'test'))],
    ],
    ['a secret that has no mode', [secret, set('STRIPE_WEBHOOK_SECRET', 'production', ['whsec', canary].join('_'))]],
    ['two whole Supabase projects', [...supabase('one', 'one'), ...supabase('two', 'two', 'ANALYTICS_')]],
    [
      'a key of the newer kind, which names no project',
      [
        set('SUPABASE_URL', 'production', 'https://one.supabase.co'),
        set('SUPABASE_SECRET_KEY', 'production', ['sb', 'secret', canary].join('_')),
      ],
    ],
  ])('does not flag %s', (_what, variables) => expect(judge(variables).outcome).toBe('pass'));

  it('does not know while one of a pair is unseen', () => {
    const verdict = judge([publishable, set('STRIPE_SECRET_KEY', 'production', writeOnly)]);
    expect(verdict).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('STRIPE_SECRET_KEY (write-only'),
    });
    expect(
      judge([set('SUPABASE_URL', 'production', notRead), set('SUPABASE_ANON_KEY', 'production', notRead)]),
    ).toMatchObject({ outcome: 'unknown', hint: expect.stringContaining('--read-values') });
  });

  it('asks nothing of a key without a partner', () =>
    expect(
      judge([set('STRIPE_SECRET_KEY', 'production', writeOnly), set('SUPABASE_URL', 'production', notRead)]).outcome,
    ).toBe('pass'));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([secret, publishable], unseen).outcome).toBe('unknown'));
});
