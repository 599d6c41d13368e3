import { type DeadlineSignal, timeLeft } from '../../core/deadline.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { Clock } from '../clock.ts';

/** Waits until the next request may be sent, first come first served. */
export type Pace = (signal: AbortSignal) => Promise<void>;

export type PaceOptions = {
  readonly clock: Clock;
  /** At least so long from one request to the next, in milliseconds. */
  readonly everyMs: number;
  /** What a request may take: none is begun that the signal's deadline would cut off. */
  readonly roomMs: number;
};

/** A pace with nothing sent yet. It throws `UnavailableError('timeout')` as soon as a turn would come too late. */
export function createPace({ clock, everyMs, roomMs }: PaceOptions): Pace {
  let free = Number.NEGATIVE_INFINITY;
  let last: Promise<unknown> = Promise.resolve();

  const wait = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    const pause = Math.max(0, free - clock.tick());
    if (timeLeft(signal as DeadlineSignal, clock.tick() + pause) < roomMs) throw tooLate();
    if (pause > 0) await clock.sleep(pause, signal);
    // From the moment it really goes: a turn that came late must not draw the next one near.
    free = clock.tick() + everyMs;
  };
  return (signal) => {
    const turn = last.then(() => wait(signal));
    // Whoever gives up must not hold up the others.
    last = turn.catch(() => undefined);
    return turn;
  };
}

function tooLate(): UnavailableError {
  return new UnavailableError('timeout', 'there was no time left to ask; give more with --timeout <seconds>');
}
