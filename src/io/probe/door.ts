import { type DeadlineSignal, timeLeft } from '../../core/deadline.ts';
import type { ProbeDoor, ProbeRequest } from '../../core/doors/probe.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { TestUsers } from '../../core/test-users.ts';
import { type Clock, systemClock } from '../clock.ts';
import { createLimit } from '../http/concurrency.ts';
import { RefusedRequestError } from '../http/guard.ts';
import type { Router } from '../network/router.ts';
import { createLanes } from '../site/lanes.ts';
import { type PlainVisit, plainVisit } from '../site/plain-visit.ts';
import { failed } from '../site/trouble.ts';
import { type Visit, type VisitLimits, visit } from '../site/visit.ts';
import { identityOf, secretsOf, signInHeaders } from './identities.ts';
import { createLabels } from './labels.ts';
import { createPace } from './pace.ts';

/** What the probe door is made of. */
export type ProbeDoorOptions = {
  readonly users: TestUsers;
  /** Whether the person allowed probes. */
  readonly allowed: boolean;
  readonly router: Router;
  readonly ca?: string | undefined;
  readonly offline: boolean;
  readonly userAgent: string;
  readonly limits?: Partial<VisitLimits>;
  readonly clock?: Clock;
};

/** The door and what its owner needs beside it. */
export type OpenProbeDoor = {
  readonly door: ProbeDoor;
  /** Values of the identities' headers, to be hidden wherever text leaves the program. */
  readonly secrets: readonly string[];
  requests(): ReadonlyMap<string, number>;
  close(): Promise<void>;
};

const usualLimits: VisitLimits = { connectMs: 4000, headersMs: 6000, bodyMs: 8000 };
const maxHeaderBytes = 64 * 1024;
// Below five a second with room for a request that lingers on its way while the next ones catch up.
const everyMs = 245;
const mostAtATime = 10;
// What an answer usually takes, and what is kept back so that one that takes longer is told as late before all is lost.
const roomMs = 2000;
const reserveMs = 500;

/** Opens the door; nothing is sent before the first request. */
export function createProbeDoor(options: ProbeDoorOptions): OpenProbeDoor {
  const { users, router, ca } = options;
  const limits = { ...usualLimits, ...options.limits };
  const lanes = createLanes({ router, ca, connectMs: limits.connectMs, maxHeaderBytes });
  const labels = createLabels();
  const clock = options.clock ?? systemClock();
  const pace = createPace({ clock, everyMs, roomMs });
  const place = createLimit(mostAtATime);
  const counts = new Map<string, number>();
  let origin: string | undefined;

  const send = async (request: PlainVisit, signal: AbortSignal, isFresh: boolean): Promise<Visit> => {
    const { url } = request;
    const lane = await lanes.take(url, isFresh, signal);
    if ('state' in lane) return { stage: 'connecting', ...lane, state: 'failed' };
    let isWhole = false;
    try {
      await pace(signal);
      counts.set(url.hostname, (counts.get(url.hostname) ?? 0) + 1);
      const seen = await visit(request, lane, within(limits, signal, clock), signal);
      isWhole = seen.state === 'answered' && seen.whole;
      // A connection that was kept may be gone without a word, https://www.rfc-editor.org/rfc/rfc9112#section-9.3.1
      if (seen.state === 'failed' && seen.why === 'reset' && seen.stage === 'waiting' && lane.used) {
        return await send(request, signal, true);
      }
      return seen;
    } finally {
      if (isWhole) lanes.giveBack(url, lane);
      else await lane.close();
    }
  };

  const permitted = (asked: ProbeRequest): PlainVisit => {
    const { as, url, headers = {}, maxBytes } = asked;
    const plain = plainVisit({ url, headers, ...(maxBytes === undefined ? {} : { maxBytes }) }, options.userAgent);
    const refuse = (why: string): RefusedRequestError => new RefusedRequestError(plain, why);
    const busted = labels.busted(plain.url);
    if (busted === undefined) throw refuse('a probe carries one cache buster');
    origin ??= busted.origin;
    if (busted.origin !== origin) throw refuse('probes go to one origin alone');
    if (as === undefined) return { ...plain, url: busted };
    if (busted.protocol !== 'https:') throw refuse('an identity is never sent without encryption');
    return { ...plain, url: busted, headers: { ...plain.headers, ...signInHeaders(users, as) } };
  };

  return {
    door: {
      users: { a: identityOf(users.a), b: identityOf(users.b) },
      async ask(asked, signal) {
        signal.throwIfAborted();
        if (!options.allowed) throw new UnavailableError('not-allowed', 'allow probes with --probe');
        if (options.offline) throw new UnavailableError('offline', 'run again without --offline to ask the site');
        const request = permitted(asked);
        const answer = told(asked.url, await place(() => send(request, signal, false), signal));
        if (answer.state === 'failed') return answer;
        const headers = answer.headers.map(([name, value]) => [name, labels.without(value)] as const);
        return { ...answer, headers, body: labels.without(answer.body) };
      },
    },
    secrets: secretsOf(users),
    requests: () => new Map(counts),
    close: () => lanes.close(),
  };
}

function within(limits: VisitLimits, signal: DeadlineSignal, clock: Clock): VisitLimits {
  const most = timeLeft(signal, clock.tick()) - reserveMs;
  return { ...limits, headersMs: Math.min(limits.headersMs, most), bodyMs: Math.min(limits.bodyMs, most) };
}

function told(url: string, seen: Visit): SiteAnswer {
  if (seen.state === 'failed') return failed(url, seen);
  const { status, headers, address, bytes, more } = seen;
  // Streaming leaves out the character that the cut went through.
  const body = new TextDecoder().decode(bytes, { stream: more });
  return { state: 'answered', url, status, headers, body, truncated: more, address };
}
