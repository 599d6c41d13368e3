/** What a token may read, in the words of Cloudflare's permission tables. https://developers.cloudflare.com/fundamentals/api/reference/permissions/ */
export const permissionGroups = [
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
  'Account Filter Lists Read',
] as const;
export type PermissionGroup = (typeof permissionGroups)[number];

/** Which group reads the rules of each phase. https://developers.cloudflare.com/ruleset-engine/reference/phases-list/ */
export const phaseGroups: ReadonlyMap<string, PermissionGroup> = new Map([
  ['http_request_sanitize', 'Sanitize Read'],
  ['http_request_dynamic_redirect', 'Single Redirect Read'],
  ['http_request_transform', 'Transform Rules Read'],
  ['http_config_settings', 'Config Rules Read'],
  ['http_request_origin', 'Origin Rules Read'],
  ['http_request_firewall_custom', 'Zone WAF Read'],
  ['http_ratelimit', 'Zone WAF Read'],
  ['http_request_firewall_managed', 'Zone WAF Read'],
  ['http_request_late_transform', 'Transform Rules Read'],
  ['http_request_cache_settings', 'Cache Rules Read'],
  ['http_response_cache_settings', 'Cache Rules Read'],
  ['http_response_headers_transform', 'Transform Rules Read'],
]);
