import { type DeadlineSignal, timeLeft, withDeadline } from '../../core/deadline.ts';
import { UnavailableError } from '../../core/fault.ts';
import { count } from '../../core/text.ts';

// Enough for a fact that is made of many answers to be put together from those that came.
const share = 0.1;

/**
 * Runs `work` under a signal that fires a little before the caller's own: one answer that does not come then costs only itself,
 * not the fact that it is a part of. Throws `UnavailableError('timeout')`, which says what was asked for.
 */
export async function inTime<T>(
  signal: DeadlineSignal,
  what: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const left = timeLeft(signal, performance.now());
  if (!Number.isFinite(left)) return await work(signal);
  const late = new AbortController();
  const ms = left * (1 - share);
  const timer = setTimeout(() => late.abort(tooLate(what, ms)), ms);
  try {
    const either = AbortSignal.any([signal, late.signal]);
    return await work(withDeadline(either, performance.now() + ms));
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(what: string, ms: number): UnavailableError {
  const limit = count(Math.round(ms / 100) / 10, 'second');
  return new UnavailableError(
    'timeout',
    `Cloudflare did not answer the question for ${what} within ${limit}; try again, or give more time with --timeout <seconds>`,
  );
}
