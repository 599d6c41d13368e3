import type { StoredZone } from '../cloudflare/state.ts';

/**
 * The zone's settings. Broken: the edge takes any certificate of the origin, speaks TLS 1.0 and not 1.3, challenges everybody since an
 * attack that is long over, and serves old copies of pages when the origin is away.
 */
export function harborSettings(options: { readonly repaired: boolean }): StoredZone['settings'] {
  return { ...common, ...(options.repaired ? repaired : broken) };
}

const common = {
  automatic_https_rewrites: 'on',
  cache_level: 'aggressive',
  // On, it would stop the cache, and with it the leak that the practice launch is there to show.
  development_mode: 'off',
  // The shop sends the header itself.
  security_header: {
    strict_transport_security: {
      enabled: false,
      max_age: 0,
      include_subdomains: false,
      preload: false,
      nosniff: false,
    },
  },
} as const;

const broken = {
  always_online: 'on',
  always_use_https: 'off',
  browser_cache_ttl: 14_400,
  min_tls_version: '1.0',
  security_level: 'under_attack',
  ssl: 'full',
  tls_1_3: 'off',
} as const;

const repaired = {
  always_online: 'off',
  always_use_https: 'on',
  browser_cache_ttl: 0,
  min_tls_version: '1.2',
  security_level: 'medium',
  ssl: 'strict',
  tls_1_3: 'on',
} as const;
