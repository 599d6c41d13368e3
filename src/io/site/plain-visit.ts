import { isIP } from 'node:net';
import type { SiteRequest } from '../../core/doors/site.ts';
import { plainHost } from '../../core/network.ts';
import { compareText } from '../../core/text.ts';
import { RefusedRequestError, readsOnly } from '../http/guard.ts';

/** A request as it will be sent. Header names are in lower case. */
export type PlainVisit = {
  readonly method: 'GET' | 'HEAD';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Where to connect instead, in lower case and without brackets. */
  readonly via?: string;
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
  { url: address, method = 'GET', headers = {}, via, maxBytes = mostBytes }: SiteRequest,
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
  const elsewhere = via === undefined ? undefined : plainHost(via);
  if (elsewhere !== undefined && !isHost(elsewhere)) throw refuse('what to connect to instead is no host');
  url.hash = '';
  const own = {
    accept: '*/*',
    'accept-encoding': 'gzip, br',
    ...Object.fromEntries(given),
    'user-agent': userAgent,
  };
  const bytes = Math.max(0, Math.min(maxBytes, mostBytes));
  const visit = { method: head.method === 'HEAD' ? 'HEAD' : 'GET', url, headers: own, maxBytes: bytes } as const;
  return elsewhere === undefined ? visit : { ...visit, via: elsewhere };
}

// What comes from outside, such as the content of a DNS record, must be able to name a server and nothing else.
function isHost(text: string): boolean {
  return isIP(text) !== 0 || (text.length <= 253 && /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?$/.test(text));
}

/** The same for requests that ask the same server for the same: method, address without its fragment, headers; not how much of the body. */
export function keyOf({ method, url, headers, via = '' }: PlainVisit): string {
  return JSON.stringify([method, url.href, via, Object.entries(headers).toSorted(([a], [b]) => compareText(a, b))]);
}
