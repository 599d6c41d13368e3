import { type Headers, valuesOf } from '../site-answers/headers.ts';

type Answer = { readonly status: number; readonly headers: Headers; readonly body?: string };

/**
 * Who answered in the site's place, in words that follow "answered by": then nothing in the answer is the site's own.
 * https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
 * https://vercel.com/docs/deployment-protection
 */
export function guardOf({ status, headers, body = '' }: Answer): string | undefined {
  const has = (name: string, value: string): boolean =>
    valuesOf(headers, name).some((one) => one.trim().toLowerCase() === value);
  if (has('cf-mitigated', 'challenge')) return 'a Cloudflare challenge';
  if (valuesOf(headers, 'x-vercel-challenge-token').length > 0) return 'a Vercel Firewall challenge';
  const mitigated = valuesOf(headers, 'x-vercel-mitigated')[0]?.trim().toLowerCase();
  if (mitigated !== undefined) return `the Vercel Firewall (${mitigated === 'challenge' ? 'challenge' : 'refused'})`;
  const shown = challengeShown(status, body);
  if (shown !== undefined) return shown;
  if (has('x-amzn-waf-action', 'challenge') || has('x-amzn-waf-action', 'captcha')) return 'an AWS WAF challenge';
  if (isVercelProtection({ status, headers })) return 'Vercel Deployment Protection';
  // An API that asks for a bearer token answers for itself; a password prompt stands in front of the whole site.
  const asksPassword = valuesOf(headers, 'www-authenticate').some((value) => /^\s*(?:basic|digest)\b/i.test(value));
  if (status === 401 && asksPassword) return 'a password prompt (401)';
  return undefined;
}

// Challenges whose header was taken off on the way still are pages of their makers. A page that answers well is the site's.
function challengeShown(status: number, body: string): string | undefined {
  if (status !== 403 && status !== 429 && status !== 503) return undefined;
  const start = body.slice(0, 65_536);
  if (start.includes('/cdn-cgi/challenge-platform/')) return 'a Cloudflare challenge';
  return start.includes('<title>Vercel Security Checkpoint') ? 'a Vercel Firewall challenge' : undefined;
}

function isVercelProtection({ status, headers }: Answer): boolean {
  const sets = valuesOf(headers, 'set-cookie').some((cookie) => /^\s*_vercel_sso_nonce=/.test(cookie));
  if (sets) return true;
  const location = valuesOf(headers, 'location')[0] ?? '';
  if (status >= 300 && status < 400) return location.startsWith('https://vercel.com/sso-api');
  return status === 401 && valuesOf(headers, 'server').some((server) => server.toLowerCase() === 'vercel');
}
