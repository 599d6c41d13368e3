import type { SiteAnswer, SiteDoor } from '../../core/doors/site.ts';
import { UnavailableError } from '../../core/fault.ts';
import { createLimit, type Limit } from '../http/concurrency.ts';
import type { Router } from '../network/router.ts';
import { createOnce } from '../once.ts';
import { createLanes, placeOf } from './lanes.ts';
import { keyOf, type PlainVisit, plainVisit } from './plain-visit.ts';
import { createSilence } from './silence.ts';
import { failed } from './trouble.ts';
import { type Visit, type VisitLimits, visit } from './visit.ts';

/** What the site door is made of. */
export type SiteDoorOptions = {
  /** Refuses private addresses; see `createRouter`. */
  readonly router: Router;
  /** PEM of authorities trusted beside the public ones. */
  readonly ca?: string | undefined;
  readonly userAgent: string;
  /** Every request then throws `UnavailableError`. */
  readonly offline: boolean;
  readonly limits?: Partial<VisitLimits>;
};

/** The audited site over real HTTP/1.1, and what its owner needs beside it. */
export type OpenSiteDoor = {
  readonly door: SiteDoor;
  /** Breaks off what is under way and frees the connections. */
  close(): Promise<void>;
};

const usualLimits: VisitLimits = { connectMs: 4000, headersMs: 6000, bodyMs: 8000 };
const maxHeaderBytes = 64 * 1024;
const perHost = 6;
// Longer ones come from redirects that grow; no server has to take them, https://www.rfc-editor.org/rfc/rfc9110#section-4.1
const longestUrl = 8000;

/**
 * Opens the door; nothing is loaded or sent before the first request. Throws `RefusedRequestError` for what must never be
 * sent: another method than GET and HEAD, another scheme than http and https, credentials in any form.
 */
export function createSiteDoor(options: SiteDoorOptions): OpenSiteDoor {
  const limits = { ...usualLimits, ...options.limits };
  const { router, ca } = options;
  const lanes = createLanes({ router, ca, connectMs: limits.connectMs, maxHeaderBytes });
  const places = new Map<string, Limit>();
  const counts = new Map<string, number>();
  const sizes = new Map<string, number>();
  const once = createOnce<Visit>();
  const silence = createSilence();

  const send = async (request: PlainVisit, signal: AbortSignal, isFresh: boolean): Promise<Visit> => {
    const { url, via } = request;
    const lane = await lanes.take(url, isFresh, signal, via);
    if ('state' in lane) return { stage: 'connecting', ...lane, state: 'failed' };
    counts.set(url.hostname, (counts.get(url.hostname) ?? 0) + 1);
    let isWhole = false;
    try {
      const seen = await visit(request, lane, limits, signal);
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

  const inTurn = (request: PlainVisit, signal: AbortSignal): Promise<Visit> => {
    const { hostname } = request.url;
    const place = places.get(hostname) ?? createLimit(perHost);
    places.set(hostname, place);
    const goThere = async (): Promise<Visit> => {
      const server = placeOf(request.url, request.via);
      const known = silence.of(server);
      if (known !== undefined) return known;
      const seen = await send(request, signal, false);
      silence.note(server, seen);
      return seen;
    };
    return place(goThere, signal);
  };

  return {
    door: {
      async ask(asked, signal) {
        signal.throwIfAborted();
        const request = plainVisit(asked, options.userAgent);
        if (options.offline) throw new UnavailableError('offline', 'run again without --offline to ask the site');
        if (request.url.href.length > longestUrl) {
          return failed(asked.url, { why: 'other', detail: `the address is longer than ${longestUrl} characters` });
        }
        const wanted = request.maxBytes;
        const same = keyOf(request);
        // Who wants less takes its part of what was read for others.
        const size = Math.max(wanted, sizes.get(same) ?? 0);
        sizes.set(same, size);
        const work = (stop: AbortSignal): Promise<Visit> => inTurn({ ...request, maxBytes: size }, stop);
        return told(asked.url, await once.get(`${size} ${same}`, work, signal), wanted);
      },
      requests: () => new Map(counts),
    },
    async close() {
      once.close(new Error('the site door is closed'));
      await lanes.close();
    },
  };
}

function told(url: string, seen: Visit, wanted: number): SiteAnswer {
  if (seen.state === 'failed') return failed(url, seen);
  const { status, headers, address, bytes } = seen;
  const truncated = seen.more || bytes.byteLength > wanted;
  // Streaming leaves out the character that the cut went through.
  const body = new TextDecoder().decode(bytes.subarray(0, wanted), { stream: truncated });
  return { state: 'answered', url, status, headers, body, truncated, address };
}
