import type { StoredPageRule, StoredRule, StoredZone } from '../cloudflare/state.ts';
import { hexDigits } from '../deterministic.ts';
import { harborCacheRules } from '../edge/harbor-rules.ts';

type Options = { readonly repaired: boolean };

/** The zone's rules by phase; a phase without rules is left out, as at Cloudflare. */
export function harborPhases(options: Options): StoredZone['phases'] {
  const caching = { http_request_cache_settings: cacheRules(options) };
  if (!options.repaired) return caching;
  return {
    ...caching,
    http_request_firewall_custom: [scanners],
    http_request_firewall_managed: managedRules,
    http_ratelimit: rateLimits,
  };
}

/** Page Rules from before Cache Rules; one of them was switched off and never taken out. */
export function harborPageRules({ repaired }: Options): readonly StoredPageRule[] {
  return repaired ? [] : [brandPictures, everythingOnce];
}

// The working edge obeys the same list.
function cacheRules(options: Options): readonly StoredRule[] {
  return harborCacheRules(options).map(({ id, description, expression, parameters }) => ({
    id,
    description,
    expression,
    action: 'set_cache_settings',
    parameters: {
      cache: parameters.cache,
      ...(parameters.edge_ttl === undefined ? {} : { edge_ttl: parameters.edge_ttl }),
    },
  }));
}

const scanners: StoredRule = {
  id: hexDigits('harbor rule scanners', 32),
  description: 'Nothing of WordPress here',
  expression: 'starts_with(http.request.uri.path, "/wp-") and not ip.src in $office',
  action: 'block',
};

// Cloudflare's own rulesets have the same ids in every account.
// https://developers.cloudflare.com/waf/managed-rules/#available-managed-rulesets
const managedRules: readonly StoredRule[] = [
  managedRule('Cloudflare Managed Ruleset', 'efb7b8c949ac4650a09736fc376e9aee'),
  managedRule('Cloudflare OWASP Core Ruleset', '4814384a9e5d4991b9815dcfc25d2f1f'),
];

function managedRule(description: string, id: string): StoredRule {
  return {
    id: hexDigits(`harbor rule ${description}`, 32),
    description,
    expression: 'true',
    action: 'execute',
    parameters: { id, version: 'latest' },
  };
}

// A zone on Pro has two. https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
const rateLimits: readonly StoredRule[] = [
  rateLimit(
    'Guessing and asking',
    'http.request.uri.path in {"/sign-in" "/api/ask" "/api/ask/"} or starts_with(http.request.uri.path, "/api/auth/")',
    20,
  ),
  rateLimit('Webhooks', 'starts_with(http.request.uri.path, "/api/webhooks/")', 600),
];

function rateLimit(description: string, expression: string, perMinute: number): StoredRule {
  return {
    id: hexDigits(`harbor rule ${description}`, 32),
    description,
    expression,
    action: 'block',
    ratelimit: {
      characteristics: ['cf.colo.id', 'ip.src'],
      period: 60,
      requests_per_period: perMinute,
      mitigation_timeout: 60,
    },
  };
}

const brandPictures: StoredPageRule = {
  id: hexDigits('harbor page rule brand', 32),
  status: 'active',
  priority: 1,
  target: '*shop.example.com/brand/*',
  actions: [{ id: 'browser_cache_ttl', value: 86_400 }],
};

const everythingOnce: StoredPageRule = {
  id: hexDigits('harbor page rule everything', 32),
  status: 'disabled',
  priority: 2,
  target: '*example.com/*',
  actions: [
    { id: 'cache_level', value: 'cache_everything' },
    { id: 'edge_cache_ttl', value: 7_200 },
  ],
};
