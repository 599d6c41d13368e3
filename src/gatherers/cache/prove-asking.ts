import { type Seen, seenOf } from '../../analysis/live-proof/seen.ts';
import type { ProofTarget } from '../../analysis/live-proof/targets.ts';
import { isRedirect, nextAddress } from '../../analysis/redirects/walk.ts';
import { valuesOf } from '../../analysis/site-answers/headers.ts';
import { rateLimited } from '../../analysis/site-answers/trouble.ts';
import { cacheBuster, type TestUser } from '../../core/doors/probe.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import type { GatherContext } from '../../core/gatherer.ts';

/** Asks as a test user or as nobody, at the address of its own that the label stands for. */
export type Asker = (label: string, as: TestUser | undefined) => Promise<Seen>;

/**
 * Asks the target's address with a cache buster for each label. Where the site only wants another slash at the end, it gets it. The door's
 * `UnavailableError` passes; an answer of 429 makes one too.
 */
export function askerOf(
  { io, signal }: Pick<GatherContext, 'io' | 'signal'>,
  { path, variant, url, headers }: ProofTarget,
): Asker {
  let base = new URL(url);
  let isMoved = false;
  const ask: Asker = async (label, as) => {
    const address = new URL(base);
    address.searchParams.set(cacheBuster, `${variant} ${path} ${label}`);
    const request = { url: address.href, headers, ...(as === undefined ? {} : { as }) };
    const came = await io.probe.ask(request, signal);
    if (came.state === 'answered' && came.status === 429) throw rateLimited(base.host);
    const moved = isMoved ? undefined : slashed(came, base);
    if (moved === undefined) return seenOf(came);
    base = moved;
    isMoved = true;
    return ask(label, as);
  };
  return ask;
}

function slashed(came: SiteAnswer, from: URL): URL | undefined {
  if (came.state !== 'answered' || !isRedirect(came.status)) return undefined;
  const next = nextAddress(valuesOf(came.headers, 'location')[0] ?? '', came.url);
  if (next === undefined) return undefined;
  const to = new URL(next);
  const bare = (path: string): string => path.replace(/\/$/, '');
  if (to.origin !== from.origin || to.pathname === from.pathname || bare(to.pathname) !== bare(from.pathname)) {
    return undefined;
  }
  const moved = new URL(from);
  moved.pathname = to.pathname;
  return moved;
}
