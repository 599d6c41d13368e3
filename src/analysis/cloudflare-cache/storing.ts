import type { CacheControl } from './cache-control.ts';
import { armorOn } from './deception-armor.ts';
import type { Settings } from './settings.ts';
import { ttlsOfStatus } from './status-ttl.ts';
import { keptFor, shortened } from './words.ts';

/** What becomes of one answer, with the reason in words. `ttl` in seconds, where it is known. */
export type Outcome = {
  readonly decision: 'stored' | 'not-stored' | 'revalidated';
  readonly because: string;
  readonly ttl?: number;
};

/** One answer of the origin, everything known that decides, and the request it answers. */
export type SeenAnswer = {
  readonly status: number;
  readonly control: CacheControl;
  /** `control` comes from one of the two headers for CDNs. */
  readonly fromCdn: boolean;
  readonly setsCookies: boolean;
  /** Names in `Vary`, in lower case. */
  readonly vary: readonly string[];
  readonly contentType: string | undefined;
  /** Names of the headers that it has, as far as they are known. */
  readonly has: (name: string) => boolean;
  readonly path: string;
  /** The request carries `Authorization` when it leaves the edge. */
  readonly authorized: boolean;
  /** `Cache-Control` itself, whether or not it is listened to, lets the answer to such a request be shared. */
  readonly ownShares: boolean;
};

const notStored = (because: string): Outcome => ({ decision: 'not-stored', because });
const revalidated = (because: string): Outcome => ({ decision: 'revalidated', because, ttl: 0 });
const silent = 'Cloudflare does not document it';

/** Directives by which answers are stored or not, and so stand against a time to live of a Cache Rule. */
const storingDirectives = ['no-store', 'private', 'no-cache', 'max-age', 's-maxage'];

/**
 * What the edge does with one answer under settings that are known, by the table of guide section 1.2; several outcomes where
 * Cloudflare's documentation leaves it open.
 * https://developers.cloudflare.com/cache/troubleshooting/investigating-uncached-responses/
 */
export function outcomesOf(settings: Settings, answer: SeenAnswer): readonly Outcome[] {
  if (settings.eligible === 'no') return [notStored('not eligible for cache (DYNAMIC)')];
  const varied = refusedByVary(settings, answer);
  if (varied !== undefined) return [varied];
  const fixed = fixedTimes(settings, answer.status);
  // "When settings from both rule types conflict, Cache Response Rules take precedence."
  // https://developers.cloudflare.com/cache/how-to/cache-response-rules/#relationship-with-cache-rules
  if (fixed.length === 0 || forbidsStoring(settings.directives)) return byTheOrigin(settings, answer);
  if (!setsStoring(settings.directives)) return fixed.flatMap((seconds) => underFixedTime(seconds, settings, answer));
  const age = ageSet(settings.directives);
  const kept = fixed.flatMap((seconds) => underFixedTime(withAge(seconds, age), settings, answer));
  const heard = byTheOrigin(settings, answer).map((one) => ({ ...one, because: `${one.because}; ${undocumentedMix}` }));
  return [...kept, ...heard];
}

const undocumentedMix =
  'a rule fixes the time, and it is not documented whether a Cache Response Rule that sets a directive makes the origin’s own count again';

function refusedByVary({ vary: actions }: Settings, { vary }: SeenAnswer): Outcome | undefined {
  if (vary.includes('*')) return notStored('the origin says "Vary: *", which is never stored');
  const refused = vary.find((name) => actions !== false && (actions.byHeader[name] ?? actions.fallback) === 'bypass');
  return refused === undefined
    ? undefined
    : notStored(`a rule bypasses the cache when the origin varies on ${shortened(refused, 40)}`);
}

/** Whether a Cache Response Rule sets a directive by which answers are stored or not. */
export function setsStoring(directives: Settings['directives']): boolean {
  return storingDirectives.some((name) => typeof directives[name] === 'object');
}

/** Whether a Cache Response Rule itself forbids to store: by `no-store`, or by a `private` that names no headers. */
function forbidsStoring(directives: Settings['directives']): boolean {
  const { private: isPrivate } = directives;
  return typeof directives['no-store'] === 'object' || (typeof isPrivate === 'object' && isPrivate.set === true);
}

/** The seconds above 0 that a Cache Response Rule sets. */
function ageSet(directives: Settings['directives']): number | undefined {
  const change = directives['s-maxage'] ?? directives['max-age'];
  const seconds = typeof change === 'object' ? Number(change.set) : Number.NaN;
  return seconds > 0 ? seconds : undefined;
}

// A time that forbids to store or is to be asked about each time is no less than that.
function withAge(seconds: number | undefined, age: number | undefined): number | undefined {
  return seconds !== undefined && seconds <= 0 ? seconds : (age ?? seconds);
}

/** Times that rules fix whatever the origin says; `undefined` for one that is not known, none when the origin decides. */
function fixedTimes({ statusTtl, edgeTtl }: Settings, status: number): readonly (number | undefined)[] {
  const byStatus = ttlsOfStatus(statusTtl, status);
  if (byStatus.length > 0) return byStatus;
  return edgeTtl.mode === 'override_origin' ? [edgeTtl.seconds] : [];
}

function underFixedTime(seconds: number | undefined, settings: Settings, answer: SeenAnswer): readonly Outcome[] {
  if (seconds !== undefined && seconds < 0) return [notStored(`a rule forbids storing a ${answer.status}`)];
  const kept: Outcome = {
    decision: seconds === 0 ? 'revalidated' : 'stored',
    because: `${keptFor(seconds)} by a rule, whatever the origin says`,
    ...ttlOf(seconds),
  };
  // The documentation speaks of a fixed time beside Set-Cookie only where a rule makes everything eligible.
  if (answer.setsCookies && !settings.stripsCookies && settings.eligible === 'extension' && settings.originControl)
    return [kept, notStored(`the answer sets a cookie and is cached by its extension alone: ${silent}`)];
  if (answer.authorized) return [kept, notStored(`the request carries Authorization: ${silent}`)];
  return [kept];
}

function byTheOrigin(settings: Settings, answer: SeenAnswer): readonly Outcome[] {
  const { control } = answer;
  const refused = refusedByDirective(control, settings) ?? refusedByCookie(settings, answer);
  if (refused !== undefined) return [refused];
  const unshared = settings.originControl && answer.authorized ? refusedByAuthorization(answer) : [];
  if (unshared.length > 0 && !mayShare(control) && !answer.ownShares) return unshared;
  return [...underOrigin(settings, answer), ...unshared];
}

function underOrigin(settings: Settings, answer: SeenAnswer): readonly Outcome[] {
  const { control } = answer;
  const kept = keptByOrigin(settings, answer);
  if (!settings.originControl && mustBeAsked(control)) {
    const off = notStored(`Origin Cache Control is off, and the origin says ${control.said ?? 'that it is over'}`);
    // Of the headers for CDNs the troubleshooting page says that these words never lead to a BYPASS, whatever the mode.
    return answer.fromCdn ? [...kept, off] : [off];
  }
  if (!settings.armor || kept.every(({ decision }) => decision === 'not-stored')) return kept;
  return underArmor(kept, settings, answer);
}

function refusedByDirective(control: CacheControl, { originControl, edgeTtl }: Settings): Outcome | undefined {
  const { said = 'nothing', freshness } = control;
  if (control.noStore) return notStored(`the origin forbids it: ${said}`);
  if (control.isPrivate === true) return notStored(`the origin keeps it private: ${said}`);
  if (control.isPrivate !== false && !originControl)
    return notStored(`Origin Cache Control is off, and the origin says ${said}`);
  const isSilent = !control.isPublic && control.noCache === false && freshness.state === 'none';
  if (edgeTtl.mode === 'bypass_by_default' && isSilent && control.said === undefined)
    return notStored('a rule stores only what the origin says is cacheable, and it says nothing');
  return undefined;
}

function mustBeAsked({ noCache, freshness }: CacheControl): boolean {
  return noCache !== false || freshness.state === 'stale';
}

function refusedByCookie(settings: Settings, { control, setsCookies }: SeenAnswer): Outcome | undefined {
  const isDropped =
    settings.originControl && [control.isPrivate, control.noCache].some((one) => names(one, 'set-cookie'));
  const isStripped = settings.eligible === 'extension' && !settings.originControl;
  if (setsCookies && !settings.stripsCookies && !isDropped && !isStripped)
    return notStored('the answer sets a cookie (BYPASS)');
  return undefined;
}

// Beside a header for CDNs it is not documented whether that one or Cache-Control has to allow it.
function refusedByAuthorization({ control, fromCdn, ownShares }: SeenAnswer): readonly Outcome[] {
  if (mayShare(control) && (!fromCdn || ownShares)) return [];
  const where = fromCdn && (ownShares || mayShare(control)) ? ' in each of its headers' : '';
  return [
    notStored(
      `the request carries Authorization, and the origin does not say public, s-maxage or must-revalidate${where}`,
    ),
  ];
}

/** Whether the answer to a request with `Authorization` may be given to others. RFC 9111 section 3.5 */
export function mayShare({ isPublic, sharedAge, mustRevalidate }: CacheControl): boolean {
  return isPublic || sharedAge || mustRevalidate;
}

function names(qualified: boolean | readonly string[], name: string): boolean {
  return typeof qualified === 'object' && qualified.includes(name);
}

function keptByOrigin({ edgeTtl }: Settings, answer: SeenAnswer): readonly Outcome[] {
  const { control, status } = answer;
  const { said = 'no cache header', freshness } = control;
  const asked = revalidated(`stored and asked about at the origin before each use: ${said}`);
  if (control.noCache === true) return [asked];
  const kept: Outcome[] = [];
  if (freshness.state === 'fresh') {
    const { seconds } = freshness;
    kept.push({ decision: 'stored', because: `${keptFor(seconds)} by the origin: ${said}`, ...ttlOf(seconds) });
  }
  if (freshness.state === 'stale' || freshness.state === 'unclear') kept.push(asked);
  if (freshness.state === 'none' || freshness.state === 'unclear') kept.push(keptByDefault(status, said));
  // A header that allows nothing in so many words: the documentation says neither that it counts as present nor that it does not.
  if (edgeTtl.mode === 'bypass_by_default' && freshness.state === 'none' && !control.isPublic)
    kept.push(notStored(`a rule stores only what the origin says is cacheable, and it says ${said}`));
  if (Array.isArray(control.noCache) && control.noCache.some(answer.has)) {
    // For Set-Cookie one page says that the header is dropped, another that the answer is asked about.
    return control.noCache.includes('set-cookie') ? [...kept, asked] : [asked];
  }
  return kept;
}

/** Seconds by status code that an answer without cache headers is kept. https://developers.cloudflare.com/cache/how-to/configure-cache-status-code/#edge-ttl */
export const defaultTimes: ReadonlyMap<number, number> = new Map([
  ...[200, 206, 301].map((status) => [status, 7_200] as const),
  ...[302, 303].map((status) => [status, 1_200] as const),
  ...[404, 410].map((status) => [status, 180] as const),
]);

function keptByDefault(status: number, said: string): Outcome {
  const seconds = defaultTimes.get(status);
  if (seconds === undefined) return notStored(`a ${status} with ${said} is not stored by default`);
  return { decision: 'stored', because: `a ${status} with ${said} is ${keptFor(seconds)} by default`, ttl: seconds };
}

// "A Cache-Control header from the origin … may override the protection", which also depends on Origin Cache Control.
function underArmor(kept: readonly Outcome[], settings: Settings, answer: SeenAnswer): readonly Outcome[] {
  const armor = armorOn(answer.path, answer.contentType);
  if (armor === 'allows') return kept;
  const refused = notStored(
    `Cache Deception Armor: the content is not what the extension says (${shortened(answer.contentType ?? 'unknown', 60)})`,
  );
  const isSure = armor === 'refuses' && settings.originControl && answer.control.said === undefined;
  return isSure ? [refused] : [...kept, refused];
}

function ttlOf(seconds: number | undefined): { readonly ttl?: number } {
  return seconds === undefined ? {} : { ttl: seconds };
}
