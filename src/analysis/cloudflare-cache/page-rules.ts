import type { CloudflarePageRule } from '../../artifacts/cloudflare/rule.ts';
import type { EdgeRequest, Truth } from '../cloudflare-rules/request.ts';
import { anyTtl, asParameters, keyOf } from './cache-rules.ts';
import { fitsCookie } from './cookie-pattern.ts';
import type { Changes, Eligibility, Settings } from './settings.ts';
import { statusTtlOfPageRule } from './status-ttl.ts';
import { keptFor } from './words.ts';

type Writable = { -readonly [K in keyof Changes['settings']]: Changes['settings'][K] };

/** The cache levels that a zone may have, and two more that only Page Rules know. */
export type CacheLevel = 'basic' | 'simplified' | 'aggressive' | 'bypass' | 'cache_everything';

/**
 * Whether requests are looked up in the cache under a level; several answers for a level that is not known. `byDefault`: the path is
 * one that is cached without rules. https://developers.cloudflare.com/cache/how-to/set-caching-levels/
 */
export function eligibleUnder(level: string, byDefault: boolean, query: string): readonly Eligibility[] {
  const usual: Eligibility = byDefault ? 'extension' : 'no';
  switch (level) {
    case 'bypass':
      return ['no'];
    case 'cache_everything':
      return ['rule'];
    case 'simplified':
    case 'aggressive':
      return [usual];
    // "No Query String: delivers resources from cache when there is no query string."
    case 'basic':
      return [query === '' ? usual : 'no'];
    default:
      return ['no', usual, 'rule'];
  }
}

/** Whether a Page Rule answers the request itself, by a redirect, so that nothing is asked of the cache. */
export function isForwarded({ actions }: CloudflarePageRule, { scheme }: EdgeRequest): boolean {
  return actions.some(
    ({ id, value }) =>
      id === 'forwarding_url' || (id === 'always_use_https' && scheme === 'http' && value !== 'off' && value !== false),
  );
}

/**
 * What a Page Rule changes of caching when it is the one that applies.
 * https://developers.cloudflare.com/rules/page-rules/reference/settings/
 */
export function changesOfPageRule({ actions }: CloudflarePageRule, request: EdgeRequest, byDefault: boolean): Changes {
  const settings: Writable = {};
  const words: string[] = [];
  const values = new Map(actions.map(({ id, value }) => [id, value] as const));
  const level = values.get('cache_level');
  if (level !== undefined) {
    settings.eligible = () => eligibleUnder(typeof level === 'string' ? level : '', byDefault, request.query);
    words.push(`cache level ${typeof level === 'string' ? level : 'of an unknown kind'}`);
  }
  addCookies(values, settings, words, request);
  addTimes(values, settings, words);
  addSwitch('explicit_cache_control', 'originControl', values, settings, words);
  addSwitch('cache_deception_armor', 'armor', values, settings, words);
  const key = values.get('cache_key_fields');
  if (key !== undefined) {
    const names = keyOf(asParameters(key));
    settings.key = () => [names];
    words.push(names.length > 0 ? `cached apart by ${names.join(', ')}` : 'an own cache key');
  }
  return { settings, words };
}

type Values = ReadonlyMap<string, unknown>;

function addSwitch(
  id: string,
  name: 'originControl' | 'armor',
  values: Values,
  settings: Writable,
  words: string[],
): void {
  if (!values.has(id)) return;
  const value = values.get(id);
  // The action alone, without a value, turns it on.
  const isOn = value === undefined || value === 'on' || value === true;
  const isOff = value === 'off' || value === false;
  settings[name] = () => (isOn || isOff ? [isOn] : [true, false]);
  words.push(`${id} ${isOn ? 'on' : 'off'}`);
}

function addCookies(values: Values, settings: Writable, words: string[], { headers }: EdgeRequest): void {
  // "Cache On Cookie takes precedence over Bypass Cache on Cookie", so it has the last word.
  for (const [id, outcome] of [
    ['bypass_cache_on_cookie', 'no'],
    ['cache_on_cookie', 'rule'],
  ] as const) {
    const pattern = values.get(id);
    if (pattern === undefined) continue;
    const fits: Truth = typeof pattern === 'string' ? fitsCookie(pattern, headers) : 'unknown';
    words.push(`${id} ${fits === 'unknown' ? 'may apply' : fits ? 'applies' : 'does not apply'}`);
    const { eligible: before } = settings;
    if (fits === true) settings.eligible = () => [outcome];
    if (fits === 'unknown') settings.eligible = (was) => [outcome, ...(before === undefined ? [was] : before(was))];
  }
}

function addTimes(values: Values, settings: Writable, words: string[]): void {
  const ttl = values.get('edge_cache_ttl');
  const seconds = typeof ttl === 'string' && /^\d{1,10}$/.test(ttl) ? Number(ttl) : ttl;
  if (typeof seconds !== 'number') {
    if (values.has('edge_cache_ttl')) settings.edgeTtl = () => anyTtl;
  } else if (seconds > 0) {
    // Zero stands for what the origin says.
    settings.edgeTtl = () => [{ mode: 'override_origin', seconds }];
    words.push(`${keptFor(seconds)} whatever the origin says; Set-Cookie is removed`);
  }
  const byStatus = values.get('cache_ttl_by_status');
  if (byStatus === undefined) return;
  const cases = statusTtlOfPageRule(byStatus);
  settings.statusTtl = () => cases;
  words.push('times to live by status code');
}

/** What Page Rules could make of a setting when none of them could be read. */
export const anyPageRule: readonly Changes['settings'][] = [
  {},
  { eligible: () => ['no'] satisfies Settings['eligible'][] },
  { eligible: () => ['rule'] satisfies Settings['eligible'][] },
  { eligible: () => ['rule'] satisfies Settings['eligible'][], edgeTtl: () => [{ mode: 'override_origin' }] },
];
