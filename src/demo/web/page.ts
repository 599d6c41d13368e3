import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request as a site sees it. */
export type Visit = {
  readonly scheme: 'http' | 'https';
  /** In lower case, without a port. */
  readonly host: string;
  readonly method: string;
  readonly path: string;
  /** With the `?`; empty without a query. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
};

/** What a site answers. Header names in lower case; a list is sent as one line each. */
export type Page = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
};

/** Everything that answers on the practice launch's hosts. */
export type Site = (visit: Visit) => Page;

/** Reads what was asked; the host is the one that the client named, not the one it connected to. */
export function visitOf(request: IncomingMessage, scheme: Visit['scheme']): Visit {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const { method = 'GET', headers } = request;
  return { scheme, host, method, path, query: query.length === 0 ? '' : `?${query.join('?')}`, headers };
}

/** Sends a page whole. HEAD gets the headers alone, as node sees to. */
export function sendPage(response: ServerResponse, { status, headers, body }: Page): void {
  const lines = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]);
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...Object.fromEntries(lines) });
  response.end(body);
}

/** A page of HTML. */
export function html(body: string, headers: Page['headers'] = {}, status = 200): Page {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** A page of plain text. */
export function text(body: string, headers: Page['headers'] = {}, status = 200): Page {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** A redirect as Vercel answers it. */
export function redirect(status: 301 | 302 | 307 | 308, location: string, headers: Page['headers'] = {}): Page {
  return text('Redirecting...\n', { location, ...headers }, status);
}
