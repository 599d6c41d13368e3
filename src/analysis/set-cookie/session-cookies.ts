import type { PageCookie } from '../../artifacts/web/page.ts';
import { said } from '../site-answers/said.ts';

// Platforms' and analytics' own: no session of the audited product, whatever their names say.
const foreign =
  /^(?:__cf|_cf|cf_|_ga|_gid|_gcl|_fbp|_hj|_dd_s|ph_|mp_|ajs_|amplitude|intercom-|optimizely|awsalb|ai_session|_vercel_|__vercel|_clck|_clsk|__client_uat|__clerk_|hubspot|__hs|_pk_)/i;
const namesSession =
  /^(?:sid|s?ession|sess|auth|token|jwt|sso|authjs|login|identity|user|remember.*|phpsessid|jsessionid|asp\.?net.*|connect\.sid|appsession|wos-session|laravel_session)$/i;
const partsOfSession: ReadonlySet<string> = new Set([
  ...['session', 'sessionid', 'sess', 'sid', 'auth', 'token', 'jwt', 'sso', 'authjs', 'accesstoken', 'refreshtoken'],
]);
const forgery = /csrf|xsrf/i;
const harmless = /(?:^|[-_.])(?:state|nonce|verifier|callback|return|redirect|url|theme|locale|consent)(?:$|[-_.])/i;

/**
 * Cookies that a library makes readable for its own script in the browser, by design.
 * https://supabase.com/docs/guides/auth/server-side/advanced-guide, https://clerk.com/docs/guides/how-clerk-works/cookies
 */
export function isReadableByDesign(name: string): boolean {
  const bare = name.replace(/^__(?:Secure|Host)-/i, '');
  return /^sb-.{1,80}-auth-token(?:\.\d{1,2})?$/.test(bare) || /^__session(?:_[\w-]{1,20})?$/.test(bare);
}

/** Whether a cookie's name says that it carries somebody's sign-in. */
export function isSessionCookie({ name }: Pick<PageCookie, 'name'>): boolean {
  const bare = name.replace(/^__(?:Secure|Host)-/i, '');
  if (foreign.test(bare) || forgery.test(bare)) return false;
  if (isReadableByDesign(name) || namesSession.test(bare)) return true;
  if (harmless.test(bare)) return false;
  const parts = bare
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_.:]/);
  return parts.some((part) => partsOfSession.has(part));
}

/**
 * What the name's prefix demands and the cookie does not have, so that browsers drop it; `undefined` when it is kept.
 * RFC 6265bis section 4.1.3
 */
export function brokenPrefix(cookie: PageCookie): string | undefined {
  const { name, secure, domain, path } = cookie;
  if (/^__Secure-/i.test(name)) return secure ? undefined : 'Secure';
  if (!/^__Host-/i.test(name)) return undefined;
  const missing = [
    ...(secure ? [] : ['Secure']),
    ...(path === '/' ? [] : ['Path=/']),
    ...(domain === undefined ? [] : ['no Domain']),
  ];
  return missing.length === 0 ? undefined : missing.join(' and ');
}

/** A cookie as its header would stand, with `…` for the value. */
export function showCookie({ name, secure, httpOnly, sameSite, domain, path }: PageCookie): string {
  const site = sameSite === undefined ? [] : [`SameSite=${sameSite.slice(0, 1).toUpperCase()}${sameSite.slice(1)}`];
  const flags = [...(secure ? ['Secure'] : []), ...(httpOnly ? ['HttpOnly'] : []), ...site];
  const where = [
    ...(domain === undefined ? [] : [`Domain=${said(domain)}`]),
    ...(path === undefined ? [] : [`Path=${said(path)}`]),
  ];
  return `Set-Cookie: ${[`${said(name)}=…`, ...where, ...flags].join('; ')}`;
}
