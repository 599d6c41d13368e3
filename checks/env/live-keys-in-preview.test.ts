import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { liveKeysInPreview } from './live-keys-in-preview.ts';
import {
  canary,
  findingsOf,
  matrixOf,
  namesOf,
  notRead,
  postgres,
  set,
  stripeKey,
  type Unseen,
  unreadable,
  writeOnly,
} from './testing.ts';

function judge(variables: readonly EnvironmentVariable[], unseen: Unseen = {}) {
  return liveKeysInPreview.evaluate({ matrix: matrixOf(variables, unseen) });
}

function databases(
  production: string,
  preview: string,
  names: readonly [string, string] = ['DATABASE_URL', 'DATABASE_URL'],
) {
  return judge([set(names[0], 'production', production), set(names[1], 'preview', preview)]);
}

describe('env/live-keys-in-preview', () => {
  const clean = [
    set('STRIPE_SECRET_KEY', 'production', stripeKey('sk', 'live')),
    set('STRIPE_SECRET_KEY', 'preview', stripeKey('sk', 'test')),
    set('DATABASE_URL', 'production', postgres('db-a.shop.net/shop')),
    set('DATABASE_URL', 'preview', postgres('db-b.shop.net/shop')),
  ];

  it('passes, fails for a live key in preview, and passes again', () => {
    expect(judge(clean)).toMatchObject({
      outcome: 'pass',
      evidence: '2 keys and database addresses of preview: none live, none production’s',
    });
    const live = set('STRIPE_SECRET_KEY', 'preview', stripeKey('sk', 'live'));
    const verdict = judge(clean.with(1, live));
    expect(findingsOf(verdict)).toEqual([
      {
        key: 'live-key',
        data: { name: 'STRIPE_SECRET_KEY', what: 'Stripe secret key' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'STRIPE_SECRET_KEY' },
        evidence: 'STRIPE_SECRET_KEY in preview has the shape of a live-mode Stripe secret key',
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
    expect(judge(clean).outcome).toBe('pass');
  });

  it('is a blocker', () => expect(liveKeysInPreview.meta.severity).toBe('blocker'));

  it.each(['sk', 'pk', 'rk'] as const)('fails for a live %s_ key under any name', (kind) =>
    expect(namesOf(judge([set('PAY', 'preview', stripeKey(kind, 'live'))]))).toEqual(['live-key PAY']),
  );

  it('fails for the production database in preview, under whatever name, and shows its server alone', () => {
    const verdict = databases(postgres('db.shop.net/shop'), postgres('db.shop.net/shop'), [
      'POSTGRES_URL',
      'DATABASE_URL',
    ]);
    expect(findingsOf(verdict)).toMatchObject([
      {
        key: 'same-database',
        data: { name: 'DATABASE_URL' },
        evidence: 'DATABASE_URL: leads to db.shop.net/shop in preview as in production',
      },
    ]);
    expect(JSON.stringify(verdict)).not.toContain(canary);
  });

  it('fails for one record, even unread', () =>
    expect(findingsOf(judge([set('DATABASE_URL', ['production', 'preview'], writeOnly)]))).toMatchObject([
      { key: 'same-database', evidence: 'DATABASE_URL: one record with the targets production and preview' },
    ]));

  it('fails for equal connection strings whose form nobody knows', () => {
    const form = `Server=db;Password=${canary}`;
    expect(namesOf(databases(form, form))).toEqual(['same-database DATABASE_URL']);
  });

  it.each([
    ['a Supabase project', 'NEXT_PUBLIC_SUPABASE_URL', 'https://abcdefghij.supabase.co'],
    ['a store by its REST address', 'KV_REST_API_URL', 'https://calm-crab-1.upstash.io'],
    ['a host by itself', 'PGHOST', 'ep-calm-1.neon.tech'],
  ])('fails for %s that serves both', (_what, name, value) =>
    expect(namesOf(judge([set(name, ['production', 'preview'], value)]))).toEqual([`same-database ${name}`]),
  );

  it('fails for a live key that only a branch or a custom environment has', () => {
    const live = stripeKey('sk', 'live');
    const branch = set('STRIPE_SECRET_KEY', 'preview', live, { gitBranch: 'redesign' });
    expect(namesOf(judge([branch]))).toEqual(['live-key STRIPE_SECRET_KEY']);
    expect(namesOf(judge([set('STRIPE_SECRET_KEY', 'env_1', live)]))).toEqual(['live-key STRIPE_SECRET_KEY']);
    const unread = set('STRIPE_SECRET_KEY', 'preview', writeOnly, { gitBranch: 'redesign' });
    expect(judge([unread]).outcome).toBe('unknown');
  });

  it('fails for another database on production’s server, less sure', () =>
    expect(findingsOf(databases(postgres('db.shop.net/shop'), postgres('db.shop.net/shop_preview')))).toMatchObject([
      { key: 'same-server', confidence: 'likely' },
    ]));

  it.each([
    ['test keys', [set('STRIPE_SECRET_KEY', 'preview', stripeKey('sk', 'test'))]],
    ['live keys in production alone', [set('STRIPE_SECRET_KEY', 'production', stripeKey('sk', 'live'))]],
    ['a provider whose keys always say live', [set('UPLOADTHING_SECRET', 'preview', stripeKey('sk', 'live'))]],
    ['a local database in both', [set('DATABASE_URL', ['production', 'preview'], postgres('localhost/shop'))]],
    ['an empty address in both', [set('DATABASE_URL', ['production', 'preview'], '')]],
    ['a shared web address', [set('API_URL', ['production', 'preview'], 'https://api.shop.net')]],
  ])('does not flag %s', (_what, variables) => expect(namesOf(judge(variables))).toEqual([]));

  it.each([
    ['two ports of one proxy', 'proxy.rlwy.net:11111/railway', 'proxy.rlwy.net:22222/railway'],
    ['two branches of Neon', 'ep-a-pooler.eu.aws.neon.tech/shop', 'ep-b-pooler.eu.aws.neon.tech/shop'],
  ])('tells %s apart', (_what, production, preview) =>
    expect(databases(postgres(production), postgres(preview)).outcome).toBe('pass'),
  );

  it('tells the customers of one shared host apart by who signs in', () => {
    const at = (user: string) => `mysql://${user}:${canary}@aws.connect.psdb.cloud/shop`;
    expect(databases(at('main1'), at('branch2')).outcome).toBe('pass');
    expect(namesOf(databases(at('main1'), at('main1'), ['DATABASE_URL', 'DB_URL']))).toEqual(['same-database DB_URL']);
  });

  it.each([
    ['write-only', writeOnly],
    ['not read', notRead],
    ['could not be read', unreadable],
  ])('does not know while a key or a database is %s', (words, facts) => {
    for (const name of ['STRIPE_SECRET_KEY', 'DATABASE_URL']) {
      const verdict = judge([set(name, 'production', facts), set(name, 'preview', facts)]);
      expect(verdict).toMatchObject({ outcome: 'unknown', because: expect.stringContaining(`${name} (${words}`) });
    }
  });

  it('asks for production’s database only where preview has one', () =>
    expect(judge([set('DATABASE_URL', 'production', writeOnly)]).outcome).toBe('pass'));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge(clean, unseen).outcome).toBe('unknown'));
});
