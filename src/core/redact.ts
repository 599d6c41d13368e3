/** An address that may be shown: no user info, query values masked, fragment dropped. Text that is no URL with a host gives `undefined`. */
export function showUrl(raw: string): string | undefined {
  if (!URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  // `user:password@host` parses as a scheme with a path: without a host nothing tells an address from a secret.
  if (url.host === '') return undefined;
  const query = [...new Set(url.searchParams.keys())].map((name) => `${encodeURIComponent(name)}=…`).join('&');
  const path = url.pathname === '/' && query === '' ? '' : url.pathname;
  return `${url.protocol}//${url.host}${path}${query === '' ? '' : `?${query}`}`;
}

/** Replaces every occurrence of known secret values in `text`. Values under 6 characters are left: they mask half of every sentence. */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret.length >= 6) masked = masked.replaceAll(secret, '•••');
  }
  return masked;
}
