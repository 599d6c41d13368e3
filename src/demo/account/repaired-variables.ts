import { type PlantedSecrets, publicKeys, supabaseRefs } from '../planted.ts';
import type { Environment, StoredVariable } from '../vercel/state.ts';
import { type Entry, everywhere, hosted, records } from './record.ts';
import { repairedAt } from './times.ts';

/** The same variables put right: secrets write-only and apart for each environment, public ones readable and matching. */
export function repairedVariables(secrets: PlantedSecrets): readonly StoredVariable[] {
  return records(
    [
      ...apart('DATABASE_URL', secrets.databaseUrl, secrets.previewDatabaseUrl),
      ...payments(secrets),
      ...accounts(secrets),
      ...addresses(),
      ...apart('OPENAI_API_KEY', secrets.openaiKey, secrets.previewOpenaiKey),
      ...apart('RESEND_API_KEY', secrets.resendKey, secrets.previewResendKey),
      ...apart('SENTRY_AUTH_TOKEN', secrets.sentryToken, secrets.previewSentryToken),
      ...integration(secrets),
      { key: 'VERCEL_URL', type: 'system', target: everywhere, value: 'VERCEL_URL' },
    ],
    repairedAt,
  );
}

/** One secret as two write-only records. Development, where Vercel keeps nothing write-only, has its own file. */
function apart(key: string, production: string, preview: string): readonly [Entry, Entry] {
  return [
    { key, type: 'sensitive', target: ['production'], value: production },
    { key, type: 'sensitive', target: ['preview'], value: preview },
  ];
}

function plain(key: string, target: readonly Environment[], value: string): Entry {
  return { key, type: 'plain', target, value };
}

function payments(secrets: PlantedSecrets): readonly Entry[] {
  const { stripeLive, stripeTest } = publicKeys();
  const { stripeLiveKey, stripeTestKey, stripeWebhookSecret, previewStripeWebhookSecret } = secrets;
  return [
    ...apart('STRIPE_SECRET_KEY', stripeLiveKey, stripeTestKey),
    { key: 'STRIPE_SECRET_KEY', type: 'encrypted', target: ['development'], value: stripeTestKey },
    ...apart('STRIPE_WEBHOOK_SECRET', stripeWebhookSecret, previewStripeWebhookSecret),
    plain('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', ['production'], stripeLive),
    plain('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', ['preview', 'development'], stripeTest),
  ];
}

function accounts(secrets: PlantedSecrets): readonly Entry[] {
  const { supabase, previewSupabase } = publicKeys();
  const { supabaseServiceKey, previewSupabaseServiceKey, sessionSecret, previewSessionSecret } = secrets;
  return [
    plain('NEXT_PUBLIC_SUPABASE_URL', ['production'], `https://${supabaseRefs.production}.supabase.co`),
    plain('NEXT_PUBLIC_SUPABASE_URL', ['preview', 'development'], `https://${supabaseRefs.preview}.supabase.co`),
    plain('NEXT_PUBLIC_SUPABASE_ANON_KEY', ['production'], supabase),
    plain('NEXT_PUBLIC_SUPABASE_ANON_KEY', ['preview', 'development'], previewSupabase),
    ...apart('SUPABASE_SERVICE_ROLE_KEY', supabaseServiceKey, previewSupabaseServiceKey),
    ...apart('NEXTAUTH_SECRET', sessionSecret, previewSessionSecret),
  ];
}

function addresses(): readonly Entry[] {
  const production = 'https://shop.example.com';
  const preview = 'https://shop-git-main-harbor.vercel.app';
  return [
    plain('NEXTAUTH_URL', ['production'], production),
    plain('NEXTAUTH_URL', ['preview'], preview),
    plain('NEXT_PUBLIC_SITE_URL', ['production'], production),
    plain('NEXT_PUBLIC_SITE_URL', ['preview'], preview),
    plain('EMAIL_FROM', hosted, 'Harbor Goods <orders@example.com>'),
    plain('SHIPPING_ORIGIN_POSTCODE', hosted, '20457'),
  ];
}

function integration(secrets: PlantedSecrets): readonly Entry[] {
  // An address without a password is no secret: it may stay readable, and can then be compared.
  const addresses: readonly Entry[] = [
    { key: 'KV_REST_API_URL', type: 'encrypted', target: ['production'], value: secrets.storeUrl },
    { key: 'KV_REST_API_URL', type: 'encrypted', target: ['preview'], value: secrets.previewStoreUrl },
  ];
  const tokens = apart('KV_REST_API_TOKEN', secrets.storeToken, secrets.previewStoreToken);
  return [...addresses.map(kept('redis-rest-api-url')), ...tokens.map(kept('redis-rest-api-token'))];
}

function kept(type: string): (entry: Entry) => Entry {
  return (entry) => {
    const storeId = `store_harborKv_${[entry.target].flat()[0]}`;
    return { ...entry, extra: { configurationId: 'icfg_harborKv', contentHint: { type, storeId } } };
  };
}
