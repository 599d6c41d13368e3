import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import {
  type CacheControl,
  controlOf,
  type Directives,
  directivesOf,
  expiryOf,
  type Freshness,
  someSeconds,
} from './cache-control.ts';
import type { OriginAnswer } from './origin-answer.ts';
import type { Open } from './question.ts';
import type { DirectiveChange, Settings } from './settings.ts';
import { defaultTimes, mayShare } from './storing.ts';
import { enumerated, shortened } from './words.ts';

/** Everything that one trait of the origin's answer may be; `unknown` names what of the answer would tell which. */
export type Cases<V> = { readonly cases: readonly V[]; readonly unknown: readonly string[] };

/** Directives of the answer before rules changed them. `fromCdn`: they stand in one of the two headers for CDNs. */
export type Heard = { readonly said: string | undefined; readonly directives: Directives; readonly fromCdn: boolean };

/** How the edge hears an answer: which header it listens to, and what that says. */
export type Hearing = Heard & {
  /** `Cache-Control` itself, which response rules change. */
  readonly own: Directives;
  readonly expires: Freshness;
};

/** Status codes that stand for all when the code is not known: those with a default time, one without, and the bounds of rules. */
export function statusCases(status: number | undefined, bounds: readonly number[]): Cases<number> {
  if (status !== undefined) return { cases: [status], unknown: [] };
  const cases = [...new Set([...defaultTimes.keys(), 500, ...bounds])];
  return { cases, unknown: ['status'] };
}

/** Whether the answer carries `Set-Cookie`. */
export function cookieCases({ headers }: OriginAnswer): Cases<boolean> {
  const values = headers.get('set-cookie');
  if (values !== undefined) return { cases: [values.length > 0], unknown: [] };
  return { cases: [false, true], unknown: ['set-cookie'] };
}

/**
 * What the answer may say about caching, by the first of its headers that is there.
 * https://developers.cloudflare.com/cache/concepts/cdn-cache-control/#header-precedence
 * `now`: milliseconds since 1970, what `Expires` is measured by where the answer has no `Date`. `isOwnHeeded`: `Cache-Control` itself may
 * count beside a header for CDNs, because rules change it or the request carries `Authorization`.
 */
export function hearingCases({ headers }: OriginAnswer, now?: number, isOwnHeeded = true): Cases<Hearing> {
  const unknown: string[] = [];
  const ownCases = ownControl(headers, unknown);
  const heard = heardCases(headers, ownCases, unknown);
  const expiries = expiryOf(headers, now);
  if (expiries.length > 1 && heard.some(({ directives, fromCdn }) => !fromCdn && isAgeless(directives)))
    unknown.push(headers.get('expires') === undefined ? 'expires' : 'date');
  const ownOnes = isOwnHeeded || ownCases.length === 1 ? ownCases : ownCases.slice(0, 1);
  const cases = heard.flatMap((one): readonly Hearing[] => {
    // Expires does not count beside a header for CDNs.
    if (one.fromCdn) return ownOnes.map((own) => ({ ...one, own: own.directives, expires: { state: 'none' } }));
    const times: readonly Freshness[] = isAgeless(one.directives) ? expiries : [{ state: 'none' }];
    return times.map((expires) => ({ ...one, own: one.directives, expires }));
  });
  // Each of two unknown headers for CDNs may say the same.
  return { cases: [...new Map(cases.map((one) => [JSON.stringify(one), one])).values()], unknown };
}

/** What the answer says, and whether `Cache-Control` itself lets it be shared whatever the request carries. */
export type Heeded = { readonly control: CacheControl; readonly ownShares: boolean };

/** What the answer says after Cache Response Rules changed its directives; two cases where it is not documented which they change. */
export function controlsAfter(hearing: Hearing, changes: Settings['directives']): readonly Heeded[] {
  const entries = Object.entries(changes);
  const own = entries.length === 0 ? hearing.own : changed(hearing.own, entries);
  const ownShares = mayShare(controlOf(undefined, own, hearing.expires));
  return controlsOf(hearing, entries).map((control) => ({ control, ownShares }));
}

/** The same, each worked out once for the same two objects. */
export function rememberedControls(): typeof controlsAfter {
  const known = new Map<Hearing, Map<Settings['directives'], readonly Heeded[]>>();
  return (hearing, changes) => {
    const ofHearing = known.get(hearing) ?? new Map<Settings['directives'], readonly Heeded[]>();
    known.set(hearing, ofHearing);
    const controls = ofHearing.get(changes) ?? controlsAfter(hearing, changes);
    ofHearing.set(changes, controls);
    return controls;
  };
}

function controlsOf(
  { said, directives, fromCdn, own, expires }: Hearing,
  entries: readonly (readonly [string, DirectiveChange])[],
): readonly CacheControl[] {
  if (entries.length === 0) return [controlOf(said, directives, expires)];
  const words = (changed: Directives): string => `${showDirectives(changed)} (changed by a Cache Response Rule)`;
  const changedOwn = changed(own, entries);
  const onOwn = controlOf(words(changedOwn), changedOwn, expires);
  if (!fromCdn) return [onOwn];
  // "Cache-Control directives set by Cache Response Rules take precedence over origin-set (Cloudflare-)CDN-Cache-Control."
  const set = entries.filter(([, change]) => change !== 'removed');
  if (set.length === 0) return [controlOf(said, directives, expires)];
  const laidOver = changed(directives, set);
  return [onOwn, controlOf(words(laidOver), laidOver, expires)];
}

function changed(directives: Directives, changes: readonly (readonly [string, DirectiveChange])[]): Directives {
  const result = new Map(Object.entries(directives));
  for (const [name, change] of changes) {
    if (change === 'removed') result.delete(name);
    else result.set(name, change.set);
  }
  return Object.fromEntries(result);
}

function showDirectives(directives: Directives): string {
  const shown = Object.entries(directives).map(([name, value]) => (value === true ? name : `${name}=${value}`));
  return shortened(`cache-control: ${shown.join(', ') || 'nothing'}`);
}

// What an answer can come to, when its header is not known: forbidden, asked about, kept, or nothing said.
const anyDirectives: readonly Directives[] = [
  { 'no-store': true },
  { 'max-age': '0' },
  { public: true, 's-maxage': someSeconds },
  {},
];
const anyHeard: readonly Heard[] = anyDirectives.map((directives) => ({ said: undefined, directives, fromCdn: false }));

function ownControl(headers: KnownHeaders, unknown: string[]): readonly Heard[] {
  const values = headers.get('cache-control');
  if (values === undefined) {
    unknown.push('cache-control');
    return anyHeard;
  }
  return [heardAs('cache-control', values, false)];
}

function heardCases(headers: KnownHeaders, own: readonly Heard[], unknown: string[]): readonly Heard[] {
  const cases: Heard[] = [];
  for (const name of ['cloudflare-cdn-cache-control', 'cdn-cache-control']) {
    const values = headers.get(name);
    if (values === undefined) {
      unknown.push(name);
      cases.push(...anyHeard.map((heard) => ({ ...heard, fromCdn: true })));
    } else if (values.some((value) => value.trim() !== '')) return [...cases, heardAs(name, values, true)];
  }
  const surrogate = headers.get('surrogate-control');
  const silent: Heard = { said: undefined, directives: {}, fromCdn: false };
  // "If the Surrogate-Control header is present, Cloudflare ignores any Cache-Control directives."
  if (surrogate !== undefined && surrogate.length > 0) return [...cases, silent];
  const isSurrogateOpen = surrogate === undefined && own.some(({ said }) => said !== undefined);
  if (isSurrogateOpen) unknown.push('surrogate-control');
  return [...cases, ...own, ...(isSurrogateOpen ? [silent] : [])];
}

function heardAs(name: string, values: readonly string[], fromCdn: boolean): Heard {
  const value = values.join(', ');
  return {
    said: value.trim() === '' ? undefined : shortened(`${name}: ${value}`),
    directives: directivesOf(value),
    fromCdn,
  };
}

function isAgeless(directives: Directives): boolean {
  return directives['s-maxage'] === undefined && directives['max-age'] === undefined;
}

/** What would tell what is not known of the origin's answer: header names, and `status`. */
export function openAnswer(unknown: readonly string[]): Open {
  const names = [...new Set(unknown)];
  const flags = names.map((name) => (name === 'status' ? '--origin-status' : `--origin-header "${name}: …"`));
  return {
    why: `the origin's ${enumerated(names)} ${names.length === 1 ? 'is' : 'are'} not known`,
    hint: `name a test user (users.a) so that the audit can ask as somebody who is signed in, or give ${flags.slice(0, 3).join(' ')}`,
    asks: ['origin'],
  };
}

/** What else of an answer decides, as far as it is known. */
export function traitsOf(origin: OriginAnswer) {
  const { headers } = origin;
  return {
    vary: varyOf(origin),
    contentType: headers.get('content-type')?.[0],
    has: (name: string) => headers.get(name)?.length !== 0,
  };
}

/** Names in `Vary`, in lower case. */
export function varyOf({ headers }: OriginAnswer): readonly string[] {
  const lines = headers.get('vary') ?? [];
  return lines.flatMap((line) => line.split(',')).map((name) => name.trim().toLowerCase());
}
