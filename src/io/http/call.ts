import { type Exchange, toResponse } from './exchange.ts';
import type { FetchInput } from './plain-request.ts';

/** `fetch` as SDKs take it. */
export type Fetch = (input: FetchInput, init?: RequestInit) => Promise<Response>;

/** One question to a provider, through whatever SDK: SDKs wrap errors and strip answers, so both are kept here as they came. */
export type Call = {
  readonly fetch: Fetch;
  /** The last answer; `undefined` before there is one. Throws what the last request ended in, when it failed. */
  answer(): Exchange | undefined;
};

type Last = { readonly answer: Exchange } | { readonly error: unknown };

/** A call that remembers what `send` gave or threw. */
export function recordCall(send: (input: FetchInput, init?: RequestInit) => Promise<Exchange>): Call {
  let last: Last | undefined;
  return {
    async fetch(input, init) {
      try {
        const answer = await send(input, init);
        last = { answer };
        return toResponse(answer);
      } catch (error) {
        last = { error };
        throw error;
      }
    },
    answer() {
      if (last === undefined) return undefined;
      if ('error' in last) throw last.error;
      return last.answer;
    },
  };
}
