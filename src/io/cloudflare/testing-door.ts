import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CloudflareDoor } from '../../core/doors/cloudflare.ts';
import { testProvider } from '../http/testing-provider.ts';
import { sendJson, startServer, type TestServer } from '../http/testing-server.ts';
import { createCloudflareDoor } from './door.ts';

/** The token of the tests: it may stand in no error. */
export const canary = 'cloudflare-canary-token-4711';

/** The zone and account of the tests. */
export const zone = '023e105f4ecef8ad9ca31a8372d0c353';
export const account = '01a7362d577a6c3019a474fd6f485823';

/** What a Cloudflare of the tests answers. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

type Opened = AsyncDisposable & { readonly door: CloudflareDoor; readonly server: TestServer };

/** Opens the door to a Cloudflare that `handle` plays, over real HTTP. */
export async function openDoor(handle: Handle, token: string | undefined = canary, bodyMs = 1_000): Promise<Opened> {
  const server = await startServer(handle);
  const http = testProvider(server.origin, { id: 'cloudflare', title: 'Cloudflare', limits: { bodyMs } });
  const mask = (text: string): string => text.replaceAll(canary, '•••');
  const baseUrl = `${server.origin}/client/v4`;
  const door = createCloudflareDoor({ http, baseUrl, token, userAgent: 'launch-ready/test', mask });
  const close = async (): Promise<void> => {
    await http.close();
    await server[Symbol.asyncDispose]();
  };
  return { door, server, [Symbol.asyncDispose]: close };
}

/** An answer as Cloudflare wraps it. */
export function sendResult(response: ServerResponse, result: unknown, info?: unknown): void {
  const paging = info === undefined ? {} : { result_info: info };
  sendJson(response, 200, { result, success: true, errors: [], messages: [], ...paging });
}

/** A refusal as Cloudflare wraps it. */
export function sendError(response: ServerResponse, status: number, code: number, message = ''): void {
  sendJson(response, status, { result: null, success: false, errors: [{ code, message }], messages: [] });
}

/** The error that a question ends in; an answer instead of one fails the test. */
export async function thrownBy(work: Promise<unknown>): Promise<Error> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error('it should have thrown');
  return error;
}

/** A signal that never fires. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
