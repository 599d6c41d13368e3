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

// Crawlers read 500 KiB of a robots.txt at least (RFC 9309 section 2.5). Real ones are far shorter than this; of a longer one it
// is told that it was not read whole.
const textBytes = 64 * 1024;
