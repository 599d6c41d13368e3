/** Work that several may wait for. It is broken off when nobody waits any more, and forgotten then. */
export type Shared<T> = (key: string, work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

type Entry<T> = { readonly result: Promise<T>; readonly stop: AbortController; waiting: number; isDone: boolean };

/** Does each key's work once and keeps what it gave. Whoever waits leaves when its own signal fires, with that signal's reason. */
export function createShared<T>(): Shared<T> {
  const entries = new Map<string, Entry<T>>();

  const forget = (key: string, entry: Entry<T>): void => {
    if (entries.get(key) === entry) entries.delete(key);
  };

  const begin = (key: string, work: (signal: AbortSignal) => Promise<T>): Entry<T> => {
    const stop = new AbortController();
    const entry = { result: work(stop.signal), stop, waiting: 0, isDone: false };
    entries.set(key, entry);
    // What failed by a bug or by being broken off is nothing to keep; whoever waits is told by `result` itself.
    entry.result.then(
      () => {
        entry.isDone = true;
      },
      () => forget(key, entry),
    );
    return entry;
  };

  return async (key, work, signal) => {
    signal.throwIfAborted();
    const entry = entries.get(key) ?? begin(key, work);
    entry.waiting += 1;
    try {
      return await untilAborted(entry.result, signal);
    } finally {
      entry.waiting -= 1;
      if (signal.aborted && entry.waiting === 0 && !entry.isDone) {
        forget(key, entry);
        entry.stop.abort(signal.reason);
      }
    }
  };
}

function untilAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
