import type { Environment } from './vercel-link.ts';

/** A provider whose credential the audit can use, and what having it unlocks. */
export type CredentialKind = {
  readonly variable: string;
  readonly provider: string;
  readonly unlocks: string;
  /** Exactly what the credential must be allowed to read. */
  readonly permissions: readonly string[];
  /** Whose command line tool may hold one, to be taken after asking. */
  readonly login?: 'vercel';
  /** Where to make one. */
  readonly page: string;
};

/** Every credential that some check of this version uses. */
export const credentialKinds: readonly CredentialKind[] = [
  {
    variable: 'VERCEL_TOKEN',
    provider: 'Vercel',
    unlocks: 'the project, its domains, and its variables in preview and production',
    permissions: ['read the project and its domains', 'read environment variables (to compare values: decrypt them)'],
    login: 'vercel',
    page: 'https://vercel.com/account/settings/tokens',
  },
  {
    variable: 'CLOUDFLARE_API_TOKEN',
    provider: 'Cloudflare',
    unlocks: 'the zone: cache rules, DNS records, TLS mode, firewall and bot settings',
    // The names of Cloudflare's permission groups: https://developers.cloudflare.com/fundamentals/api/reference/permissions/
    permissions: [
      'Zone Read',
      'Zone Settings Read',
      'Cache Rules Read',
      'Page Rules Read',
      'Config Rules Read',
      'Transform Rules Read',
      'Origin Rules Read',
      'Single Redirect Read',
      'Zone WAF Read',
      'Bot Management Read',
      'DNS Read',
      'SSL and Certificates Read',
      'Health Checks Read',
      'Workers Routes Read',
      'Snippets Read',
      'Sanitize Read',
      'Access: Apps and Policies Read',
      'Account Filter Lists Read (only where rules name a list)',
    ],
    page: 'https://dash.cloudflare.com/profile/api-tokens',
  },
];

/** The value of a credential in the environment; an empty variable is an absent one. */
export function credentialIn(environment: Environment, variable: string): string | undefined {
  const value = environment[variable]?.trim();
  return value === '' ? undefined : value;
}

/** Why a typed credential cannot be one, in words, or `undefined` when it may be. */
export function refuseCredential(value: string): string | undefined {
  if (value.trim() === '') return 'It is empty.';
  if (value.length > 4096) return 'It is far longer than any token.';
  // A header must be able to carry it: RFC 9110 section 5.5 allows visible ASCII here.
  return /^[\x21-\x7e]+$/.test(value.trim()) ? undefined : 'It holds spaces or characters that no token has.';
}
