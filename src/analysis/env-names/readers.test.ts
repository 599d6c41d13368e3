import { expect, it } from 'vitest';
import { readerOf } from './readers.ts';

it.each([
  ['NEXTAUTH_URL', 'next-auth'],
  ['AUTH_SECRET', '@auth/core'],
  ['CLERK_SECRET_KEY', '@clerk/nextjs'],
  ['NEXT_PUBLIC_CLERK_SIGN_IN_URL', '@clerk/nextjs'],
  ['SENTRY_AUTH_TOKEN', '@sentry/nextjs'],
  ['KV_REST_API_TOKEN', '@vercel/kv'],
  ['BLOB_READ_WRITE_TOKEN', '@vercel/blob'],
  ['UPSTASH_REDIS_REST_TOKEN', '@upstash/redis'],
  ['OPENAI_API_KEY', 'openai'],
  ['ANTHROPIC_API_KEY', '@ai-sdk/anthropic'],
  ['AI_GATEWAY_API_KEY', 'ai'],
  ['MISTRAL_API_KEY', '@ai-sdk/mistral'],
  ['RESEND_API_KEY', 'resend'],
  ['OTEL_SERVICE_NAME', '@opentelemetry/sdk-node'],
  ['FLAGS_SECRET', 'flags'],
  ['PGHOST', 'pg'],
])('%s is read by %s itself', (name, dependency) => {
  expect(readerOf(name, ['react', dependency])).toBe(dependency);
  expect(readerOf(name, ['react'])).toBeUndefined();
  expect(readerOf(`X_${name}`, [dependency])).toBeUndefined();
});

it.each(['NPM_TOKEN', 'TURBO_TOKEN', 'NODE_OPTIONS', 'ENABLE_EXPERIMENTAL_COREPACK'])(
  '%s is read by the build',
  (name) => expect(readerOf(name, [])).toBe('the build'),
);

it.each(['SITE_URL', 'DATABASE_URL', '__proto__', ''])('nothing but the app reads %j', (name) =>
  expect(readerOf(name, ['next', 'openai', 'ai', '@sentry/nextjs', 'pg', 'stripe'])).toBeUndefined(),
);

it('does not take a package whose name only begins alike', () =>
  expect(readerOf('RESEND_API_KEY', ['resend-mock', 'my-resend'])).toBeUndefined());
