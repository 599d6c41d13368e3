/**
 * A Cache Rule of the practice zone: as the API tells it, and as the working edge obeys it. The edge decides by `matches` alone and
 * never reads the expression, so that whoever reads expressions is proved by somebody else.
 */
export type HarborCacheRule = {
  readonly id: string;
  readonly description: string;
  readonly expression: string;
  readonly parameters: {
    readonly cache: boolean;
    readonly edge_ttl?: {
      readonly mode: 'override_origin' | 'respect_origin' | 'bypass_by_default';
      readonly default?: number;
    };
  };
  readonly matches: (request: { readonly host: string; readonly path: string }) => boolean;
};

/** The Cache Rules of the shop's zone, in order, broken or put right. */
export function harborCacheRules(options: { readonly repaired: boolean }): readonly HarborCacheRule[] {
  return options.repaired ? [fingerprintedAssets, neverPrivate] : [everything, fingerprintedAssets, accountAnswers];
}

const shop = 'shop.example.com';

/** The dashboard's template, for the whole shop but the page that stopped working with it. */
const everything: HarborCacheRule = {
  id: 'a9f04f6c2d8e4b1e8d5d0c37f1b2e601',
  description: 'Cache Everything [Template]',
  expression: `http.host eq "${shop}" and not starts_with(http.request.uri.path, "/api/") and http.request.uri.path ne "/sign-in"`,
  parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 7200 } },
  matches: ({ host, path }) => host === shop && !path.startsWith('/api/') && path !== '/sign-in',
};

const fingerprintedAssets: HarborCacheRule = {
  id: 'c1d7e2b4905f4d0f9a3c6b8e2f4a1d02',
  description: 'Fingerprinted assets for a year',
  expression: 'starts_with(http.request.uri.path, "/_next/static/")',
  parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 31_536_000 } },
  matches: ({ path }) => path.startsWith('/_next/static/'),
};

/** Handlers send no Cache-Control, and a 200 without one is kept for two hours. */
const accountAnswers: HarborCacheRule = {
  id: 'f27b6a1e8c3d4e5f9b0a7d6c5e4f3a03',
  description: 'Faster account pages',
  expression: `http.host eq "${shop}" and http.request.uri.path wildcard "/api/account*"`,
  parameters: { cache: true, edge_ttl: { mode: 'respect_origin' } },
  matches: ({ host, path }) => host === shop && path.toLowerCase().startsWith('/api/account'),
};

const neverPrivate: HarborCacheRule = {
  id: '0be1d94a76c84f7bb1f2c3d4e5f6a704',
  description: 'Never store what belongs to one customer',
  expression:
    'starts_with(http.request.uri.path, "/dashboard") or starts_with(http.request.uri.path, "/account") or starts_with(http.request.uri.path, "/api/")',
  parameters: { cache: false },
  matches: ({ path }) => ['/dashboard', '/account', '/api/'].some((start) => path.startsWith(start)),
};
