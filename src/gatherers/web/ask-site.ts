import { foreignOrigin } from '../../analysis/cors/judge.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import type { GatherContext } from '../../core/gatherer.ts';

/**
 * Asks an address of the site as every gatherer of this area does: with a foreign `Origin`, so that one answer also tells
 * how the site shares itself, and in one shape, so that two gatherers that need the same address share one request.
 */
export function askPage(
  { io, signal }: Pick<GatherContext, 'io' | 'signal'>,
  url: string,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<SiteAnswer> {
  return io.site.ask({ url, method, headers: { origin: foreignOrigin } }, signal);
}

/** Asks for a small text: a robots.txt, a file that should not be there. */
export function askText({ io, signal }: Pick<GatherContext, 'io' | 'signal'>, url: string): Promise<SiteAnswer> {
  return io.site.ask({ url, method: 'GET', maxBytes: textBytes }, signal);
}

/** The part of robots.txt that crawlers must read at least (RFC 9309 section 2.5) is 500 KiB; a tenth holds every real one. */
const textBytes = 64 * 1024;
