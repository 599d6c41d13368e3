import { guardOf } from '../../analysis/challenge/guard.ts';
import { parseRobots } from '../../analysis/indexing/robots.ts';
import { isRedirect, nextAddress } from '../../analysis/redirects/walk.ts';
import { movedTo } from '../../analysis/site-answers/addresses.ts';
import { valuesOf } from '../../analysis/site-answers/headers.ts';
import type { SiteHost } from '../../artifacts/site/hosts.ts';
import type { RobotsAnswer } from '../../artifacts/web/robots.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';
import { askText } from './ask-site.ts';

/**
 * What a robots.txt says to crawlers, and how they take it by RFC 9309 section 2.3.1. A redirect is followed once, to the
 * same path on another of the `production` hosts.
 */
export async function readRobots(
  context: GatherContext,
  url: string,
  production: readonly SiteHost[] = [],
): Promise<RobotsAnswer> {
  const came = await askText(context, url);
  if (came.state === 'failed') return { state: 'failed', url, why: came.why, detail: came.detail.slice(0, 300) };
  const { status, headers, body, truncated } = came;
  const by = guardOf({ status, headers, body });
  if (by !== undefined) return { state: 'guarded', url, by };
  if (isRedirect(status)) {
    const to = nextAddress(valuesOf(headers, 'location')[0] ?? '', url) ?? url;
    const moved = movedTo(url, to, production);
    if (moved !== undefined) return readRobots(context, moved);
    return { state: 'redirected', url, to: showUrl(to) ?? to };
  }
  if (status >= 500) return { state: 'unreachable', url, status };
  if (status !== 200 || isPage(body)) return { state: 'absent', url, status };
  const { groups, whole } = parseRobots(body);
  return { state: 'read', url, groups, whole: whole && !truncated };
}

// Crawlers find no rule in a page that stands there for everything.
function isPage(body: string): boolean {
  return /^\s{0,200}<(?:!doctype|html)/i.test(body);
}
