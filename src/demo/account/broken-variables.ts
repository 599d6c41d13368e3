import { type PlantedSecrets, publicKeys, supabaseRefs } from '../planted.ts';
import type { StoredVariable } from '../vercel/state.ts';
import { type Entry, everywhere, hosted, records } from './record.ts';
import { rotatedAt } from './times.ts';

/**
 * The variables of a team in a hurry: one record for both environments where two were needed, test keys beside live
 * ones, a rotated secret that nobody deployed. Each habit breaks at least one rule of the area `env`.
 */
export function brokenVariables(secrets: PlantedSecrets, stagingId: string): readonly StoredVariable[] {
  return records([
    ...database(secrets),
    ...payments(secrets),
    ...accounts(secrets),
    ...addresses(stagingId),
    ...services(secrets),
    ...integration(secrets),
    { key: 'VERCEL_URL', type: 'system', target: everywhere, value: 'VERCEL_URL' },
  ]);
}

const readable = { securityIssues: ['readable-secret'] } as const;

function database(secrets: PlantedSecrets): readonly Entry[] {
  return [
    { key: 'DATABASE_URL', type: 'encrypted', target: hosted, value: secrets.databaseUrl, extra: readable },
    {
      key: 'DATABASE_URL',
      type: 'encrypted',
      target: 'preview',
      value: secrets.previewDatabaseUrl,
      extra: { gitBranch: 'checkout-redesign', comment: 'Lena: until the new checkout is merged', ...readable },
    },
  ];
}

function payments(secrets: PlantedSecrets): readonly Entry[] {
  const { stripeTest } = publicKeys();
  return [
    { key: 'STRIPE_SECRET_KEY', type: 'encrypted', target: hosted, value: secrets.stripeLiveKey, extra: readable },
    { key: 'STRIPE_SECRET_KEY', type: 'encrypted', target: ['development'], value: secrets.stripeTestKey },
    {
      key: 'STRIPE_WEBHOOK_SECRET',
      type: 'sensitive',
      target: ['production'],
      value: secrets.stripeWebhookSecret,
      updatedAt: rotatedAt,
    },
    { key: 'STRIPE_WEBHOOK_SECRET', type: 'sensitive', target: ['preview'], value: secrets.previewStripeWebhookSecret },
    { key: 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', type: 'plain', target: everywhere, value: stripeTest },
  ];
}

function accounts(secrets: PlantedSecrets): readonly Entry[] {
  const { supabase } = publicKeys();
  const url = `https://${supabaseRefs.production}.supabase.co`;
  const session = { key: 'NEXTAUTH_SECRET', type: 'encrypted', value: secrets.sessionSecret } as const;
  return [
    { key: 'NEXT_PUBLIC_SUPABASE_URL', type: 'plain', target: everywhere, value: url },
    { key: 'NEXT_PUBLIC_SUPABASE_ANON_KEY', type: 'plain', target: everywhere, value: supabase },
    // The key of the other project: signing up works, everything the server does with it does not.
    { key: 'SUPABASE_SERVICE_ROLE_KEY', type: 'encrypted', target: hosted, value: secrets.previewSupabaseServiceKey },
    { ...session, target: ['production'], extra: readable },
    { ...session, target: ['preview'], extra: readable },
  ];
}

function addresses(stagingId: string): readonly Entry[] {
  const preview = 'https://shop-git-main-harbor.vercel.app';
  const staging = { customEnvironmentIds: [stagingId] };
  return [
    { key: 'NEXTAUTH_URL', type: 'plain', target: ['production'], value: 'http://localhost:3000' },
    { key: 'NEXTAUTH_URL', type: 'plain', target: ['preview'], value: preview },
    { key: 'NEXT_PUBLIC_SITE_URL', type: 'plain', target: ['production'], value: 'https://shop.example.com' },
    { key: 'NEXT_PUBLIC_SITE_URL', type: 'plain', target: ['preview'], value: preview },
    {
      key: 'NEXT_PUBLIC_SITE_URL',
      type: 'plain',
      target: [],
      value: 'https://staging.shop.example.com',
      extra: staging,
    },
    { key: 'EMAIL_FROM', type: 'plain', target: hosted, value: 'Harbor Goods <orders@example.com>' },
  ];
}

function services(secrets: PlantedSecrets): readonly Entry[] {
  return [
    { key: 'NEXT_PUBLIC_OPENAI_API_KEY', type: 'encrypted', target: hosted, value: secrets.openaiKey },
    { key: 'RESEND_API_KEY', type: 'sensitive', target: ['preview'], value: secrets.previewResendKey },
    { key: 'SENTRY_AUTH_TOKEN', type: 'sensitive', target: ['production'], value: secrets.sentryToken },
    { key: 'LEGACY_CART_TOKEN', type: 'encrypted', target: hosted, value: secrets.legacyCartToken },
  ];
}

function integration(secrets: PlantedSecrets): readonly Entry[] {
  const kept = { configurationId: 'icfg_harborKv', storeId: 'store_harborKv' };
  return [
    {
      key: 'KV_REST_API_URL',
      type: 'encrypted',
      target: everywhere,
      value: secrets.storeUrl,
      extra: {
        configurationId: kept.configurationId,
        contentHint: { type: 'redis-rest-api-url', storeId: kept.storeId },
      },
    },
    {
      key: 'KV_REST_API_TOKEN',
      type: 'encrypted',
      target: everywhere,
      value: secrets.storeToken,
      extra: {
        configurationId: kept.configurationId,
        contentHint: { type: 'redis-rest-api-token', storeId: kept.storeId },
      },
    },
  ];
}
