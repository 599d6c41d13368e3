// Test support: time that passes only while somebody sleeps.
import type { Clock } from '../clock.ts';

/** A clock at 0 whose sleeps end at once, each having moved it on. */
export function stillClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    tick: () => time,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      time += ms;
    },
  };
}
