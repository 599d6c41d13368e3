import { cloudflareToken } from './account/cloudflare.ts';
import { bytes, hexDigits, letters } from './deterministic.ts';

/** The secrets of the practice launch by name. Every one is made up, and has the shape of the real thing. */
export type PlantedSecrets = {
  readonly vercelToken: string;
  readonly cloudflareToken: string;
  readonly databasePassword: string;
  readonly databaseUrl: string;
  readonly previewDatabasePassword: string;
  readonly previewDatabaseUrl: string;
  readonly localDatabasePassword: string;
  readonly localDatabaseUrl: string;
  readonly stripeLiveKey: string;
  readonly stripeTestKey: string;
  readonly stripeWebhookSecret: string;
  readonly previewStripeWebhookSecret: string;
  readonly supabaseServiceKey: string;
  readonly previewSupabaseServiceKey: string;
  readonly openaiKey: string;
  readonly previewOpenaiKey: string;
  readonly resendKey: string;
  readonly previewResendKey: string;
  readonly sentryToken: string;
  readonly previewSentryToken: string;
  readonly sessionSecret: string;
  readonly previewSessionSecret: string;
  readonly localSessionSecret: string;
  readonly storeUrl: string;
  readonly storeToken: string;
  readonly previewStoreUrl: string;
  readonly previewStoreToken: string;
  readonly legacyCartToken: string;
  readonly visitorSession: string;
  readonly customerSession: string;
  readonly secondCustomerSession: string;
};

/** The two Supabase projects of the shop, by the `ref` in their address and keys. */
export const supabaseRefs = { production: 'qkzvharborprodmwtexl', preview: 'jdyrharborprevbnscqo' } as const;

/**
 * Assembles the secrets of one state of the launch. They are put together here and stand whole in no file of the
 * package, so that no scanner ever takes them for leaked ones. Putting the launch right also rotated them.
 */
export function plantSecrets(options: { readonly repaired: boolean }): PlantedSecrets {
  const age = options.repaired ? 'rotated' : 'first';
  const databasePassword = letters(`database ${age}`, 24);
  const previewDatabasePassword = letters(`preview database ${age}`, 24);
  const localDatabasePassword = letters('local database', 16);
  return {
    vercelToken: `vcp_${letters('vercel token', 56)}`,
    cloudflareToken: cloudflareToken(),
    databasePassword,
    databaseUrl: databaseUrl(databasePassword, 'ep-quiet-harbor-a2kd81lm'),
    previewDatabasePassword,
    previewDatabaseUrl: databaseUrl(previewDatabasePassword, 'ep-brisk-tide-b7qx40nz'),
    localDatabasePassword,
    localDatabaseUrl: `postgresql://harbor:${localDatabasePassword}@localhost:5432/harbor`,
    stripeLiveKey: stripeKey('sk', 'live', age),
    stripeTestKey: stripeKey('sk', 'test', 'first'),
    stripeWebhookSecret: `whsec_${letters(`webhook ${age}`, 32)}`,
    previewStripeWebhookSecret: `whsec_${letters(`preview webhook ${age}`, 32)}`,
    supabaseServiceKey: supabaseKey(supabaseRefs.production, 'service_role', age),
    previewSupabaseServiceKey: supabaseKey(supabaseRefs.preview, 'service_role', age),
    openaiKey: openaiKey(age),
    previewOpenaiKey: openaiKey(`preview ${age}`),
    resendKey: resendKey(age),
    previewResendKey: resendKey(`preview ${age}`),
    sentryToken: sentryToken(age),
    previewSentryToken: sentryToken(`preview ${age}`),
    sessionSecret: bytes(`session ${age}`, 32).toString('base64'),
    previewSessionSecret: bytes(`preview session ${age}`, 32).toString('base64'),
    localSessionSecret: bytes('local session', 32).toString('base64'),
    storeUrl: `https://${letters('store host', 12).toLowerCase()}.upstash.io`,
    storeToken: letters(`store ${age}`, 56),
    previewStoreUrl: `https://${letters('preview store host', 12).toLowerCase()}.upstash.io`,
    previewStoreToken: letters(`preview store ${age}`, 56),
    legacyCartToken: hexDigits('legacy cart', 40),
    visitorSession: letters(`visitor session ${age}`, 43),
    customerSession: letters(`customer session ${age}`, 43),
    secondCustomerSession: letters(`second customer session ${age}`, 43),
  };
}

/** What must appear in no byte of output: every secret of the state, address passwords too. Store addresses are no secrets. */
export function plantedSecrets(options: { readonly repaired: boolean }): readonly string[] {
  const { storeUrl: _store, previewStoreUrl: _previewStore, ...secrets } = plantSecrets(options);
  return Object.values(secrets);
}

/** Keys that are made to be seen in a browser. */
export type PublicKeys = {
  readonly stripeLive: string;
  readonly stripeTest: string;
  readonly supabase: string;
  readonly previewSupabase: string;
  readonly sentryDsn: string;
};

/** Assembles the publishable keys, which are the same in both states. */
export function publicKeys(): PublicKeys {
  return {
    stripeLive: stripeKey('pk', 'live', 'first'),
    stripeTest: stripeKey('pk', 'test', 'first'),
    supabase: supabaseKey(supabaseRefs.production, 'anon', 'first'),
    previewSupabase: supabaseKey(supabaseRefs.preview, 'anon', 'first'),
    sentryDsn: `https://${hexDigits('sentry dsn', 32)}@o4507318809600000.ingest.de.sentry.io/4507318812418128`,
  };
}

function databaseUrl(password: string, endpoint: string): string {
  return `postgresql://harbor:${password}@${endpoint}.eu-central-1.aws.neon.tech/harbor?sslmode=require`;
}

function stripeKey(kind: 'sk' | 'pk', mode: 'live' | 'test', age: string): string {
  return [kind, mode, `51${letters(`stripe ${kind} ${mode} ${age}`, 97)}`].join('_');
}

function resendKey(label: string): string {
  return ['re', letters(`resend id ${label}`, 8), letters(`resend ${label}`, 24)].join('_');
}

function openaiKey(label: string): string {
  const marker = Buffer.from('OpenAI').toString('base64');
  return `sk-proj-${letters(`openai head ${label}`, 74)}${marker}${letters(`openai tail ${label}`, 74)}`;
}

function sentryToken(label: string): string {
  const claims = {
    iat: 1_780_000_000,
    url: 'https://sentry.io',
    region_url: 'https://de.sentry.io',
    org: 'harbor-goods',
  };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64');
  return ['sntrys', body, letters(`sentry ${label}`, 43)].join('_');
}

function supabaseKey(ref: string, role: 'anon' | 'service_role', age: string): string {
  const claims = { iss: 'supabase', ref, role, iat: 1_780_000_000, exp: 2_095_576_000 };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = bytes(`supabase ${ref} ${role} ${age}`, 32).toString('base64url');
  return [...parts, signature].join('.');
}
