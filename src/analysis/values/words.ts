import type { ValueTrait } from '../../artifacts/env/value.ts';

type Credential = Extract<ValueTrait, { kind: 'credential' }>;

// Where the first letter alone does not make the name.
const titles: ReadonlyMap<string, string> = new Map([
  ['aws', 'AWS'],
  ['github', 'GitHub'],
  ['hugging face', 'Hugging Face'],
  ['npm', 'npm'],
  ['openai', 'OpenAI'],
  ['openrouter', 'OpenRouter'],
  ['planetscale', 'PlanetScale'],
  ['posthog', 'PostHog'],
  ['sendgrid', 'SendGrid'],
  ['uploadthing', 'UploadThing'],
  ['webhook', 'webhook'],
  ['workos', 'WorkOS'],
  ['xai', 'xAI'],
]);

/** A provider as it writes itself: `OpenAI` for `openai`. */
export function providerTitle(provider: string): string {
  return titles.get(provider) ?? `${provider.slice(0, 1).toUpperCase()}${provider.slice(1)}`;
}

/** A credential in words: `Stripe secret key`. */
export function credentialWords({ provider, label }: Credential): string {
  return `${providerTitle(provider)} ${label}`;
}
