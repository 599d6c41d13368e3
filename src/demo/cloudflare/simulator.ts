import { hexDigits } from '../deterministic.ts';
import type { Answer, Asked } from '../http/answer.ts';
import type { FaultRule } from '../http/fault.ts';
import { type Recorded, serve } from '../http/serve.ts';
import { refuseToken, shownToken } from './access.ts';
import { answerQuestion, ok } from './answers.ts';
import { openLimit, type RateLimit } from './rate-limit.ts';
import { invalidAccessToken, invalidToken, methodNotAllowed, noAccountTokens, noRoute } from './refusals.ts';
import { apiRoot, type CloudflareRoute, type FoundRoute, findRoute, routeOf } from './routes.ts';
import type { CloudflareState, CloudflareToken } from './state.ts';

export type CloudflareSimulatorOptions = {
  readonly state: CloudflareState;
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule<CloudflareRoute>[];
  /** Without one, more than any audit asks for. */
  readonly rateLimit?: RateLimit;
};

/** A Cloudflare API on loopback. */
export type CloudflareSimulator = {
  /** The API's root, `http://127.0.0.1:<port>/client/v4`, for `endpoints.cloudflare`. */
  readonly url: string;
  requests(): readonly Recorded[];
  /** The account changes from the next request on. */
  change(state: CloudflareState): void;
  fail(faults: readonly FaultRule<CloudflareRoute>[]): void;
  close(): Promise<void>;
};

/** Starts Cloudflare's API for one account on a free loopback port; it reads only, as everything it is asked must. */
export async function startCloudflareSimulator(options: CloudflareSimulatorOptions): Promise<CloudflareSimulator> {
  const limit = openLimit(options.rateLimit ?? { total: 100_000, windowMs: 300_000 });
  let state = options.state;
  let answered = 0;
  const answer = (asked: Asked): Answer => {
    answered += 1;
    return withRay(
      limit(() => answerOf(state, asked)),
      answered,
    );
  };
  const served = await serve<CloudflareRoute>({ routeOf, answer }, options);
  return {
    url: `${served.url}${apiRoot}`,
    requests: served.requests,
    change: (next) => {
      state = next;
    },
    fail: served.fail,
    close: served.close,
  };
}

function answerOf(state: CloudflareState, asked: Asked): Answer {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return methodNotAllowed;
  const route = findRoute(asked);
  const path = asked.url.pathname.replace(apiRoot, '');
  if (route === undefined) return noRoute(path);
  const shown = shownToken(state, asked);
  if (route.kind === 'user-token' || route.kind === 'account-token') {
    if ('token' in shown) return verified(state, shown.token, route);
    return shown.refusal === invalidAccessToken ? invalidToken : shown.refusal;
  }
  if ('refusal' in shown) return shown.refusal;
  const { token } = shown;
  if (route.kind === 'page-rules' && token.owner === 'account') return noAccountTokens;
  const refusal = refuseToken(token, route.group, route.wording);
  return refusal ?? answerQuestion({ state, token, route, path, query: asked.url.searchParams });
}

// A token of an account is unknown among the user's, and the other way round; a spent one still tells that it is.
function verified(
  state: CloudflareState,
  { id, owner, status, expiresOn }: CloudflareToken,
  route: FoundRoute,
): Answer {
  const asAccount = route.kind === 'account-token';
  if (asAccount !== (owner === 'account') || (asAccount && route.id !== state.account.id)) return invalidToken;
  return ok({ id, status, ...(expiresOn === undefined ? {} : { expires_on: expiresOn }) });
}

function withRay(answer: Answer, count: number): Answer {
  const headers = { server: 'cloudflare', 'cf-ray': `${hexDigits(`ray ${count}`, 16)}-FRA` };
  return { ...answer, headers: { ...headers, ...answer.headers } };
}
