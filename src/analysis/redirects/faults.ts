import type { RedirectHop, RedirectWalk } from '../../artifacts/web/redirects.ts';
import type { Severity } from '../../core/finding.ts';
import { plainHost } from '../../core/network.ts';
import { isRedirect } from './walk.ts';

/** What is wrong with a walk. `at` is the address it begins at, `hop` the answer that shows it. */
export type RedirectFault<Key extends string> = {
  readonly key: Key;
  readonly severity: Severity;
  readonly hop?: RedirectHop;
};

export type SchemeFault = RedirectFault<'plain' | 'detour' | 'elsewhere' | 'temporary' | 'closed' | 'downgrade'>;
export type ChainFault = RedirectFault<'loop' | 'too-long' | 'webhook' | 'private' | 'broken' | 'dead-end'>;

/** Statuses that browsers and search engines do not keep. */
export function isTemporary(status: number): boolean {
  return status === 302 || status === 303 || status === 307;
}

/** How a walk from http misses https on its own host, at once and for good; and for every walk, a step back to http. */
export function schemeFaults(walk: RedirectWalk): readonly SchemeFault[] {
  if (walk.kind !== 'http') return downgrades(walk);
  const [first] = walk.hops;
  if (first === undefined) {
    const isClosed = walk.end.state === 'failed' && walk.end.why === 'refused';
    return isClosed ? [{ key: 'closed', severity: 'medium' }] : [];
  }
  if (first.guard !== undefined || first.status === 429) return [];
  const onward = first.location === undefined ? undefined : new URL(first.location);
  if (onward === undefined) return [{ key: 'plain', severity: 'high', hop: first }];
  if (onward.protocol === 'http:') {
    const reaches = walk.hops.some(({ url, location = '' }) => isSecure(url) || isSecure(location));
    // A walk that was not seen to its end may still come to https.
    const mayReach = reaches || walk.end.state === 'failed' || walk.end.state === 'cut';
    const key = mayReach ? 'detour' : 'plain';
    // On another host nothing binds the visitor to https: whoever is on the way keeps both hosts.
    const isLight = mayReach && hostOf(onward) === walk.host;
    return [{ key, severity: isLight ? 'medium' : 'high', hop: first }, ...downgrades(walk)];
  }
  const temporary: SchemeFault = { key: 'temporary', severity: 'medium', hop: first };
  const elsewhere: SchemeFault = { key: 'elsewhere', severity: 'medium', hop: first };
  return [
    ...(isTemporary(first.status) ? [temporary] : []),
    ...(hostOf(onward) === walk.host ? [] : [elsewhere]),
    ...downgrades(walk),
  ];
}

function downgrades({ hops }: RedirectWalk): readonly SchemeFault[] {
  const hop = hops.find(({ url, location }) => isSecure(url) && location?.startsWith('http:'));
  return hop === undefined ? [] : [{ key: 'downgrade', severity: 'high', hop }];
}

/** What is wrong with the length and the end of a walk. */
export function chainFaults({ kind, hops, end }: RedirectWalk): readonly ChainFault[] {
  const last = hops.at(-1);
  const at = last === undefined ? {} : { hop: last };
  const [first] = hops;
  if (kind === 'webhook') {
    const redirects = first !== undefined && first.guard === undefined && isRedirect(first.status);
    return redirects ? [{ key: 'webhook', severity: 'high', ...at }] : [];
  }
  if (kind === 'path') return [];
  if (end.state === 'loop') return [{ key: 'loop', severity: 'high', ...at }];
  if (end.state === 'broken') return [{ key: 'broken', severity: 'high', ...at }];
  const faults: ChainFault[] = redirectsOf({ hops }) > 2 ? [{ key: 'too-long', severity: 'medium', ...at }] : [];
  if (end.state !== 'failed' || last === undefined) return faults;
  // What stands behind the host's own name, and its certificate, is judged where these are: here it only ends the walk.
  const isOwn = new URL(end.url).hostname === new URL(last.url).hostname;
  if (isOwn && (end.why === 'private' || end.why === 'tls')) return faults;
  if (end.why === 'private') return [...faults, { key: 'private', severity: 'high', ...at }];
  const isDead = ['no-address', 'refused', 'not-http', 'tls'].includes(end.why);
  return isDead ? [...faults, { key: 'dead-end', severity: 'high', ...at }] : faults;
}

/** How many redirects were seen. */
export function redirectsOf({ hops }: Pick<RedirectWalk, 'hops'>): number {
  return hops.filter(({ status, guard }) => guard === undefined && isRedirect(status)).length;
}

/** Where a walk ends, as the last address that answered for the site; `undefined` when that was not seen. */
function landingOf({ hops, end }: RedirectWalk): URL | undefined {
  const last = hops.at(-1);
  if (end.state !== 'answered' || last === undefined || last.guard !== undefined) return undefined;
  // With too many requests nobody said where this one belongs.
  if (last.status === 429) return undefined;
  return new URL(last.url);
}

/** The host that a walk leads to, also where its last step was not followed; `undefined` when it is not known. */
export function leadsTo(walk: RedirectWalk): string | undefined {
  const { end } = walk;
  const place = end.state === 'cut' ? new URL(end.to) : landingOf(walk);
  return place === undefined ? undefined : hostOf(place);
}

/** A host as `site/hosts` names it: IPv6 without brackets. */
export function hostOf(url: URL): string {
  return plainHost(url.hostname);
}

function isSecure(url: string): boolean {
  return url.startsWith('https:');
}
