import { describe, expect, it } from 'vitest';
import { recogniseCredential } from './credential.ts';

// Every value is put together here from its parts, so that no scanner takes this file for a leak.
const body = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU0v';
const of = (...parts: readonly string[]): string => parts.join('');
const jwt = (claims: unknown): string =>
  [{ alg: 'HS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
const clerkKey = (host: string): string => of('pk_', 'live_', Buffer.from(`${host}$`).toString('base64'));

describe('a credential is told by its documented shape', () => {
  it.each([
    ['stripe secret key', of('sk_', 'live_', body), 'live'],
    ['stripe secret key', of('sk_', 'test_', body), 'test'],
    ['stripe restricted key', of('rk_', 'live_', body), 'live'],
    ['stripe organization key', of('sk_', 'org_', body), undefined],
    ['webhook signing secret', of('whsec', '_', body), undefined],
    ['paddle API key', of('pdl_', 'sdbx_', 'apikey_', body), 'test'],
    ['paddle API key', of('pdl_', 'live_', 'apikey_', body), 'live'],
    ['supabase secret key', of('sb_', 'secret_', body), undefined],
    ['supabase access token', of('sbp', '_', body), undefined],
    ['supabase service_role key', of(jwt({ iss: 'supabase', role: 'service_role', ref: 'abc' }), '.', body), undefined],
    ['neon API key', of('napi', '_', body), undefined],
    ['planetscale credential', of('pscale_', 'pw_', body), undefined],
    ['convex deploy key', of('prod', ':calm-crab-1|', body), undefined],
    ['anthropic API key', of('sk-', 'ant-api03-', body), undefined],
    ['openrouter API key', of('sk-', 'or-v1-', body), undefined],
    ['openai API key', of('sk-', 'proj-', body), undefined],
    ['openai API key', of('sk-', body, 'T3Blbk', 'FJ', body), undefined],
    ['AI provider API key', of('sk-', body), undefined],
    ['groq API key', of('gsk', '_', body), undefined],
    ['replicate API token', of('r8', '_', body), undefined],
    ['perplexity API key', of('pplx', '-', body), undefined],
    ['xai API key', of('xai', '-', body), undefined],
    ['hugging face access token', of('hf', '_', body), undefined],
    ['pinecone API key', of('pcsk', '_', body), undefined],
    ['resend API key', of('re', '_', body.slice(0, 8), '_', body), undefined],
    ['sendgrid API key', of('SG', '.', body, '.', body), undefined],
    ['mailgun API key', of('key', '-', '0123456789abcdef'.repeat(2)), undefined],
    ['slack token', of('xoxb', '-', body), undefined],
    ['slack webhook address', of('https://hooks.', 'slack.com/services/', body), undefined],
    ['discord webhook address', of('https://', 'discord.com/api/webhooks/1/', body), undefined],
    ['linear API key', of('lin_', 'api_', body), undefined],
    ['notion token', of('ntn', '_', body, body), undefined],
    ['github token', of('ghp', '_', body, body), undefined],
    ['github token', of('github', '_pat_', body, body), undefined],
    ['npm token', of('npm', '_', body, body.slice(0, 8)), undefined],
    ['aws access key id', of('AKI', 'A', 'ABCDEFGHIJ234567'), undefined],
    ['doppler token', of('dp.', 'pt.', body), undefined],
    ['vercel token', of('vcp', '_', body), undefined],
    ['vercel blob token', of('vercel_', 'blob_rw_', body), undefined],
    ['cloudflare token', of('cfut', '_', body), undefined],
    ['posthog personal key', of('phx', '_', body), undefined],
    ['sentry auth token', of('sntrys', '_', body), undefined],
    ['mapbox secret token', of('sk.', 'eyJ', body, '.', body), undefined],
    ['PEM private key', of('-----BEGIN ', 'RSA PRIVATE KEY-----\n', body), undefined],
    ['google service account', of('{"type":"service_account","', 'private_key": "x"}'), undefined],
  ])('%s', (what, value, mode) => {
    const found = recogniseCredential(value, 'X');
    expect(`${found?.provider} ${found?.label}`).toBe(what);
    expect(found).toMatchObject({ kind: 'credential', public: false });
    expect(found?.mode).toBe(mode);
  });

  it.each([
    ['stripe publishable key', of('pk_', 'live_', body), 'live'],
    ['supabase publishable key', of('sb_', 'publishable_', body), undefined],
    ['supabase anon key', of(jwt({ iss: 'supabase', role: 'anon' }), '.', body), undefined],
    ['posthog project key', of('phc', '_', body), undefined],
    ['mapbox public token', of('pk.', 'eyJ', body, '.', body), undefined],
  ])('%s, made to be public', (what, value, mode) => {
    const found = recogniseCredential(value, 'X');
    expect(`${found?.provider} ${found?.label}`).toBe(what);
    expect(found?.public).toBe(true);
    expect(found?.mode).toBe(mode);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'production'],
    ['a session secret, which has no shape', of(body, body)],
    ['a prefix alone', of('sk_', 'live_')],
    ['a campaign', 're_engagement_campaign_2026'],
    ['a slug', 'sk-skincare'],
    ['a JWT of somebody else', of(jwt({ iss: 'https://auth.shop.net', role: 'service_role' }), '.', body)],
    ['half a JWT', jwt({ iss: 'supabase', role: 'anon' })],
    ['four parts', of(jwt({ iss: 'supabase', role: 'anon' }), '.a.b')],
    ['a JWT around null', of(jwt(null), '.', body)],
    ['a JWT that is none', 'eyJ.%%%.x'],
    ['a public PEM block', '-----BEGIN CERTIFICATE-----'],
    ['a key inside a sentence', of('use ', 'sk_', 'live_', body)],
    ['a test flag', 'test_mode_enabled_for_everyone'],
  ])('takes %s for no credential', (_what, value) => expect(recogniseCredential(value, 'X')).toBeUndefined());
});

describe('providers that share a shape', () => {
  const key = of('sk_', 'test_', body);

  it.each([
    ['CLERK_SECRET_KEY', 'clerk'],
    ['WORKOS_API_KEY', 'workos'],
    ['PAYSTACK_SECRET_KEY', 'paystack'],
    ['STRIPE_SECRET_KEY', 'stripe'],
    ['PAYMENTS', 'stripe'],
    ['CLERKS_NOTE', 'stripe'],
  ])('are told apart by the name: %s is of %s', (name, provider) =>
    expect(recogniseCredential(key, name)).toMatchObject({ provider, mode: 'test' }),
  );

  it('know Clerk’s publishable key by what it decodes to', () => {
    expect(recogniseCredential(clerkKey('clerk.shop.net'), 'X')).toMatchObject({ provider: 'clerk', public: true });
    expect(recogniseCredential(clerkKey('no host'), 'X')).toMatchObject({ provider: 'stripe' });
  });

  it('give UploadThing no mode, as all of its keys say live', () =>
    expect(recogniseCredential(of('sk_', 'live_', body), 'UPLOADTHING_SECRET')?.mode).toBeUndefined());

  it('tell Stripe’s webhook secret from those that Svix signs', () => {
    const secret = of('whsec', '_', body);
    expect(recogniseCredential(secret, 'STRIPE_WEBHOOK_SECRET')).toMatchObject({ provider: 'stripe' });
    expect(recogniseCredential(secret, 'CLERK_WEBHOOK_SECRET')).toMatchObject({ provider: 'webhook' });
  });

  it('take Paddle’s client token for one under Paddle’s name only', () => {
    const token = of('live', '_', body);
    expect(recogniseCredential(token, 'NEXT_PUBLIC_PADDLE_CLIENT_TOKEN')).toMatchObject({ public: true, mode: 'live' });
    expect(recogniseCredential(token, 'X')).toBeUndefined();
  });
});

describe('a Supabase key', () => {
  it('names its project', () =>
    expect(
      recogniseCredential(of(jwt({ iss: 'supabase', role: 'anon', ref: 'abcdef' }), '.', body), 'X')?.project,
    ).toBe('abcdef'));

  it.each([[42], [null], [{}], ['']])('survives the ref %j', (ref) => {
    const found = recogniseCredential(of(jwt({ iss: 'supabase', role: 'anon', ref }), '.', body), 'X');
    expect(found).toMatchObject({ provider: 'supabase' });
    expect([undefined, '']).toContain(found?.project);
  });
});
