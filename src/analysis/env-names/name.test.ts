import { describe, expect, it } from 'vitest';
import {
  bareName,
  hasModes,
  isAddressName,
  isDatabaseName,
  isSupabaseName,
  leadsToDatabase,
  modeProvider,
  publicPrefix,
} from './name.ts';

describe('a public prefix', () => {
  it.each([
    ['NEXT_PUBLIC_SITE_URL', 'NEXT_PUBLIC_', 'SITE_URL'],
    ['VITE_API', 'VITE_', 'API'],
    ['PUBLIC_A', 'PUBLIC_', 'A'],
    ['NUXT_PUBLIC_A', 'NUXT_PUBLIC_', 'A'],
    ['REACT_APP_A', 'REACT_APP_', 'A'],
    ['GATSBY_A', 'GATSBY_', 'A'],
    ['EXPO_PUBLIC_A', 'EXPO_PUBLIC_', 'A'],
    ['STORYBOOK_A', 'STORYBOOK_', 'A'],
  ])('of %s is %s', (name, prefix, bare) => {
    expect(publicPrefix(name)).toBe(prefix);
    expect(bareName(name)).toBe(bare);
  });

  it.each(['SITE_URL', 'MY_PUBLIC_KEY', 'next_public_a', 'NEXT_PUBLIC_', 'PUBLIC', ''])('is none in %j', (name) => {
    expect(publicPrefix(name)).toBeUndefined();
    expect(bareName(name)).toBe(name);
  });
});

describe('names of', () => {
  it.each([
    [
      'addresses',
      isAddressName,
      [
        'SITE_URL',
        'API_HOST',
        'NEXTAUTH_URL',
        'APP_ORIGIN',
        'ALLOWED_ORIGINS',
        'BASE_URL',
        'BASEURL',
        'S3_ENDPOINT',
        'URL',
      ],
      ['CURL', 'URLS_SHOWN', 'LOCALHOST', 'HOST_NAME_LENGTH', ''],
    ],
    [
      'database addresses',
      isDatabaseName,
      [
        'DATABASE_URL',
        'POSTGRES_URL',
        'POSTGRES_PRISMA_URL',
        'POSTGRES_URL_NON_POOLING',
        'DATABASE_URL_UNPOOLED',
        'DIRECT_URL',
        'MONGODB_URI',
        'REDIS_URL',
        'KV_URL',
        'REDIS_TLS_URL',
        'TURSO_DATABASE_URL',
        'DB_CONNECTION_STRING',
        'SHADOW_DATABASE_URL',
      ],
      [
        'SITE_URL',
        'REDIRECT_URL',
        'KV_REST_API_URL',
        'FIREBASE_DATABASE_URL',
        'DATABASE_NAME',
        'DATABASE',
        'DB_URLS_SHOWN',
        'ADB_URL',
      ],
    ],
    [
      'ways into a database',
      leadsToDatabase,
      [
        'DATABASE_URL',
        'PGHOST',
        'POSTGRES_HOST',
        'KV_REST_API_URL',
        'UPSTASH_REDIS_REST_URL',
        'NEXT_PUBLIC_SUPABASE_URL',
      ],
      ['SITE_URL', 'SUPABASE_ANON_KEY', 'API_HOST', 'KV_REST_API_TOKEN'],
    ],
    [
      'keys with modes',
      hasModes,
      [
        'STRIPE_SECRET_KEY',
        'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY',
        'STRIPE_KEY',
        'CLERK_SECRET_KEY',
        'STRIPE_SECRET_KEY_LIVE',
        'NEXT_PUBLIC_PADDLE_CLIENT_TOKEN',
      ],
      [
        'STRIPE_WEBHOOK_SECRET',
        'STRIPE_PRICE_KEY_ID',
        'CLERK_JWT_KEY',
        'CLERK_ENCRYPTION_KEY',
        'STRIPE_PRICE_ID',
        'OPENAI_API_KEY',
        'STRIPES_KEY',
        'PINSTRIPE_KEY',
      ],
    ],
    [
      'Supabase’s address and keys',
      isSupabaseName,
      ['SUPABASE_URL', 'NEXT_PUBLIC_SUPABASE_ANON_KEY', 'SUPABASE_SERVICE_ROLE_KEY'],
      ['SUPABASE_DB_URL', 'SUPABASE_PROJECT', 'DATABASE_URL'],
    ],
  ])('%s', (_what, is, yes, no) => {
    expect(yes.filter((name) => !is(name))).toEqual([]);
    expect(no.filter((name) => is(name))).toEqual([]);
  });

  it('providers with modes say which', () => {
    expect(modeProvider('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY')).toBe('clerk');
    expect(modeProvider('STRIPE_SECRET_KEY')).toBe('stripe');
    expect(modeProvider('SECRET_KEY')).toBeUndefined();
  });
});

// Quadratic patterns would need hours for these; the runner's time limit is what fails then.
it.each(['DATABASE_', 'DB_A_', 'STRIPE_A_', 'SUPABASE_', '_', 'URL_', 'REDIS_URL_READ'])(
  'answers in time for names made of %s over and over',
  (part) => {
    const name = `${part.repeat(300_000 / part.length)}!`;
    for (const is of [isAddressName, isDatabaseName, leadsToDatabase, hasModes, isSupabaseName])
      expect(is(name)).toBe(false);
  },
);
