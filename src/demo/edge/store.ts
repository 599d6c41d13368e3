import type { Page, Visit } from '../web/page.ts';
import { type CachePlan, lifetimeOf, planFor } from './cacheable.ts';
import type { HarborCacheRule } from './harbor-rules.ts';

/** A data centre of the edge: one store, asked in turn by everybody who comes. */
export type Edge = { answer(visit: Visit, origin: (visit: Visit) => Promise<Page>): Promise<Page> };

export type EdgeOptions = {
  readonly rules: readonly HarborCacheRule[];
  /** Milliseconds of any clock that only goes forward. */
  readonly tick: () => number;
};

type Kept = { readonly page: Page; readonly at: number; readonly seconds: number };

/** An edge with nothing stored. https://developers.cloudflare.com/cache/concepts/cache-responses/ */
export function createEdge({ rules, tick }: EdgeOptions): Edge {
  const store = new Map<string, Kept>();
  let rays = 0;

  const byCache = async (visit: Visit, plan: CachePlan, origin: (visit: Visit) => Promise<Page>): Promise<Page> => {
    if (!plan.eligible) return withStatus(await origin(visit), 'DYNAMIC');
    const key = keyOf(visit);
    const kept = store.get(key);
    const age = kept === undefined ? 0 : (tick() - kept.at) / 1000;
    if (kept !== undefined && age < kept.seconds) return withStatus(kept.page, 'HIT', Math.floor(age));
    // For the store's sake the whole answer is fetched, whoever asked for its headers alone.
    const page = await origin({ ...visit, method: 'GET' });
    const seconds = lifetimeOf(page, plan, visit.headers.authorization !== undefined);
    if (seconds === undefined) return withStatus(page, 'BYPASS');
    store.set(key, { page: withoutCookies(page), at: tick(), seconds });
    return withStatus(page, kept === undefined ? 'MISS' : 'EXPIRED');
  };

  return {
    async answer(visit, origin) {
      const isRead = visit.method === 'GET' || visit.method === 'HEAD';
      const plan = isRead ? planFor(visit, rules) : { eligible: false };
      const page = await byCache(visit, plan, origin);
      rays += 1;
      const ray = `${(0x9a10_0000_0000_0000n + BigInt(rays)).toString(16)}-FRA`;
      return { ...page, headers: { ...page.headers, server: 'cloudflare', 'cf-ray': ray } };
    },
  };
}

// Cookies are no part of it. https://developers.cloudflare.com/cache/how-to/cache-keys/#default-cache-key
function keyOf({ scheme, host, path, query, headers }: Visit): string {
  return JSON.stringify([scheme, host, path, query, headers.origin]);
}

function withStatus(page: Page, status: string, age?: number): Page {
  const aged = age === undefined ? {} : { age: String(age) };
  return { ...page, headers: { ...page.headers, 'cf-cache-status': status, ...aged } };
}

// Whoever came first still gets the cookie; the copy for everybody else has none.
function withoutCookies(page: Page): Page {
  const { 'set-cookie': _cookies, ...headers } = page.headers;
  return { ...page, headers };
}
