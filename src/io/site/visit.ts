import { type BodyStart, readStart } from './body.ts';
import type { Lane } from './lanes.ts';
import type { PlainVisit } from './plain-visit.ts';
import { type Stage, type Trouble, visitTrouble } from './trouble.ts';

/** Bounds of one request in milliseconds, each counted from its start: connected, answered, read. */
export type VisitLimits = { readonly connectMs: number; readonly headersMs: number; readonly bodyMs: number };

/** What came over the wire, the body decompressed and cut. */
export type Visit =
  | ({
      readonly state: 'answered';
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly address: string;
      /** Whether the connection can carry another request. */
      readonly whole: boolean;
    } & BodyStart)
  | ({ readonly state: 'failed'; readonly stage: Stage } & Trouble);

/** Sends one request over a lane. Failures are values; only the signal's reason is thrown. */
export async function visit(request: PlainVisit, lane: Lane, limits: VisitLimits, signal: AbortSignal): Promise<Visit> {
  const { method, url, headers, maxBytes } = request;
  const limit = new AbortController();
  const stopIn = (ms: number, what: string): NodeJS.Timeout =>
    setTimeout(() => limit.abort(tooSlow(`${url.host} ${what} within ${ms / 1000} s`)), ms);
  const head = stopIn(limits.headersMs, 'did not begin to answer');
  const whole = stopIn(limits.bodyMs, 'did not finish its answer');
  let isReading = false;
  try {
    const answer = await lane.client.request({
      method,
      path: `${url.pathname}${url.search}`,
      headers,
      responseHeaders: 'raw',
      signal: AbortSignal.any([signal, limit.signal]),
    });
    clearTimeout(head);
    isReading = true;
    const fields = pairs(answer.headers as unknown as readonly string[]);
    const start = await readStart(answer.body, method === 'HEAD' ? [] : codingsOf(fields), maxBytes);
    const address = lane.address() ?? '';
    return {
      state: 'answered',
      status: answer.statusCode,
      headers: fields,
      address,
      whole: answer.body.readableEnded,
      ...start,
    };
  } catch (error) {
    signal.throwIfAborted();
    const stage = isReading ? 'reading' : stageOf(lane);
    return {
      state: 'failed',
      stage,
      ...visitTrouble(limit.signal.aborted ? limit.signal.reason : error, url.host, stage),
    };
  } finally {
    clearTimeout(head);
    clearTimeout(whole);
  }
}

function stageOf(lane: Lane): Stage {
  if (lane.isOpen()) return 'waiting';
  return lane.address() === undefined ? 'connecting' : 'handshake';
}

function tooSlow(message: string): Error {
  return Object.assign(new Error(message), { code: 'UND_ERR_HEADERS_TIMEOUT' });
}

// undici gives names and values in turn, as they came.
function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: Math.floor(raw.length / 2) }, (_, index) => [
    (raw[index * 2] ?? '').toLowerCase(),
    raw[index * 2 + 1] ?? '',
  ]);
}

function codingsOf(headers: readonly (readonly [string, string])[]): readonly string[] {
  return headers
    .filter(([name]) => name === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase());
}
