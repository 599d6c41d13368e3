import { expect, it } from 'vitest';
import { shapes } from './shapes.ts';
import { credentialWords, providerTitle } from './words.ts';

it('writes providers as they write themselves', () => {
  expect(['stripe', 'openai', 'xai', 'npm', 'PEM', 'AI provider', ''].map(providerTitle)).toEqual([
    'Stripe',
    'OpenAI',
    'xAI',
    'npm',
    'PEM',
    'AI provider',
    '',
  ]);
  expect(credentialWords({ kind: 'credential', provider: 'stripe', label: 'secret key', public: false })).toBe(
    'Stripe secret key',
  );
});

it('has read every provider of the list of shapes', () =>
  expect([...new Set(shapes.map(({ provider }) => providerTitle(provider)))]).toEqual([
    'Stripe',
    'webhook',
    'Paddle',
    'Supabase',
    'Neon',
    'PlanetScale',
    'Convex',
    'Anthropic',
    'OpenRouter',
    'OpenAI',
    'AI provider',
    'Groq',
    'Replicate',
    'Perplexity',
    'xAI',
    'Hugging Face',
    'Pinecone',
    'Resend',
    'SendGrid',
    'Mailgun',
    'Slack',
    'Discord',
    'Linear',
    'Notion',
    'GitHub',
    'npm',
    'AWS',
    'Doppler',
    'Vercel',
    'Cloudflare',
    'PostHog',
    'Sentry',
    'Mapbox',
    'PEM',
    'Google',
  ]));
