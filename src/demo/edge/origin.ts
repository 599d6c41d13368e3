import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { Page, Visit } from '../web/page.ts';

/** Where the origin listens, and whether its certificate is looked at (Full does not, Full (strict) does). */
export type OriginAddress = { readonly address: string; readonly ca: string; readonly strict: boolean };

/** The way from the edge to the origin, over connections that stay open. */
export type OriginWay = { fetch(visit: Visit): Promise<Page>; close(): void };

// They belong to one connection; the length is told anew. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
const ofTheConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'content-length', 'date']);

/** Opens the way. `fetch` rejects when the origin does not answer. */
export function openOrigin({ address, ca, strict }: OriginAddress): OriginWay {
  const [host, port] = address.split(':');
  const agent = new Agent({ keepAlive: true });
  return {
    async fetch({ host: name, method, path, query, headers }) {
      const forwarded = {
        ...withoutConnection(headers),
        host: name,
        'cdn-loop': 'cloudflare',
        'x-forwarded-proto': 'https',
      };
      const trust = { ca, servername: name, rejectUnauthorized: strict };
      const options = { agent, host, port, method, path: `${path}${query}`, headers: forwarded, ...trust };
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request(options, resolve).once('error', reject).end();
      });
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      return {
        status: answer.statusCode ?? 502,
        headers: withoutConnection(answer.headers),
        body: Buffer.concat(chunks),
      };
    },
    close: () => agent.destroy(),
  };
}

function withoutConnection(headers: IncomingMessage['headers']): Page['headers'] {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string | readonly string[]][] =>
    value === undefined || ofTheConnection.has(name) ? [] : [[name, value]],
  );
  return Object.fromEntries(kept);
}
