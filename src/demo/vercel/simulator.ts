import type { Answer, Asked } from '../http/answer.ts';
import type { FaultRule } from '../http/fault.ts';
import { type Recorded, serve } from '../http/serve.ts';
import { scopeOf } from './access.ts';
import { type Drift, drifted } from './drift.ts';
import { openLimit, type RateLimit } from './rate-limit.ts';
import { methodNotAllowed } from './refusals.ts';
import { answerIn, routeOf, type VercelRoute } from './routes.ts';
import type { VercelState } from './state.ts';

export type VercelSimulatorOptions = {
  readonly state: VercelState;
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule<VercelRoute>[];
  /** Answers that today's API might give and the SDK's schema refuses. */
  readonly drift?: readonly Drift[];
  /** Without one, more than any audit asks for. */
  readonly rateLimit?: RateLimit;
};

/** A Vercel API on loopback. */
export type VercelSimulator = {
  /** The API's root, for `endpoints.vercel`. */
  readonly url: string;
  requests(): readonly Recorded[];
  /** The account changes from the next request on. */
  change(state: VercelState): void;
  fail(faults: readonly FaultRule<VercelRoute>[]): void;
  close(): Promise<void>;
};

/** Starts Vercel's REST API for one account on a free loopback port; it reads only, as everything it is asked must. */
export async function startVercelSimulator(options: VercelSimulatorOptions): Promise<VercelSimulator> {
  const limit = openLimit(options.rateLimit ?? { total: 100_000, windowMs: 60_000 });
  const drift = options.drift ?? [];
  let state = options.state;
  const answer = (asked: Asked): Answer => limit(() => drifted(answerOf(state, asked), drift));
  const served = await serve<VercelRoute>({ routeOf, answer }, options);
  return {
    url: served.url,
    requests: served.requests,
    change: (next) => {
      state = next;
    },
    fail: served.fail,
    close: served.close,
  };
}

function answerOf(state: VercelState, asked: Asked): Answer {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return methodNotAllowed;
  const scope = scopeOf(state, asked);
  if ('status' in scope) return scope;
  return answerIn(state, scope, asked);
}
