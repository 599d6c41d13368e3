/** Events kept in order for any number of readers, each from the first one on. */
export type EventQueue<E> = {
  /** What comes after the end is dropped. */
  push(event: E): void;
  end(): void;
  readonly events: AsyncIterable<E>;
};

/** Makes an empty queue. */
export function createEventQueue<E>(): EventQueue<E> {
  const kept: E[] = [];
  let ended = false;
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const readers = waiting;
    waiting = [];
    for (const resume of readers) resume();
  };

  async function* read(): AsyncGenerator<E, void> {
    for (let next = 0; ; next += 1) {
      while (next >= kept.length && !ended) await new Promise<void>((resume) => waiting.push(resume));
      const event = kept[next];
      if (event === undefined) return;
      yield event;
    }
  }

  return {
    push: (event) => {
      if (ended) return;
      kept.push(event);
      wake();
    },
    end: () => {
      ended = true;
      wake();
    },
    events: { [Symbol.asyncIterator]: read },
  };
}
