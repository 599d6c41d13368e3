import { timeLeft } from '../../core/deadline.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { Clock } from '../clock.ts';

/** A provider's "not now", kept for all its requests: while one was told to wait, the others need not ask. */
export type Pause = {
  /** Throws `UnavailableError` when the wait would pass the signal's deadline: then nobody waits for it. */
  hold(ms: number, signal: AbortSignal): void;
  /** Waits until the provider may be asked again. Throws like `hold`. */
  pass(signal: AbortSignal): Promise<void>;
};

// Without a deadline somebody must still end the wait.
const longestWaitMs = 60_000;

/** A pause that has not begun. `title` names the provider to people. */
export function createPause(title: string, clock: Clock): Pause {
  let until = 0;
  const check = (ms: number, signal: AbortSignal): void => {
    if (ms >= Math.min(timeLeft(signal, clock.tick()), longestWaitMs)) throw rateLimited(title, clock.now() + ms);
  };
  return {
    hold(ms, signal) {
      check(ms, signal);
      until = Math.max(until, clock.tick() + ms);
    },
    async pass(signal) {
      for (let ms = until - clock.tick(); ms > 0; ms = until - clock.tick()) {
        check(ms, signal);
        await clock.sleep(ms, signal);
      }
    },
  };
}

/** Too many requests. `again` is when more are welcome, in milliseconds since 1970, where the provider said so. */
export function rateLimited(title: string, again?: number): UnavailableError {
  if (again === undefined || !Number.isFinite(again) || Math.abs(again) > 8.64e15) {
    const hint = `${title} allows no more requests for now (429) and does not say until when; run the audit again in a few minutes`;
    return new UnavailableError('rate-limited', hint);
  }
  const time = new Date(again).toISOString().replace(/\.\d+Z$/, 'Z');
  const hint = `${title} allows no more requests until ${time}; run the audit again then, or give more time with --timeout <seconds>`;
  return new UnavailableError('rate-limited', hint);
}
