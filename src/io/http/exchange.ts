import { UnavailableError } from '../../core/fault.ts';
import { count } from '../../core/text.ts';
import { readBody } from './body.ts';
import type { Connection } from './connection.ts';
import { networkTrouble, type Peer } from './network-trouble.ts';
import type { RequestHead } from './plain-request.ts';

/** A whole answer, decompressed. */
export type Exchange = {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
};

/** Bounds of one attempt: until the answer begins, until its body ends, and how large that may be. */
export type ExchangeLimits = { readonly headersMs: number; readonly bodyMs: number; readonly maxBytes: number };

/** Sends one request once. Throws what `networkTrouble` makes of a failure, or the signal's reason. */
export async function exchange(
  request: RequestHead,
  body: Uint8Array | undefined,
  connection: Connection,
  limits: ExchangeLimits,
  peer: Peer,
  signal: AbortSignal,
): Promise<Exchange> {
  const { fetch, agent } = await connection.get();
  const limit = new AbortController();
  const abortIn = (ms: number, what: string): NodeJS.Timeout =>
    setTimeout(() => limit.abort(tooSlow(peer, what, ms)), ms);
  let timer = abortIn(limits.headersMs, 'did not begin to answer');
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: [...request.headers],
      body: body ?? null,
      redirect: 'manual',
      dispatcher: agent,
      signal: AbortSignal.any([signal, limit.signal]),
    });
    clearTimeout(timer);
    timer = abortIn(limits.bodyMs, 'did not finish its answer');
    const bytes = await readBody(response.body, limits.maxBytes, peer.title);
    return { status: response.status, headers: plainHeaders([...response.headers]), bytes };
  } catch (error) {
    signal.throwIfAborted();
    limit.signal.throwIfAborted();
    throw networkTrouble(error, peer);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer as a global `Response`, which every SDK takes. */
export function toResponse({ status, headers, bytes }: Exchange): Response {
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : bytes, { status, headers });
}

// The body is whole and decompressed by now: what described it on the wire would mislead whoever reads it again.
function plainHeaders(pairs: [string, string][]): Headers {
  const headers = new Headers(pairs);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
  return headers;
}

function tooSlow(peer: Peer, what: string, ms: number): UnavailableError {
  const limit = count(Math.round(ms / 1000), 'second');
  return new UnavailableError('timeout', `${peer.title} (${peer.host}) ${what} within ${limit}; run the audit again`);
}
