import type { SiteRequest } from '../../core/doors/site.ts';
import { compareText } from '../../core/text.ts';
import { RefusedRequestError, readsOnly } from '../http/guard.ts';

/** A request as it will be sent. Header names are in lower case. */
export type PlainVisit = {
  readonly method: 'GET' | 'HEAD';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
};

const mostBytes = 1024 * 1024;

const notForCallers = new Set([
  ...['authorization', 'proxy-authorization', 'cookie', 'host', 'user-agent'],
  ...['connection', 'content-length', 'expect', 'keep-alive', 'te', 'transfer-encoding', 'upgrade'],
]);

/**
 * What will be sent for a request. Throws `RefusedRequestError` for what a site may never be sent, and `TypeError` for an
 * address that is none.
 */
export function plainVisit(
  { url: address, method = 'GET', headers = {}, maxBytes = mostBytes }: SiteRequest,
  userAgent: string,
): PlainVisit {
  const url = new URL(address);
  const head = { method: method.toUpperCase(), url };
  // Plain objects: Node's `Headers` loads its own copy of undici at the first use, some 35 ms.
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()] as const);
  const refuse = (why: string): RefusedRequestError => new RefusedRequestError(head, why);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refuse('it is no http(s) address');
  if (url.username !== '' || url.password !== '') throw refuse('its address carries a user name or password');
  if (!readsOnly(head)) throw refuse('only GET and HEAD are sent to a site');
  const named = given.map(([name]) => name).find((name) => notForCallers.has(name));
  if (named !== undefined) throw refuse(`the header ${named} is not for callers to set`);
  url.hash = '';
  const own = {
    accept: '*/*',
    'accept-encoding': 'gzip, br',
    ...Object.fromEntries(given),
    'user-agent': userAgent,
  };
  const bytes = Math.max(0, Math.min(maxBytes, mostBytes));
  return { method: head.method === 'HEAD' ? 'HEAD' : 'GET', url, headers: own, maxBytes: bytes };
}

/** The same for requests that ask for the same: method, address without its fragment, headers; not how much of the body. */
export function keyOf({ method, url, headers }: PlainVisit): string {
  return JSON.stringify([method, url.href, Object.entries(headers).toSorted(([a], [b]) => compareText(a, b))]);
}
