import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { testKeysInProduction } from './test-keys-in-production.ts';
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
  return testKeysInProduction.evaluate({ matrix: matrixOf(variables, unseen) });
}

describe('env/test-keys-in-production', () => {
  const live = set('STRIPE_SECRET_KEY', 'production', stripeKey('sk', 'live'));

  it('passes, fails for a test key in production, and passes again', () => {
    expect(judge([live])).toEqual({ outcome: 'pass', evidence: '1 key or address in production, none of test mode' });
    const verdict = judge([set('STRIPE_SECRET_KEY', 'production', stripeKey('sk', 'test'))]);
    expect(findingsOf(verdict)).toEqual([
      {
        key: 'test-key',
        data: { name: 'STRIPE_SECRET_KEY', what: 'Stripe secret key' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'STRIPE_SECRET_KEY' },
        evidence: 'STRIPE_SECRET_KEY in production has the shape of a test-mode Stripe secret key',
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
    expect(judge([live]).outcome).toBe('pass');
  });

  it('is a blocker', () => expect(testKeysInProduction.meta.severity).toBe('blocker'));

  it.each([
    ['a publishable test key', 'NEXT_PUBLIC_STRIPE_KEY', stripeKey('pk', 'test')],
    ['a restricted test key', 'PAYMENTS', stripeKey('rk', 'test')],
    ['a development key of Clerk', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', stripeKey('pk', 'test')],
    ['a sandbox key of Paddle', 'PADDLE_API_KEY', ['pdl', 'sdbx', 'apikey', canary].join('_')],
  ])('fails for %s', (_what, name, value) =>
    expect(namesOf(judge([set(name, ['production', 'preview'], value)]))).toEqual([`test-key ${name}`]),
  );

  it.each(['https://api-m.sandbox.paypal.com', 'https://sandbox-api.polar.sh/v1', 'https://mail-sandbox.acme.com'])(
    'fails for the sandbox host %s and shows the host alone',
    (address) => {
      const verdict = judge([set('PAY_URL', 'production', `${address}/x?token=${canary}`)]);
      expect(findingsOf(verdict)).toMatchObject([
        { key: 'sandbox-host', evidence: `PAY_URL in production is ${new URL(address).origin}`, confidence: 'likely' },
      ]);
    },
  );

  it.each([
    [
      'test keys in preview and development',
      set('STRIPE_SECRET_KEY', ['preview', 'development'], stripeKey('sk', 'test')),
    ],
    ['a template’s placeholder', set('STRIPE_SECRET_KEY', 'production', ['sk', 'test', 'xxx'].join('_'))],
    ['a host whose name only begins alike', set('EDITOR_URL', 'production', 'https://codesandbox.io')],
    ['a word', set('MODE', 'production', 'test')],
  ])('does not flag %s', (_what, variable) => expect(namesOf(judge([variable]))).toEqual([]));

  it.each([
    ['write-only', writeOnly],
    ['not read', notRead],
    ['could not be read', unreadable],
  ])('does not know while a key or an address is %s', (words, facts) => {
    for (const name of ['STRIPE_SECRET_KEY', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'PAYPAL_URL']) {
      const verdict = judge([set(name, 'production', facts)]);
      expect(verdict).toMatchObject({ outcome: 'unknown', because: expect.stringContaining(`${name} (${words}`) });
    }
  });

  it('needs no value of what has no modes', () =>
    expect(
      judge([
        set('SESSION_SECRET', 'production', writeOnly),
        set('STRIPE_WEBHOOK_SECRET', 'production', writeOnly),
        set('SLACK_WEBHOOK_URL', 'production', writeOnly),
        set('LOG_LEVEL', 'production', writeOnly),
      ]),
    ).toMatchObject({
      outcome: 'pass',
      evidence: '0 keys and addresses in production, none of test mode',
    }));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([live], unseen).outcome).toBe('unknown'));
});
