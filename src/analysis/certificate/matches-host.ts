import ipaddr from 'ipaddr.js';

/**
 * Whether one of a certificate's names stands for `host` as browsers match it: no common name, and a wildcard only as the whole
 * left-most label, for exactly one label. `host` is in lower case, an internationalised one in its `xn--` form.
 * https://www.rfc-editor.org/rfc/rfc9525#section-6.3
 */
export function matchesHost(names: readonly string[], host: string): boolean {
  if (ipaddr.isValid(host)) return names.some((name) => isSameAddress(name, host));
  const wanted = host.replace(/\.$/, '');
  return names.some((name) => matchesName(name.toLowerCase().replace(/\.$/, ''), wanted));
}

function matchesName(name: string, host: string): boolean {
  if (!name.startsWith('*.')) return name === host && !name.includes('*');
  const rest = name.slice(2);
  // `*.com` would stand for everybody's domain, and a star further right is none.
  if (!rest.includes('.') || rest.includes('*')) return false;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot + 1) === rest;
}

function isSameAddress(name: string, host: string): boolean {
  return ipaddr.isValid(name) && ipaddr.parse(name).toNormalizedString() === ipaddr.parse(host).toNormalizedString();
}
