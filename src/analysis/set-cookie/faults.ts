import type { PageCookie } from '../../artifacts/web/page.ts';
import type { Severity } from '../../core/finding.ts';
import { brokenPrefix, isReadableByDesign, isSessionCookie } from './session-cookies.ts';

/** A flag that a cookie lacks. `what` names the demand where the message needs it. */
export type CookieFault = {
  readonly key: 'over-http' | 'not-secure' | 'readable' | 'no-same-site' | 'cross-site' | 'dropped' | 'prefix';
  readonly what: string;
  readonly severity: Severity;
};

/** What is wrong with a cookie that an address sets: over http it has gone to everybody on the way, whatever its flags. */
export function cookieFaultsAt(url: string, cookie: PageCookie): readonly CookieFault[] {
  const faults = cookieFaults(cookie);
  if (url.startsWith('https:') || cookie.cleared || !isSessionCookie(cookie)) return faults;
  const others = faults.filter(({ key }) => key !== 'not-secure');
  return [{ key: 'over-http', what: 'https', severity: 'high' }, ...others];
}

/** What is wrong with a cookie that is set. Others than session cookies are held only to what browsers demand. */
export function cookieFaults(cookie: PageCookie): readonly CookieFault[] {
  if (cookie.cleared) return [];
  const isSession = isSessionCookie(cookie);
  const faults: CookieFault[] = [];
  const missing = brokenPrefix(cookie);
  if (missing !== undefined) faults.push({ key: 'prefix', what: missing, severity: isSession ? 'high' : 'medium' });
  // Browsers drop it: https://www.rfc-editor.org/rfc/rfc6265 in its revision 6265bis, section 5.7
  if (cookie.sameSite === 'none' && !cookie.secure) {
    faults.push({ key: 'dropped', what: 'Secure', severity: isSession ? 'high' : 'medium' });
  }
  if (!isSession) return faults;
  if (!cookie.secure && faults.length === 0) faults.push({ key: 'not-secure', what: 'Secure', severity: 'high' });
  if (!cookie.httpOnly && !isReadableByDesign(cookie.name)) {
    faults.push({ key: 'readable', what: 'HttpOnly', severity: 'high' });
  }
  if (cookie.sameSite === undefined) faults.push({ key: 'no-same-site', what: 'SameSite=Lax', severity: 'medium' });
  if (cookie.sameSite === 'none' && cookie.secure) {
    faults.push({ key: 'cross-site', what: 'SameSite=Lax', severity: 'low' });
  }
  return faults;
}
