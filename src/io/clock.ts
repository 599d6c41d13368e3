import { setTimeout as delay } from 'node:timers/promises';

/** Time as the doors see it; tests hand in their own. */
export type Clock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that never jumps, the one deadlines are told in. */
  tick(): number;
  /** Rejects with the signal's reason as soon as it fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
};

/** The machine's clock. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    tick: () => performance.now(),
    async sleep(ms, signal) {
      try {
        await delay(ms, undefined, { signal });
      } catch (error) {
        // Node rejects with an error of its own; the reason says who stopped the wait and why.
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}
