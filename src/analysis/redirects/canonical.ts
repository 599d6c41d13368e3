import type { RedirectWalk } from '../../artifacts/web/redirects.ts';
import type { Severity } from '../../core/finding.ts';
import { missingPath } from '../site-answers/addresses.ts';
import { hostOf, isTemporary, leadsTo } from './faults.ts';
import { showHop, showWalk } from './show.ts';

/** One way in which a host does not lead to the canonical one. `to` is where it should lead. */
export type HostFault = {
  readonly key:
    | 'both-answer'
    | 'error-there'
    | 'other-place'
    | 'temporary'
    | 'path-lost'
    | 'leads-away'
    | 'named-other'
    | 'no-end';
  readonly host: string;
  readonly to: string;
  readonly url: string;
  readonly evidence: string;
  readonly severity: Severity;
};

/** The host that production is seen at in the end: where the canonical walk from https leads, else the canonical host. */
export function homeOf(walks: readonly RedirectWalk[]): string | undefined {
  const own = walks.find(({ role, kind }) => role === 'canonical' && kind === 'https');
  return own === undefined ? undefined : (leadsTo(own) ?? own.host);
}

/** How the hosts of production fail to come together at one. `platform` holds the names that a platform gave the project. */
export function hostFaults(walks: readonly RedirectWalk[], platform: ReadonlySet<string>): readonly HostFault[] {
  const to = homeOf(walks);
  if (to === undefined) return [];
  return walks.flatMap((walk) => {
    if (walk.kind === 'path') return lostPath(walk, to);
    if (walk.kind !== 'https') return [];
    if (walk.end.state === 'loop' || walk.end.state === 'broken') return [noEnd(walk, to)];
    return walk.role === 'canonical' ? ownFaults(walk, to, walks) : otherFaults(walk, to, platform);
  });
}

function noEnd(walk: RedirectWalk, to: string): HostFault {
  return { key: 'no-end', host: walk.host, to, url: walk.start, evidence: showWalk(walk), severity: 'medium' };
}

function ownFaults(walk: RedirectWalk, to: string, walks: readonly RedirectWalk[]): readonly HostFault[] {
  if (to === walk.host) return [];
  const base = { host: walk.host, to, url: walk.start, evidence: showWalk(walk) };
  const isOurs = walks.some(({ host }) => host === to);
  return [
    isOurs ? { ...base, key: 'named-other', severity: 'low' } : { ...base, key: 'leads-away', severity: 'medium' },
  ];
}

function otherFaults(walk: RedirectWalk, to: string, platform: ReadonlySet<string>): readonly HostFault[] {
  const place = leadsTo(walk);
  const last = walk.hops.at(-1);
  if (place === undefined || last === undefined || to === walk.host) return [];
  const base = { host: walk.host, to, url: walk.start, evidence: showWalk(walk) };
  if (place === walk.host) {
    if (last.status >= 400) return [{ ...base, key: 'error-there', severity: 'medium' }];
    // A platform's own name for the project cannot be given up; the copy is still worth knowing.
    return [{ ...base, key: 'both-answer', severity: platform.has(walk.host) ? 'low' : 'medium' }];
  }
  if (place !== to) return [{ ...base, key: 'other-place', severity: 'medium' }];
  const leaving = walk.hops.find(
    ({ url, location }) => location !== undefined && hostOf(new URL(url)) !== hostOf(new URL(location)),
  );
  if (leaving === undefined || !isTemporary(leaving.status)) return [];
  return [{ ...base, key: 'temporary', severity: 'medium', evidence: showHop(leaving) }];
}

function lostPath(walk: RedirectWalk, to: string): readonly HostFault[] {
  const [first] = walk.hops;
  if (first?.location === undefined || first.guard !== undefined) return [];
  const wanted = new URL(missingPath, first.url);
  const came = new URL(first.location);
  const isKept =
    came.pathname === wanted.pathname && [...wanted.searchParams.keys()].every((key) => came.searchParams.has(key));
  if (isKept) return [];
  return [{ key: 'path-lost', host: walk.host, to, url: first.url, evidence: showHop(first), severity: 'medium' }];
}
