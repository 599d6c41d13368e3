import type { Agent, fetch } from 'undici';

/** A provider's own pool of connections. Nothing is loaded or opened before the first `get`. */
export type Connection = {
  get(): Promise<{ readonly fetch: typeof fetch; readonly agent: Agent }>;
  /** Breaks off what is still under way. */
  close(): Promise<void>;
};

const connectMs = 10_000;

/** At most `places` connections an origin; no proxy and no TLS setting is taken from the environment. */
export function createConnection(places: number): Connection {
  let opened: ReturnType<Connection['get']> | undefined;
  return {
    get() {
      opened ??= open(places);
      return opened;
    },
    async close() {
      const connection = await opened;
      await connection?.agent.destroy();
    },
  };
}

async function open(places: number): ReturnType<Connection['get']> {
  const { Agent, fetch } = await import('./undici.ts');
  const agent = new Agent({
    connections: places,
    allowH2: false,
    // The exchange keeps its own, exact time limits; undici's are rounded to whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    connect: { timeout: connectMs, rejectUnauthorized: true },
  });
  return { fetch, agent };
}
