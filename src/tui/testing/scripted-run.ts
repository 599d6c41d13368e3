import type { AuditEvent } from '../../core/audit.ts';
import { CancelledError } from '../../core/fault.ts';
import type { Report } from '../../core/report.ts';
import type { RunChoice, RunHandle } from '../../core/session.ts';

/** A run that a test drives by hand. */
export type ScriptedRun = {
  readonly choice: RunChoice;
  readonly handle: RunHandle;
  readonly tell: (...events: readonly AuditEvent[]) => void;
  readonly finish: (report: Report) => void;
  readonly fail: (error: unknown) => void;
  readonly cancelled: () => boolean;
};

/** A run whose events and end are told by the test; cancelling rejects the report and leaves the events open. */
export function scriptedRun(choice: RunChoice): ScriptedRun {
  const report = Promise.withResolvers<Report>();
  const events: AuditEvent[] = [];
  let wake = Promise.withResolvers<void>();
  let over = false;
  let cancelled = false;

  async function* read(): AsyncGenerator<AuditEvent> {
    for (;;) {
      const event = events.shift();
      if (event !== undefined) yield event;
      else if (over) return;
      else await wake.promise;
    }
  }

  function stir(): void {
    wake.resolve();
    wake = Promise.withResolvers();
  }

  return {
    choice,
    handle: {
      audit: { [Symbol.asyncIterator]: read, report: report.promise },
      cancel: () => {
        cancelled = true;
        report.reject(new CancelledError('cancelled'));
      },
    },
    tell: (...told) => {
      events.push(...told);
      stir();
    },
    finish: (value) => {
      over = true;
      report.resolve(value);
      stir();
    },
    fail: (error) => report.reject(error),
    cancelled: () => cancelled,
  };
}
