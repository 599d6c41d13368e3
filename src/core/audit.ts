import type { CheckMeta } from './check.ts';
import type { Gathered } from './gathered.ts';
import type { Progress } from './gatherer.ts';
import type { CheckResult, Report } from './report.ts';

/** What happens during a run, in order. Every check is judged exactly once, every artifact gathered exactly once. */
export type AuditEvent =
  | { readonly type: 'planned'; readonly checks: readonly CheckMeta[]; readonly artifacts: readonly string[] }
  | { readonly type: 'gathering'; readonly artifact: string }
  | { readonly type: 'progress'; readonly artifact: string; readonly progress: Progress }
  | {
      readonly type: 'gathered';
      readonly artifact: string;
      readonly state: Gathered<unknown>['state'];
      readonly ms: number;
    }
  | { readonly type: 'judged'; readonly result: CheckResult }
  | { readonly type: 'finished'; readonly report: Report };

/** A run under way. The events may be read or left; `report` settles either way, and rejects with `CancelledError` when cancelled. */
export type Audit = AsyncIterable<AuditEvent> & { readonly report: Promise<Report> };
