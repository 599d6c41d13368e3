import type { Clock } from '../clock.ts';
import { createProviderHttp, type HttpWorld, type ProviderHttp, type ProviderOptions } from './provider.ts';

/** A clock for tests: sleeping takes no time but moves the clock, and is written down. */
export type TestClock = Clock & { readonly slept: readonly number[] };

/** A clock that stands at `now` (milliseconds since 1970) and ticks from 0. */
export function testClock(now = Date.UTC(2026, 10, 20, 12)): TestClock {
  const slept: number[] = [];
  let passed = 0;
  return {
    slept,
    now: () => now + passed,
    tick: () => passed,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
      passed += ms;
    },
  };
}

/** A provider at `origin` for tests: quick retries and short limits unless told otherwise. */
export function testProvider(
  origin: string,
  options: Partial<ProviderOptions> = {},
  world: Partial<HttpWorld> = {},
): ProviderHttp & AsyncDisposable {
  const http = createProviderHttp(
    {
      id: 'acme',
      title: 'Acme',
      origins: [origin],
      credentialOrigin: origin,
      credentialHeaders: [],
      permits: [],
      concurrency: 4,
      retry: { retries: 2, baseMs: 1 },
      ...options,
    },
    { clock: testClock(), offline: false, userAgent: 'launch-ready/test', count: () => undefined, ...world },
  );
  return { ...http, [Symbol.asyncDispose]: () => http.close() };
}
