import type { ProviderAnswer } from '../io.ts';

/** Phases of the ruleset engine whose rules are read. https://developers.cloudflare.com/ruleset-engine/reference/phases-list/ */
export const cloudflarePhases = [
  'http_request_sanitize',
  'http_request_dynamic_redirect',
  'http_request_transform',
  'http_config_settings',
  'http_request_origin',
  'http_request_firewall_custom',
  'http_ratelimit',
  'http_request_firewall_managed',
  'http_request_late_transform',
  'http_request_cache_settings',
  'http_response_cache_settings',
  'http_response_headers_transform',
] as const;
export type CloudflarePhase = (typeof cloudflarePhases)[number];

/** Zone settings that are read, one GET each. */
export const cloudflareSettings = [
  'ssl',
  'min_tls_version',
  'tls_1_3',
  'always_use_https',
  'automatic_https_rewrites',
  'security_header',
  'security_level',
  'development_mode',
  'cache_level',
  'browser_cache_ttl',
  'always_online',
] as const;
export type CloudflareSetting = (typeof cloudflareSettings)[number];

/**
 * Cloudflare's API, GET only. `pages` hold whole envelopes (`{success, result, result_info, …}`) as they came. Every call throws
 * `UnavailableError` (no token, `denied` with the permission's name, expired, challenge, offline, timeout, rate-limited,
 * `not-found` for a 404) or `ProviderFault` (5xx, HTML, truncated JSON, `success: false`). https://developers.cloudflare.com/api/
 */
export type CloudflareDoor = {
  /** GET /zones?name=: zones of that exact name that the token may see. */
  zones(name: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/settings/{setting} */
  setting(zone: string, setting: CloudflareSetting, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/rulesets/phases/{phase}/entrypoint; a phase without rules is a 404, and so `not-found`. */
  phase(zone: string, phase: CloudflarePhase, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/pagerules?status=active */
  pageRules(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/dns_records, all pages */
  records(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/workers/routes */
  workerRoutes(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/snippets/snippet_rules */
  snippetRules(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/url_normalization */
  urlNormalization(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/bot_management */
  botManagement(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/access/apps, all pages */
  accessApps(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/dnssec */
  dnssec(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/ssl/certificate_packs?status=all, all pages */
  certificatePacks(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /zones/{id}/healthchecks, all pages */
  healthChecks(zone: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /accounts/{id}/rules/lists */
  lists(account: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /accounts/{id}/rules/lists/{list}/items, all pages */
  listItems(account: string, list: string, signal: AbortSignal): Promise<ProviderAnswer>;
};
