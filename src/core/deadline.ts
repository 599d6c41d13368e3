/** A signal that also knows when it will fire: `deadline` is a time of `performance.now()`, in milliseconds. */
export type DeadlineSignal = AbortSignal & { readonly deadline?: number };

/** Tells a signal when its owner will abort it. Signals derived from it (`AbortSignal.any`, `new Request`) do not inherit this. */
export function withDeadline(signal: AbortSignal, deadline: number): DeadlineSignal {
  return Object.assign(signal, { deadline });
}

/** Milliseconds until the signal fires; `Infinity` when nobody said, never below 0. `now` is `performance.now()`. */
export function timeLeft(signal: DeadlineSignal, now: number): number {
  if (signal.aborted) return 0;
  return signal.deadline === undefined ? Number.POSITIVE_INFINITY : Math.max(0, signal.deadline - now);
}
