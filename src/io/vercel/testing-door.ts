import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProviderAnswer, VercelDoor } from '../../core/io.ts';
import { testProvider } from '../http/testing-provider.ts';
import { startServer, type TestServer } from '../http/testing-server.ts';
import { createVercelDoor } from './door.ts';

/** The token of the tests: it may stand in no error. */
export const canary = 'vercel-canary-token-4711';

/** The project of the tests. */
export const ref = { idOrName: 'shop', teamId: 'team_1', from: '.vercel/project.json' };

/** What a Vercel of the tests answers. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

type Opened = AsyncDisposable & { readonly door: VercelDoor; readonly server: TestServer };

/** Opens the door to a Vercel that `handle` plays, over real HTTP. */
export async function openDoor(handle: Handle, token: string | undefined = canary, bodyMs = 1_000): Promise<Opened> {
  const server = await startServer(handle);
  const http = testProvider(server.origin, { id: 'vercel', title: 'Vercel', limits: { bodyMs } });
  const mask = (text: string): string => text.replaceAll(canary, '•••');
  const door = createVercelDoor({ http, baseUrl: server.origin, token, userAgent: 'launch-ready/test', mask });
  const close = async (): Promise<void> => {
    await http.close();
    await server[Symbol.asyncDispose]();
  };
  return { door, server, [Symbol.asyncDispose]: close };
}

/** The error that a question ends in; an answer instead of one fails the test. */
export async function thrownBy(work: Promise<ProviderAnswer>): Promise<Error> {
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
