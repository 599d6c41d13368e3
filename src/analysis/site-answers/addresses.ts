import type { SiteHost } from '../../artifacts/site/hosts.ts';
import { plainHost } from '../../core/network.ts';

/** A path with a query that no site has, for its error page and for whether a redirect keeps both. */
export const missingPath = '/launch-ready-no-such-page?launch-ready=1';

/** The origin of a host; a port of its own belongs to https, http is asked at port 80. */
export function originOf({ host, port }: Pick<SiteHost, 'host' | 'port'>, scheme: 'http' | 'https'): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return scheme === 'http' || port === 443 ? `${scheme}://${name}` : `${scheme}://${name}:${port}`;
}

/** A redirect to the same path on another host of production: the place where the configured host's pages really are. */
export function movedTo(url: string, next: string | undefined, hosts: readonly SiteHost[]): string | undefined {
  if (next === undefined) return undefined;
  const [from, to] = [new URL(url), new URL(next)];
  const isOurs = hosts.some(({ host }) => host === plainHost(to.hostname));
  const isMoved = to.protocol === 'https:' && to.hostname !== from.hostname && to.pathname === from.pathname;
  return isOurs && isMoved ? next : undefined;
}
