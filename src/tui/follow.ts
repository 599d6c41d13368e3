import type { Audit, AuditEvent } from '../core/audit.ts';
import { CancelledError } from '../core/fault.ts';
import type { Action } from './state/model.ts';

/** How often events reach the session at most, in milliseconds. */
export const batchMs = 100;

/**
 * Reads a run to its end and tells the session, its events at most ten times a second. `explain` words the error of a
 * run that broke off. Never rejects.
 */
export async function follow(
  run: number,
  audit: Audit,
  dispatch: (action: Action) => void,
  explain: (error: unknown) => string,
): Promise<void> {
  const batch = collect<AuditEvent>(batchMs, (events) => dispatch({ type: 'events', run, events }));
  try {
    // Both at once: a cancelled run may end its events quietly, or leave them open for good.
    const [report] = await Promise.all([audit.report, readAll(audit, batch.add)]);
    batch.flush();
    dispatch({ type: 'finished', run, report });
  } catch (error) {
    batch.flush();
    dispatch({ type: 'stopped', run, problem: error instanceof CancelledError ? undefined : explain(error) });
  }
}

async function readAll(audit: Audit, add: (event: AuditEvent) => void): Promise<void> {
  for await (const event of audit) add(event);
}

/** Collects items and delivers them together, `ms` after the first of them or when flushed. */
export function collect<T>(
  ms: number,
  deliver: (items: readonly T[]) => void,
): { readonly add: (item: T) => void; readonly flush: () => void } {
  let waiting: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    deliver(items);
  };
  const add = (item: T) => {
    waiting.push(item);
    timer ??= setTimeout(flush, ms);
  };
  return { add, flush };
}
