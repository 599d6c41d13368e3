import { parse } from 'tldts';

/**
 * The domain that somebody registered for a host, by the public suffix list (https://publicsuffix.org); none for an address
 * or a single label. `own` is false below a platform's suffix (`vercel.app`, `pages.dev`): nobody but the platform has DNS there.
 */
export function registrableDomain(host: string): { readonly domain?: string; readonly own: boolean } {
  const { domain, isIp } = parse(host, { allowPrivateDomains: false });
  if (isIp === true || domain === null) return { own: false };
  const platform = parse(host, { allowPrivateDomains: true });
  return { domain, own: platform.isPrivate !== true };
}
