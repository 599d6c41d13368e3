import { artifactOf, type Needs } from '../core/artifact.ts';
import type { Audit, AuditEvent } from '../core/audit.ts';
import type { AnyCheck } from '../core/check.ts';
import type { Decisions } from '../core/decisions.ts';
import { CancelledError } from '../core/fault.ts';
import type { Severity } from '../core/finding.ts';
import type { AnyGatherer } from '../core/gatherer.ts';
import type { Io } from '../core/io.ts';
import { maskedWithin } from '../core/redact.ts';
import type { Report, ReportTarget } from '../core/report.ts';
import type { AnyTableSpec } from '../core/table.ts';
import type { Target } from '../core/target.ts';
import { neutraliseLine } from '../core/text.ts';
import { fillBag, type States } from './bag.ts';
import { decide } from './decisions.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { settle, startFacts } from './facts.ts';
import { judge } from './judge.ts';
import { maskedResult } from './masked-result.ts';
import { planGatherers } from './plan.ts';
import type { Selection } from './select.ts';
import { buildTables } from './tables.ts';
import { compareResults, countOutcomes, verdictOf } from './verdict.ts';

/** Everything one run needs, handed in: the engine knows no check, gatherer or provider by name. */
export type AuditPlan = {
  readonly tool: Report['tool'];
  readonly target: Target;
  readonly io: Io;
  /** The checks to judge, already selected. */
  readonly checks: readonly AnyCheck[];
  readonly gatherers: readonly AnyGatherer[];
  readonly tables: readonly AnyTableSpec[];
  /** What the report says of its target, from facts that may be missing (all needs optional). */
  readonly describe: { readonly needs: Needs; build(bag: never): ReportTarget };
  readonly decisions: Decisions;
  readonly severities: Readonly<Record<string, Severity>>;
  readonly selection?: Selection;
  /** Facts from an earlier run; nothing is gathered for them. */
  readonly given?: States;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
  /** Hides every secret told so far. It is laid over results, tables, notes and kept facts; checks judge the facts themselves. */
  readonly mask: (text: string) => string;
  /** Called once with all facts, masked, before the report is made. */
  readonly keep?: (states: States) => Promise<void>;
};

/** Starts an audit: gathers each fact once, judges each check as soon as its facts are there. */
export function startAudit(plan: AuditPlan): Audit {
  const queue = createEventQueue<AuditEvent>();
  const report = run(plan, queue).finally(() => queue.end());
  // The rejection belongs to whoever awaits `report`; a reader of the events alone must not crash the process.
  report.catch(() => undefined);
  return { [Symbol.asyncIterator]: () => queue.events[Symbol.asyncIterator](), report };
}

async function run(plan: AuditPlan, queue: EventQueue<AuditEvent>): Promise<Report> {
  const started = performance.now();
  const startedAt = new Date().toISOString();
  const { checks } = plan;
  const { gatherers, tables } = planFacts(plan);
  queue.push({
    type: 'planned',
    checks: checks.map(({ meta }) => meta),
    artifacts: gatherers.map(({ artifact }) => artifact.id),
  });

  const notes: string[] = [];
  const note = (text: string): void => {
    notes.push(neutraliseLine(plan.mask(text), 500));
  };
  const facts = startFacts(gatherers, { ...plan, note, emit: (event) => queue.push(event) });
  const judged = checks.map(async (check) => {
    const states = await settle(check.needs, facts);
    const result = decide(judge(check, states, plan.severities[check.meta.id]), plan.decisions, plan.target.now);
    queue.push({ type: 'judged', result: maskedResult(result, plan.mask) });
    return result;
  });
  const unmasked = (await Promise.all(judged)).toSorted(compareResults);
  const states = new Map(await Promise.all([...facts].map(async ([id, fact]) => [id, await fact] as const)));
  if (plan.signal.aborted) throw new CancelledError('cancelled');
  // Only now is every secret known: a fact that came later may have told one that an earlier result shows.
  const results = unmasked.map((result) => maskedResult(result, plan.mask));
  await plan.keep?.(new Map([...states].map(([id, fact]) => [id, maskedWithin(fact, plan.mask)])));

  const target = describe(plan.describe, states);
  const views = maskedWithin(buildTables(tables, states, note), plan.mask);
  const report: Report = {
    schema: 1,
    tool: plan.tool,
    target,
    startedAt,
    ms: Math.round(performance.now() - started),
    verdict: verdictOf(results),
    counts: countOutcomes(results),
    results,
    ...(isNarrowed(plan.selection) ? { selection: plan.selection } : {}),
    tables: views,
    notes: [...new Set(notes.map(plan.mask))].toSorted(),
  };
  queue.push({ type: 'finished', report });
  return report;
}

// A run narrowed to some checks asks nobody for the sake of a view that they do not need.
function planFacts({ checks, tables, describe, gatherers, given, selection }: AuditPlan) {
  const needed = [...checks, describe].map(({ needs }) => needs);
  if (!isNarrowed(selection)) {
    return { tables, gatherers: planGatherers([...needed, ...tables.map(({ needs }) => needs)], gatherers, given) };
  }
  const planned = planGatherers(needed, gatherers, given);
  const ids = new Set(planned.map(({ artifact }) => artifact.id));
  const covered = tables.filter(({ needs }) => Object.values(needs).every((need) => ids.has(artifactOf(need).id)));
  return { tables: covered, gatherers: planned };
}

function isNarrowed(selection: Selection | undefined): selection is Selection {
  return selection !== undefined && selection.only.length + selection.skip.length > 0;
}

function describe({ needs, build }: AuditPlan['describe'], states: States): ReportTarget {
  const filled = fillBag(needs, states);
  if (!filled.ok) throw new Error('the description of the target may need only optional facts');
  const target = Object.entries(build(filled.bag as never)).map(([name, text]) => [name, neutraliseLine(text, 1000)]);
  return Object.fromEntries(target) as ReportTarget;
}
