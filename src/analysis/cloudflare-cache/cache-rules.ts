import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Change } from './possible.ts';
import type { Changes, EdgeTtl, Settings, VaryActions } from './settings.ts';
import { statusTtlOfRule } from './status-ttl.ts';
import { keptFor, shortened } from './words.ts';

type Parameters = Readonly<Record<string, unknown>>;
type Writable = { -readonly [K in keyof Changes['settings']]: Changes['settings'][K] };

/** What an edge TTL may be when something other than documented stands there. */
export const anyTtl: readonly EdgeTtl[] = [
  { mode: 'respect_origin' },
  { mode: 'bypass_by_default' },
  { mode: 'override_origin' },
];

/**
 * What a Cache Rule changes when it matches. A setting that it does not carry stays as it is: without `cache` the request is as
 * eligible as before. https://developers.cloudflare.com/cache/how-to/cache-rules/settings/
 */
export function changesOfCacheRule({ action, parameters }: CloudflareRule): Changes {
  if (action !== 'set_cache_settings')
    return { settings: anything, words: [`does ${action}, which is not understood`] };
  const settings: Writable = {};
  const words: string[] = [];
  const { cache, edge_ttl: edgeTtl, cache_key: key, vary, origin_cache_control: originControl } = parameters;
  if (cache !== undefined) {
    settings.eligible = () => (typeof cache === 'boolean' ? [cache ? 'rule' : 'no'] : ['rule', 'no']);
    words.push(cache === true ? 'eligible for cache (Cache Everything)' : 'bypasses the cache');
  }
  if (edgeTtl !== undefined) addEdgeTtl(asParameters(edgeTtl), settings, words);
  if (key !== undefined) addKey(asParameters(key), settings, words);
  if (vary !== undefined) {
    settings.vary = () => [varyOf(asParameters(vary))];
    words.push("heeds the origin's Vary");
  }
  if (originControl !== undefined) {
    settings.originControl = () => (typeof originControl === 'boolean' ? [originControl] : [true, false]);
    words.push(`Origin Cache Control ${originControl === true ? 'on' : 'off (which counts on Enterprise alone)'}`);
  }
  if ('browser_ttl' in parameters) words.push('a time for browsers, which says nothing of the edge');
  return { settings, words };
}

const anything: Changes['settings'] = {
  eligible: () => ['no', 'rule'],
  edgeTtl: () => anyTtl,
};

function addEdgeTtl(edgeTtl: Parameters, settings: Writable, words: string[]): void {
  const { mode, default: seconds, status_code_ttl: byStatus } = edgeTtl;
  if (mode !== undefined) {
    const read = edgeTtlOf(mode, seconds);
    settings.edgeTtl = () => read;
    words.push(modeInWords(read));
  }
  if (byStatus === undefined) {
    // Whether a time without status codes takes those of an earlier rule away is not documented.
    settings.statusTtl = (before) => (before.length === 0 ? [before] : [before, []]);
    return;
  }
  const cases = statusTtlOfRule(byStatus);
  settings.statusTtl = () => cases;
  words.push('times to live by status code');
}

function edgeTtlOf(mode: unknown, seconds: unknown): readonly EdgeTtl[] {
  if (mode === 'respect_origin' || mode === 'bypass_by_default') return [{ mode }];
  if (mode !== 'override_origin') return anyTtl;
  return [typeof seconds === 'number' ? { mode, seconds } : { mode }];
}

function modeInWords(read: readonly EdgeTtl[]): string {
  const [one, ...more] = read;
  if (one === undefined || more.length > 0) return 'an edge TTL that is not understood';
  switch (one.mode) {
    case 'respect_origin':
      return 'as long as the origin says';
    case 'bypass_by_default':
      return 'only if the origin says so';
    case 'override_origin':
      return `${keptFor(one.seconds)} whatever the origin says; Set-Cookie is removed`;
  }
}

function addKey(key: Parameters, settings: Writable, words: string[]): void {
  const { cache_deception_armor: armor, custom_key: custom } = key;
  if (armor !== undefined) {
    settings.armor = () => (typeof armor === 'boolean' ? [armor] : [true, false]);
    words.push(`Cache Deception Armor ${armor === true ? 'on' : 'off'}`);
  }
  const names = custom === undefined ? [] : keyOf(asParameters(custom));
  if (names.length > 0) words.push(`cached apart by ${names.join(', ')}`);
  // A key that says nothing of cookies may or may not take the place of an earlier one that does.
  settings.key = custom === undefined ? keptOrGone : () => [names];
}

const keptOrGone: Change<Settings['key']> = (before) => (before.length === 0 ? [before] : [before, []]);

/**
 * Cookies and headers whose values are part of a custom cache key, as `session (cookie)`. Those that are only looked for
 * (`check_presence`) tell nobody apart. https://developers.cloudflare.com/cache/how-to/cache-keys/
 */
export function keyOf({ cookie, header }: Parameters): readonly string[] {
  const included = (part: unknown, kind: string): readonly string[] => {
    const { include } = asParameters(part);
    if (!Array.isArray(include)) return [];
    const names = include.filter((name) => typeof name === 'string').slice(0, 50);
    return names.map((name) => `${shortened(name)} (${kind})`);
  };
  return [...included(cookie, 'cookie'), ...included(header, 'header')].toSorted();
}

function varyOf({ default: fallback, headers }: Parameters): VaryActions {
  const entries = Object.entries(asParameters(headers)).map(
    ([name, one]) => [name.toLowerCase(), actionOf(one)] as const,
  );
  return { fallback: actionOf(fallback), byHeader: Object.fromEntries(entries) };
}

function actionOf(part: unknown): string {
  const { action } = asParameters(part);
  return typeof action === 'string' ? action : '';
}

/** A part of `action_parameters`, empty when it is no object. */
export function asParameters(value: unknown): Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parameters) : {};
}
