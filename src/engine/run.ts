import { artifactOf, type Needs } from '../core/artifact.ts';
import type { Audit, AuditEvent } from '../core/audit.ts';
import type { AnyCheck } from '../core/check.ts';
import type { Decisions } from '../core/decisions.ts';
import { CancelledError } from '../core/fault.ts';
import type { Severity } from '../core/finding.ts';
import type { Gathered } from '../core/gathered.ts';
import type { AnyGatherer } from '../core/gatherer.ts';
import type { Io } from '../core/io.ts';
import type { CheckResult, Report, ReportTarget } from '../core/report.ts';
import type { AnyTableSpec } from '../core/table.ts';
import type { Target } from '../core/target.ts';
import { neutraliseLine } from '../core/text.ts';
import { fillBag, type States } from './bag.ts';
import { decide } from './decisions.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { gatherOne } from './gather.ts';
import { judge } from './judge.ts';
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
  readonly mask: (text: string) => string;
  /** Called once with all facts, before the report is made. */
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
  const { checks, tables, describe } = plan;
  const gatherers = planGatherers(
    [...checks, ...tables, describe].map(({ needs }) => needs),
    plan.gatherers,
  );
  queue.push({
    type: 'planned',
    checks: checks.map(({ meta }) => meta),
    artifacts: gatherers.map(({ artifact }) => artifact.id),
  });

  const notes: string[] = [];
  const facts = startGathering(plan, gatherers, queue, notes);
  const judged = checks.map(async (check) => {
    const states = await settle(check.needs, facts);
    const result = decide(judge(check, states, plan.severities[check.meta.id]), plan.decisions, plan.target.now);
    queue.push({ type: 'judged', result });
    return result;
  });
  const results = (await Promise.all(judged)).toSorted(compareResults);
  const states = new Map(await Promise.all([...facts].map(async ([id, fact]) => [id, await fact] as const)));
  if (plan.signal.aborted) throw new CancelledError('cancelled');
  await plan.keep?.(states);

  const report = assemble(plan, results, states, notes, { startedAt, ms: Math.round(performance.now() - started) });
  queue.push({ type: 'finished', report });
  return report;
}

type Facts = ReadonlyMap<string, Promise<Gathered<unknown>>>;

function startGathering(
  plan: AuditPlan,
  gatherers: readonly AnyGatherer[],
  queue: EventQueue<AuditEvent>,
  notes: string[],
): Facts {
  const facts = new Map<string, Promise<Gathered<unknown>>>();
  for (const gatherer of gatherers) {
    const { id } = gatherer.artifact;
    const given = plan.given?.get(id);
    facts.set(id, given === undefined ? gatherFact(plan, gatherer, facts, queue, notes) : Promise.resolve(given));
  }
  // Cancelling rejects every fact at once; each is awaited in turn, so the later ones need a listener now.
  for (const fact of facts.values()) fact.catch(() => undefined);
  return facts;
}

async function gatherFact(
  plan: AuditPlan,
  gatherer: AnyGatherer,
  facts: Facts,
  queue: EventQueue<AuditEvent>,
  notes: string[],
): Promise<Gathered<unknown>> {
  const artifact = gatherer.artifact.id;
  const filled = fillBag(gatherer.needs, await settle(gatherer.needs, facts));
  if (!filled.ok) {
    queue.push({ type: 'gathered', artifact, state: filled.missing.state, ms: 0 });
    return filled.missing;
  }
  queue.push({ type: 'gathering', artifact });
  const started = performance.now();
  const state = await gatherOne(gatherer, filled.bag, {
    context: {
      target: plan.target,
      io: plan.io,
      progress: (progress) => queue.push({ type: 'progress', artifact, progress }),
      note: (text) => notes.push(neutraliseLine(text, 500)),
    },
    cancel: plan.signal,
    ...(plan.timeoutMs === undefined ? {} : { timeoutMs: plan.timeoutMs }),
    mask: plan.mask,
    tick: () => performance.now(),
  });
  queue.push({ type: 'gathered', artifact, state: state.state, ms: Math.round(performance.now() - started) });
  return state;
}

async function settle(needs: Needs, facts: Facts): Promise<States> {
  const ids = Object.values(needs).map((need) => artifactOf(need).id);
  const settled = await Promise.all(
    ids.map(async (id) => {
      const fact = await facts.get(id);
      if (fact === undefined) throw new Error(`the artifact ${id} was not planned`);
      return [id, fact] as const;
    }),
  );
  return new Map(settled);
}

function assemble(
  plan: AuditPlan,
  results: readonly CheckResult[],
  states: States,
  notes: readonly string[],
  time: Pick<Report, 'startedAt' | 'ms'>,
): Report {
  const described = fillBag(plan.describe.needs, states);
  if (!described.ok) throw new Error('the description of the target may need only optional facts');
  const narrowed = plan.selection !== undefined && plan.selection.only.length + plan.selection.skip.length > 0;
  return {
    schema: 1,
    tool: plan.tool,
    target: plan.describe.build(described.bag as never),
    ...time,
    verdict: verdictOf(results),
    counts: countOutcomes(results),
    results,
    ...(narrowed && plan.selection !== undefined ? { selection: plan.selection } : {}),
    tables: buildTables(plan.tables, states),
    notes: [...new Set(notes)].toSorted(),
  };
}
