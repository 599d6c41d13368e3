import { type DeadlineSignal, timeLeft } from '../../core/deadline.ts';
import type { TlsDoor } from '../../core/doors/tls.ts';
import { UnavailableError } from '../../core/fault.ts';
import { endpointKey } from '../../core/network.ts';
import { createLimit, type Limit } from '../http/concurrency.ts';
import type { Router } from '../network/router.ts';
import { trustedRoots } from '../network/trusted-roots.ts';
import { withinTime } from './connect.ts';
import { openContexts, shake } from './handshake.ts';
import { readIssuerFile } from './issuer-file.ts';
import { defaultLimits, type TlsLimits } from './limits.ts';
import { makeOffer } from './offer.ts';
import { failed } from './trouble.ts';
import { findPath, readRoots } from './verify.ts';

/** What the door is opened with. */
export type TlsDoorOptions = {
  readonly router: Router;
  /** PEM of authorities trusted beside the public ones. */
  readonly ca?: string | undefined;
  /** Every question then throws `UnavailableError('offline')`; only `verify`, which asks nobody, still answers. */
  readonly offline: boolean;
  readonly limits?: TlsLimits;
};

const offersPerHost = 6;
// What is left of the asker's time once every answer is in: one slow host must not cost the facts of the others.
const spareMs = 500;

/**
 * Opens the TLS door. Nothing is read or sent before the first question. `close` breaks off what is under way: it then throws an
 * `AbortError`.
 */
export function createTlsDoor(options: TlsDoorOptions): { readonly door: TlsDoor; close(): void } {
  const { router, ca, offline, limits = defaultLimits } = options;
  const closing = new AbortController();
  const contexts = made(() => openContexts(ca === undefined ? undefined : trustedRoots(ca)));
  const roots = made(() => readRoots(trustedRoots(ca)));
  const places = new Map<string, Limit>();
  const placeFor = (key: string): Limit => {
    const place = places.get(key) ?? createLimit(offersPerHost);
    places.set(key, place);
    return place;
  };
  const inTime = async <T>(signal: AbortSignal, work: (until: AbortSignal) => Promise<T>) => {
    signal.throwIfAborted();
    if (offline) throw new UnavailableError('offline', 'run again without --offline to ask the servers');
    return await beforeDeadline(signal, closing.signal, work);
  };
  return {
    door: {
      handshake: async (server, signal) =>
        (await inTime(signal, (until) => shake({ router, contexts: contexts(), limits }, server, until))) ?? tooLate(),
      offer: async (server, version, ciphers, signal) => {
        const place = placeFor(endpointKey(server));
        const ask = (until: AbortSignal) =>
          place(() => makeOffer(router, server, { version, ciphers }, limits, until), until);
        return (await inTime(signal, ask)) ?? tooLate();
      },
      issuerFile: async (url, signal) => {
        const file = await inTime(signal, (until) => readIssuerFile(router, url, limits, until));
        return file ?? { state: 'failed', detail: 'no time was left' };
      },
      verify: (chain, at) => findPath(roots(), chain, at),
    },
    close: () => closing.abort(),
  };
}

function tooLate() {
  return failed('timeout', 'no time was left');
}

/** The work's value, or `undefined` shortly before the asker's time is over; the work is then broken off. */
async function beforeDeadline<T>(
  signal: DeadlineSignal,
  closing: AbortSignal,
  work: (until: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, closing, over.signal]);
  until.throwIfAborted();
  const left = timeLeft(signal, performance.now());
  if (!Number.isFinite(left)) return work(until);
  try {
    return await withinTime(work(until), Math.max(0, left - spareMs), signal);
  } finally {
    over.abort();
  }
}

// At the first use, and kept: reading all roots takes about a tenth of a second.
function made<T extends object>(make: () => T): () => T {
  let kept: T | undefined;
  return () => {
    kept ??= make();
    return kept;
  };
}
