/** Work that is done once a key, however many want it and however often. */
export type Once<V> = {
  /**
   * The value under `key`, begun by `work` when nobody asked before. A signal ends only its owner's wait, at once; when the
   * last of those who wait has gone, the work is broken off and may be begun anew. What rejects is not kept.
   */
  get(key: string, work: (signal: AbortSignal) => Promise<V>, signal: AbortSignal): Promise<V>;
  /** Breaks off what is under way; later calls are refused with the same reason. */
  close(reason: Error): void;
};

type Entry<V> = { readonly promise: Promise<V>; readonly stop: AbortController; waiting: number; isDone: boolean };

/** A store without anything in it. */
export function createOnce<V>(): Once<V> {
  const entries = new Map<string, Entry<V>>();
  const closed = new AbortController();

  const begin = (key: string, work: (signal: AbortSignal) => Promise<V>): Entry<V> => {
    const stop = new AbortController();
    const promise = work(AbortSignal.any([stop.signal, closed.signal]));
    const entry: Entry<V> = { promise, stop, waiting: 0, isDone: false };
    entries.set(key, entry);
    promise.then(
      () => {
        entry.isDone = true;
      },
      () => forget(key, entry),
    );
    return entry;
  };
  const forget = (key: string, entry: Entry<V>): void => {
    if (entries.get(key) === entry) entries.delete(key);
  };
  const leave = (key: string, entry: Entry<V>, reason: unknown): void => {
    entry.waiting -= 1;
    if (entry.waiting > 0 || entry.isDone) return;
    forget(key, entry);
    entry.stop.abort(reason);
  };

  return {
    async get(key, work, signal) {
      signal.throwIfAborted();
      closed.signal.throwIfAborted();
      const entry = entries.get(key) ?? begin(key, work);
      entry.waiting += 1;
      const { promise: left, reject } = Promise.withResolvers<never>();
      const onAbort = (): void => {
        leave(key, entry, signal.reason);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        return await Promise.race([entry.promise, left]);
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    close(reason) {
      closed.abort(reason);
    },
  };
}
