import type { IncomingHttpHeaders, ServerResponse } from 'node:http';

/** A request as a simulator sees it. */
export type Asked = { readonly method: string; readonly url: URL; readonly headers: IncomingHttpHeaders };

/** What a simulator says. A string body goes out as it stands, anything else as JSON. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** Sends an answer whole. A HEAD request gets the headers alone, as node sees to. */
export function send(response: ServerResponse, answer: Answer): void {
  const isText = typeof answer.body === 'string';
  const body = isText ? String(answer.body) : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'content-type': isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    ...answer.headers,
  });
  response.end(body);
}
