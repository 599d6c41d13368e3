import pLimit from 'p-limit';

/** Runs work when a place is free. A signal that fires ends the wait at once; running work must watch it itself. */
export type Limit = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** At most `places` pieces of work at a time, first come first served. */
export function createLimit(places: number): Limit {
  const limit = pLimit(places);
  return <T>(work: () => Promise<T>, signal: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => reject(signal.reason);
      const done = (): void => signal.removeEventListener('abort', onAbort);
      signal.addEventListener('abort', onAbort, { once: true });
      limit(async () => {
        signal.throwIfAborted();
        return await work();
      })
        .then(resolve, reject)
        .finally(done);
    });
}
