import type { KnownHeaders } from '../cloudflare-rules/request.ts';

/** Directives by lower-case name; `true` for one without a value. */
export type Directives = Readonly<Record<string, string | true>>;

/** How long an answer says it is good. `seconds` is absent when not known. `unclear`: its words make no sense. */
export type Freshness =
  | { readonly state: 'fresh'; readonly seconds?: number }
  | { readonly state: 'stale' | 'none' | 'unclear' };

/** What an answer says about its caching, whichever of its headers Cloudflare listens to. */
export type CacheControl = {
  /** The header that was listened to, with what it says; absent when none was there. */
  readonly said: string | undefined;
  readonly noStore: boolean;
  /** `true`: bare; names of headers, in lower case, when it speaks of those alone. */
  readonly isPrivate: boolean | readonly string[];
  readonly noCache: boolean | readonly string[];
  readonly isPublic: boolean;
  readonly mustRevalidate: boolean;
  readonly sharedAge: boolean;
  readonly freshness: Freshness;
};

/** The value of an age directive whose seconds are not known. */
export const someSeconds = 'some';

/**
 * Splits a `Cache-Control` value. A directive that comes twice with different ages keeps the longer one: the answer may be stored
 * that long. RFC 9111 section 5.2
 */
export function directivesOf(value: string): Directives {
  const directives: Record<string, string | true> = Object.create(null);
  for (const [name, argument] of splitDirectives(value)) {
    const before = directives[name];
    directives[name] = before === undefined ? argument : longerOf(before, argument);
  }
  return directives;
}

/** What directives come to. `expires`: what `Expires` says, heeded only when no directive gives an age. */
export function controlOf(said: string | undefined, directives: Directives, expires: Freshness): CacheControl {
  const has = (name: string): boolean => directives[name] !== undefined;
  const age = directives['s-maxage'] ?? directives['max-age'];
  return {
    said,
    noStore: has('no-store'),
    isPrivate: qualified(directives.private),
    noCache: qualified(directives['no-cache']),
    isPublic: has('public'),
    mustRevalidate: has('must-revalidate'),
    sharedAge: has('s-maxage'),
    freshness: age === undefined ? expires : freshnessOf(age),
  };
}

/**
 * What `Expires` says, as far as it and `Date` are known; two cases when it cannot be compared. An answer without `Date` counts as
 * given at `now`, milliseconds since 1970. RFC 9111 section 5.3, RFC 9110 section 6.6.1
 */
export function expiryOf(headers: KnownHeaders, now?: number): readonly Freshness[] {
  const expires = headers.get('expires');
  const anything = [{ state: 'none' }, { state: 'fresh' }, { state: 'stale' }] as const;
  if (expires === undefined) return anything;
  const [value] = expires;
  if (value === undefined) return [{ state: 'none' }];
  const end = momentOf(value);
  // A value that is no date means that the answer is over already: `Expires: 0`.
  if (end === undefined) return [{ state: 'stale' }];
  const dates = headers.get('date');
  const start = dates?.length === 0 ? now : momentOf(dates?.[0] ?? '');
  if (start === undefined) return [{ state: 'fresh' }, { state: 'stale' }];
  const seconds = Math.floor((end - start) / 1000);
  return [seconds > 0 ? { state: 'fresh', seconds } : { state: 'stale' }];
}

function momentOf(text: string): number | undefined {
  // `Date.parse` takes `0` for the year 2000.
  if (text.length > 60 || !/^\s*[A-Z][a-z]{2,8},? .*\d/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

function freshnessOf(age: string | true): Freshness {
  if (age === someSeconds) return { state: 'fresh' };
  if (age === true || !/^\d+$/.test(age)) return { state: 'unclear' };
  // RFC 9111 section 1.2.2: what is too large counts as 2^31.
  const seconds = Math.min(Number(age), 2 ** 31);
  return seconds > 0 ? { state: 'fresh', seconds } : { state: 'stale' };
}

function qualified(argument: string | true | undefined): boolean | readonly string[] {
  if (argument === undefined || argument === true) return argument === true;
  const names = argument
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return names.length === 0 ? true : names;
}

function longerOf(before: string | true, next: string | true): string | true {
  // `private` beside `private="x-name"` is the bare one.
  if (before === true || next === true) return true;
  return Number(next) > Number(before) || Number.isNaN(Number(before)) ? next : before;
}

/** Names with arguments; commas inside quotes part nothing. */
function splitDirectives(value: string): readonly (readonly [string, string | true])[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === '\\' && quoted) at += 1;
    else if (value[at] === '"') quoted = !quoted;
    else if (value[at] === ',' && !quoted) {
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(value.slice(start));
  return parts.flatMap((part) => {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (name === '') return [];
    return [[name, equals < 0 ? true : unquoted(part.slice(equals + 1).trim())] as const];
  });
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
