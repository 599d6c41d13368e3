import { UnavailableError } from '../../core/fault.ts';
import type { Clock } from '../clock.ts';
import { type Call, recordCall } from './call.ts';
import { createLimit } from './concurrency.ts';
import { type ConnectionNetwork, createConnection } from './connection.ts';
import { type Exchange, type ExchangeLimits, exchange } from './exchange.ts';
import { type GuardPolicy, guardRequest, readsOnly } from './guard.ts';
import type { Peer } from './network-trouble.ts';
import { createPause } from './pause.ts';
import { type FetchInput, requestBody, requestHead } from './plain-request.ts';
import { type RetryPolicy, retryPassing } from './retry.ts';
import { refuseStatus } from './status-trouble.ts';

/** What the doors share: one clock, one identity, one count of requests. */
export type HttpWorld = {
  readonly clock: Clock;
  readonly offline: boolean;
  readonly userAgent: string;
  /** Called once an attempt, with the provider's id, just before it is sent. */
  readonly count: (provider: string) => void;
  /** The person's `network`, where there is one. */
  readonly network?: ConnectionNetwork;
};

/** A provider as the guarded fetch needs it. `id` is counted, `title` is told to people. */
export type ProviderOptions = GuardPolicy & {
  readonly id: string;
  readonly title: string;
  readonly concurrency: number;
  readonly limits?: Partial<ExchangeLimits>;
  readonly retry?: RetryPolicy;
};

/** The only way to a provider. `open` starts one call; its signal bounds all attempts and waits of that call. */
export type ProviderHttp = {
  /** Throws `UnavailableError` when the run is offline. */
  open(signal: AbortSignal): Call;
  close(): Promise<void>;
};

const usualLimits: ExchangeLimits = { headersMs: 20_000, bodyMs: 30_000, maxBytes: 16 * 1024 * 1024 };
const usualRetry: RetryPolicy = { retries: 2, baseMs: 300 };

/** A guarded, limited, retrying fetch for one provider. */
export function createProviderHttp(options: ProviderOptions, world: HttpWorld): ProviderHttp {
  const { clock } = world;
  const connection = createConnection(options.concurrency, world.network);
  const limit = createLimit(options.concurrency);
  const pause = createPause(options.title, clock);
  const limits = { ...usualLimits, ...options.limits };

  const send = async (input: FetchInput, init: RequestInit | undefined, callSignal: AbortSignal): Promise<Exchange> => {
    const request = requestHead(input, init);
    guardRequest(request, options);
    cleanHeaders(request.headers, world.userAgent);
    const body = readsOnly(request) ? undefined : await requestBody(input, init);
    const signal = request.signal === undefined ? callSignal : AbortSignal.any([callSignal, request.signal]);
    const peer: Peer = { title: options.title, host: request.url.host };

    const once = async (): Promise<Exchange> => {
      world.count(options.id);
      const answer = await exchange(request, body, connection, limits, peer, signal);
      refuseStatus(answer, request, peer, { pause, clock, signal: callSignal });
      return answer;
    };
    const attempt = async (): Promise<Exchange> => {
      await pause.pass(callSignal);
      return await limit(once, signal);
    };
    const policy = options.retry ?? usualRetry;
    return await retryPassing(attempt, readsOnly(request) ? policy : { ...policy, retries: 0 }, clock, callSignal);
  };

  return {
    open(signal) {
      if (world.offline) {
        throw new UnavailableError('offline', `run again without --offline to ask ${options.title}`);
      }
      return recordCall((input, init) => send(input, init, signal));
    },
    close: () => connection.close(),
  };
}

function cleanHeaders(headers: Headers, userAgent: string): void {
  if (!headers.has('user-agent')) headers.set('user-agent', userAgent);
  if (headers.get('cookie') === '') headers.delete('cookie');
  // undici asks for the encodings that it can undo itself.
  for (const name of ['accept-encoding', 'content-length', 'connection', 'host']) headers.delete(name);
}
