import { randomBytes } from 'node:crypto';
import type { PlantedSecrets } from '../planted.ts';
import { type PrivatePolicy, privatePage } from './customer-pages.ts';
import { customerOf } from './customers.ts';
import { brandMark, homePage, missingPage, signInPage } from './markup.ts';
import { html, type Page, text, type Visit } from './page.ts';

/** The shop put right: one policy with a nonce for each answer, cookies for the server's eyes only, nothing said about itself. */
export function repairedShop(visit: Visit, secrets: PlantedSecrets): Page {
  const nonce = randomBytes(16).toString('base64');
  const scripts = `<script nonce="${nonce}" src="/_next/static/chunks/main.js" async></script>`;
  const page = privatePage(visit, customerOf(visit, secrets), policyWith(scripts)) ?? pageAt(visit, scripts);
  return { ...page, headers: { ...standing, 'content-security-policy': contentPolicy(nonce), ...page.headers } };
}

/** HTTPS for two years, on every name below, and fit for the browsers' preload lists. */
export const strictTransport = { 'strict-transport-security': 'max-age=63072000; includeSubDomains; preload' } as const;

function pageAt(visit: Visit, scripts: string): Page {
  switch (visit.path) {
    case '/':
      return html(homePage(scripts));
    case '/sign-in':
      return html(signInPage(scripts), { 'set-cookie': visitorCookie(), ...unshared });
    case '/robots.txt':
      return text('User-agent: *\nAllow: /\nDisallow: /dashboard\n');
    case '/brand/mark.svg':
      return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: brandMark };
    case '/api/webhooks/stripe':
      return { status: 405, headers: { allow: 'POST' }, body: '' };
    default:
      return html(missingPage(scripts), {}, 404);
  }
}

const unshared = { 'cache-control': 'private, no-store' } as const;
const everywhere = { '/dashboard': unshared, '/account': unshared, '/api/account': unshared } as const;

function policyWith(scripts: string): PrivatePolicy {
  return { scripts, headers: everywhere, anonymous: everywhere, anythingBelow: false };
}

// Everybody gets a session, and a new one when they sign in.
function visitorCookie(): string {
  const value = randomBytes(32).toString('hex');
  return `harbor_session=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`;
}

const standing = {
  server: 'Vercel',
  'x-vercel-cache': 'MISS',
  'cache-control': 'public, max-age=0, must-revalidate',
  ...strictTransport,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(self)',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    'upgrade-insecure-requests',
  ].join('; ');
}
