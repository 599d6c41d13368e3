import pRetry from 'p-retry';
import { timeLeft } from '../../core/deadline.ts';
import type { Clock } from '../clock.ts';

/** A failure that asking again may mend; `final` is what to throw when it does not. */
export class PassingTrouble extends Error {
  override readonly name = 'PassingTrouble';
  readonly final: Error;
  constructor(final: Error) {
    super(final.message, { cause: final });
    this.final = final;
  }
}

/** `retries` beside the first attempt; waits double from `baseMs` and are stretched by up to as much again at random. */
export type RetryPolicy = { readonly retries: number; readonly baseMs: number };

/** Repeats `attempt` while it throws `PassingTrouble` and there is time; a signal's reason goes before any other error. */
export async function retryPassing<T>(
  attempt: () => Promise<T>,
  policy: RetryPolicy,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await pRetry(attempt, {
      retries: policy.retries,
      minTimeout: policy.baseMs,
      randomize: true,
      signal,
      shouldRetry: ({ error, retryDelay }) =>
        error instanceof PassingTrouble && retryDelay < timeLeft(signal, clock.tick()),
    });
  } catch (error) {
    throw error instanceof PassingTrouble ? error.final : error;
  }
}
