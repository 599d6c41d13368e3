import { registrableDomain } from '../host-names/registrable-domain.ts';

/** Hosts whose script a page of this kind cannot do without, and which offer no fixed version to pin by integrity. */
const needed: ReadonlyMap<string, string> = new Map([
  ['js.stripe.com', 'Stripe.js'],
  ['challenges.cloudflare.com', 'Turnstile'],
  ['www.google.com', 'reCAPTCHA'],
  ['www.recaptcha.net', 'reCAPTCHA'],
  ['js.hcaptcha.com', 'hCaptcha'],
  ['hcaptcha.com', 'hCaptcha'],
  ['accounts.google.com', 'Google sign-in'],
  ['appleid.cdn-apple.com', 'Sign in with Apple'],
]);

/** Whose a script is, seen from the page at `page`; both are absolute addresses. */
export function scriptOwner(src: string, page: string): 'own' | 'needed' | 'third' {
  const host = new URL(src).hostname;
  const own = new URL(page).hostname;
  if (host === own) return 'own';
  const site = registrableDomain(own);
  // Below a platform's suffix neighbours are strangers.
  if (site.own && site.domain !== undefined && registrableDomain(host).domain === site.domain) return 'own';
  return needed.has(host) || host.endsWith('.clerk.accounts.dev') ? 'needed' : 'third';
}
