import type { RedirectWalk } from '../../artifacts/web/redirects.ts';
import type { Severity } from '../../core/finding.ts';
import { isBelow } from '../host-names/below.ts';
import { said } from '../site-answers/said.ts';
import { isUnread } from '../site-answers/unread.ts';
import { type Hsts, readHsts } from './parse.ts';

/** Half a year in seconds: below it a visitor who stays away for a season is unprotected on return. */
const leastMaxAge = 15_552_000;
/** A year in seconds, what the preload list asks for. https://hstspreload.org/#submission-requirements */
const preloadMaxAge = 31_536_000;

/** What is wrong with a host's policy; `why` finishes a sentence. */
export type HstsFault = {
  readonly key: 'missing' | 'on-redirect' | 'malformed' | 'off' | 'short' | 'preload' | 'several';
  readonly host: string;
  readonly url: string;
  readonly why: string;
  readonly evidence: string;
  readonly severity: Severity;
};

/** How each host that answers over https falls short, by the first answer that it gives. Only what came over https counts. */
export function hstsFaults(walks: readonly RedirectWalk[]): readonly HstsFault[] {
  const secure = walks.filter(({ kind }) => kind === 'https');
  const covering = secure.flatMap((walk) => {
    const policy = policyOf(walk);
    return policy?.includeSubDomains === true && policy.maxAge > 0
      ? [{ host: walk.host, preload: policy.preload }]
      : [];
  });
  return secure.flatMap((walk) => {
    const [first] = walk.hops;
    if (first === undefined || first.guard !== undefined) return [];
    const read = readHsts(first.hsts);
    const base = { host: walk.host, url: first.url, why: '', evidence: shown(first.hsts) };
    if (read.state === 'malformed') return [{ ...base, key: 'malformed', why: read.why, severity: 'medium' }];
    if (read.state === 'absent') return isUnread(first.status) ? [] : missing(walk, walks, covering);
    return [...policyFaults(read.policy, base), ...(first.hsts.length > 1 ? [several(base)] : [])];
  });
}

type Covering = { readonly host: string; readonly preload: boolean };
type Base = Pick<HstsFault, 'host' | 'url' | 'why' | 'evidence'>;

function policyFaults(policy: Hsts, base: Base): readonly HstsFault[] {
  const { maxAge, includeSubDomains, preload } = policy;
  if (maxAge === 0) return [{ ...base, key: 'off', severity: 'medium' }];
  if (maxAge < leastMaxAge) return [{ ...base, key: 'short', why: `${maxAge} seconds`, severity: 'medium' }];
  if (!preload || (maxAge >= preloadMaxAge && includeSubDomains)) return [];
  const lacks = [
    ...(maxAge < preloadMaxAge ? [`max-age of at least ${preloadMaxAge}`] : []),
    ...(includeSubDomains ? [] : ['includeSubDomains']),
  ];
  return [{ ...base, key: 'preload', why: lacks.join(' and '), severity: 'medium' }];
}

function several(base: Base): HstsFault {
  return { ...base, key: 'several', severity: 'low' };
}

/** A host that only redirects is low, unless the preload list asks for the header there, and fine below a host that covers it. */
function missing(
  walk: RedirectWalk,
  walks: readonly RedirectWalk[],
  covering: readonly Covering[],
): readonly HstsFault[] {
  const [first] = walk.hops;
  if (first === undefined) return [];
  const overHttp = walks.find(({ kind, host }) => kind === 'http' && host === walk.host)?.hops[0]?.hsts[0];
  const ignored =
    overHttp === undefined ? '' : '; it came over http alone, where browsers ignore it (RFC 6797 section 8.1)';
  const base = { host: walk.host, url: first.url, why: '', evidence: `no Strict-Transport-Security${ignored}` };
  const isOnward = first.location !== undefined && new URL(first.location).hostname !== new URL(first.url).hostname;
  if (!isOnward) return [{ ...base, key: 'missing', severity: 'medium' }];
  const preloads = covering.some(({ host, preload }) => preload && isBelow(host, walk.host));
  if (preloads) return [{ ...base, key: 'on-redirect', severity: 'medium' }];
  if (covering.some(({ host }) => isBelow(walk.host, host))) return [];
  return [{ ...base, key: 'on-redirect', severity: 'low' }];
}

function policyOf({ hops }: RedirectWalk): Hsts | undefined {
  const read = readHsts(hops[0]?.hsts ?? []);
  return read.state === 'valid' ? read.policy : undefined;
}

function shown(fields: readonly string[]): string {
  return fields.map((field) => `Strict-Transport-Security: ${said(field)}`).join('\n');
}
