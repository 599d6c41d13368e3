import type { ServerResponse } from 'node:http';
import { type Answer, send } from './answer.ts';

/** One way for a provider to misbehave. Every kind but `answer` breaks below the level of a provider's own wire shapes. */
export type Fault =
  | ({ readonly kind: 'answer' } & Answer)
  /** A gateway's HTML page. */
  | { readonly kind: 'html'; readonly status?: number }
  /** 200 with JSON that stops in the middle of a string. */
  | { readonly kind: 'truncated' }
  /** The connection is reset: before the first byte, or after half of the body it promised. */
  | { readonly kind: 'reset'; readonly after?: 'headers' }
  /** 200 and a body that never ends: as fast as it is read, or a kilobyte every so many milliseconds. */
  | { readonly kind: 'endless'; readonly everyMs?: number }
  /** Accepted and never answered. */
  | { readonly kind: 'hang' };

/** Which route misbehaves (`*` for all) and for how many requests; without `times`, for all of them. */
export type FaultRule<Route extends string = string> = {
  readonly route: Route | '*';
  readonly fault: Fault;
  readonly times?: number;
};

/** Misbehaves on `response` as told. Returns at once; `endless` and `hang` go on until the connection is closed. */
export function deliverFault(fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'answer') send(response, fault);
  if (fault.kind === 'html') send(response, { status: fault.status ?? 502, body: gatewayPage });
  if (fault.kind === 'truncated') send(response, { status: 200, headers: jsonType, body: halfOfSomeJson });
  if (fault.kind === 'reset') reset(response, fault.after);
  if (fault.kind === 'endless') neverEnd(response, fault.everyMs);
}

const jsonType = { 'content-type': 'application/json; charset=utf-8' };
const halfOfSomeJson = '{"envs":[{"id":"cut","key":"DATABASE_URL","value":"post';
const gatewayPage =
  '<!doctype html>\n<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>\n';

function reset(response: ServerResponse, after: 'headers' | undefined): void {
  if (after === undefined) {
    response.socket?.resetAndDestroy();
    return;
  }
  response.writeHead(200, { ...jsonType, 'content-length': halfOfSomeJson.length * 2 });
  response.write(halfOfSomeJson, () => response.socket?.resetAndDestroy());
}

function neverEnd(response: ServerResponse, everyMs: number | undefined): void {
  response.writeHead(200, jsonType);
  response.write('{"envs":["');
  if (everyMs === undefined) flood(response, 'x'.repeat(64 * 1024));
  else trickle(response, 'x'.repeat(1024), everyMs);
}

// Waits for the reader between chunks, so that only a reader who keeps everything runs out of memory.
function flood(response: ServerResponse, chunk: string): void {
  if (response.destroyed) return;
  if (response.write(chunk)) setImmediate(flood, response, chunk);
  else response.once('drain', () => flood(response, chunk));
}

function trickle(response: ServerResponse, chunk: string, everyMs: number): void {
  const timer = setInterval(() => response.write(chunk), everyMs);
  response.once('close', () => clearInterval(timer));
}
