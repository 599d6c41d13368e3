import { withDeadline } from '../core/deadline.ts';
import { CancelledError, faultOf, UnavailableError } from '../core/fault.ts';
import type { Gathered } from '../core/gathered.ts';
import type { AnyGatherer, GatherContext } from '../core/gatherer.ts';
import { count, neutralise } from '../core/text.ts';

/** What one gatherer runs under. `timeoutMs` is the person's own limit, when they gave one. */
export type GatherRun = {
  readonly context: Omit<GatherContext, 'signal'>;
  readonly cancel: AbortSignal;
  readonly timeoutMs?: number;
  readonly mask: (text: string) => string;
  /** A clock for durations, in milliseconds. */
  readonly tick: () => number;
};

// Short enough that a chain of two gatherers which never answer ends within 30 seconds.
const defaultTimeoutMs = 12_000;

/** Runs one gatherer to a value, a reason or a fault. It never throws but for cancellation, and never outlives its time. */
export async function gatherOne(
  gatherer: AnyGatherer,
  bag: Readonly<Record<string, unknown>>,
  run: GatherRun,
): Promise<Gathered<unknown>> {
  const { context, cancel, mask, tick } = run;
  if (cancel.aborted) throw new CancelledError('cancelled', { cause: cancel.reason });
  if (gatherer.network === true && context.target.consents.offline) {
    return { state: 'unavailable', reason: 'offline', hint: 'run again without --offline' };
  }
  const started = tick();
  const limit = timeLimit(gatherer, run.timeoutMs);
  using timer = abortAfter(limit, cancel);
  try {
    const work = gatherer.gather({ ...context, signal: timer.signal }, bag);
    const value = await Promise.race([work, rejection(timer.signal)]);
    return { state: 'ok', value, ms: Math.round(tick() - started) };
  } catch (error) {
    if (cancel.aborted) throw new CancelledError('cancelled', { cause: error });
    const cause = timer.signal.aborted ? timer.signal.reason : error;
    if (cause instanceof UnavailableError) {
      return { state: 'unavailable', reason: cause.reason, hint: neutralise(mask(cause.hint)) };
    }
    const fault = faultOf(cause);
    const hint = fault.hint === undefined ? {} : { hint: neutralise(mask(fault.hint)) };
    const ms = Math.round(tick() - started);
    return { state: 'failed', fault: { message: neutralise(mask(fault.message)), ...hint }, ms };
  }
}

function timeLimit(gatherer: AnyGatherer, wanted: number | undefined): number | undefined {
  if (gatherer.network !== true) return gatherer.timeoutMs;
  return wanted ?? gatherer.timeoutMs ?? defaultTimeoutMs;
}

type Timer = Disposable & { readonly signal: AbortSignal };

function abortAfter(limit: number | undefined, cancel: AbortSignal): Timer {
  const controller = new AbortController();
  const onCancel = (): void => controller.abort(cancel.reason);
  cancel.addEventListener('abort', onCancel, { once: true });
  const timer = limit === undefined ? undefined : setTimeout(() => controller.abort(timeoutError(limit)), limit);
  // The doors must not begin a wait that would outlast the gatherer.
  const signal = limit === undefined ? controller.signal : withDeadline(controller.signal, performance.now() + limit);
  return {
    signal,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      cancel.removeEventListener('abort', onCancel);
    },
  };
}

function timeoutError(limit: number): UnavailableError {
  const seconds = Math.round(limit / 100) / 10;
  return new UnavailableError(
    'timeout',
    `no answer within ${count(seconds, 'second')}; try again, or give more time with --timeout <seconds>`,
  );
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
