import type { AuditEvent } from '../../core/audit.ts';
import { definedOnly } from '../../core/defined.ts';
import type { CheckResult, Report } from '../../core/report.ts';
import { areasOf, rowOf, withPlan, withResults } from './board.ts';
import { type Running, type SessionState, type Step, say, show } from './model.ts';

/**
 * Begins a run: of everything, or of the named checks alone; with `probe` their probes may be sent. The results so far stay until
 * they are judged anew.
 */
export function begin(state: SessionState, only?: readonly string[], probe?: true): Step {
  const id = state.runs + 1;
  const run: Running = { id, planned: 0, judged: 0, gathering: [], only, cancelling: false };
  const choice = definedOnly({ readValues: state.readValues, only, probe });
  const begun = { ...state, run, runs: id, screen: 'audit', overlay: undefined, toast: undefined } as const;
  return { state: begun, effects: [{ do: 'run', id, choice }] };
}

/** Applies what happened since the last time, all at once. Events of a run that is over are dropped. */
export function applyEvents(state: SessionState, run: number, events: readonly AuditEvent[]): SessionState {
  if (state.run?.id !== run) return state;
  const planned = events.findLast((event) => event.type === 'planned');
  const results = events.filter((event) => event.type === 'judged').map((event) => event.result);
  const withRows = judged(planned === undefined ? state : plan(state, planned), results);
  return { ...withRows, run: events.reduce(follow, state.run) };
}

function plan(state: SessionState, event: Extract<AuditEvent, { type: 'planned' }>): SessionState {
  const planned = event.checks.map((check) => check.id);
  const rows = withPlan(state.rows, planned, state.run?.only !== undefined);
  return { ...state, rows, areas: areasOf(rows, planned) };
}

function judged(state: SessionState, results: readonly CheckResult[]): SessionState {
  const rows = withResults(state.rows, results);
  return { ...state, rows };
}

function follow(run: Running, event: AuditEvent): Running {
  if (event.type === 'planned') return { ...run, planned: event.checks.length };
  if (event.type === 'judged') return { ...run, judged: run.judged + 1 };
  if (event.type === 'gathering') {
    return { ...run, gathering: [...run.gathering, { artifact: event.artifact, progress: undefined }] };
  }
  if (event.type === 'gathered') {
    return { ...run, gathering: run.gathering.filter((one) => one.artifact !== event.artifact) };
  }
  if (event.type === 'progress') {
    const { artifact, progress } = event;
    return {
      ...run,
      gathering: run.gathering.map((one) => (one.artifact === artifact ? { artifact, progress } : one)),
    };
  }
  return run;
}

/** Takes the report of a finished run. It is the whole truth: what it does not hold is no longer listed. */
export function finish(state: SessionState, run: number, report: Report): Step {
  if (state.run?.id !== run) return show(state);
  const shown = withReport({ ...state, run: undefined, report, handover: undefined }, report, false);
  return say(
    shown,
    'done',
    state.run.only === undefined ? 'the audit is complete; w writes the handover' : 'run again',
  );
}

/** Ends a run that has no report: cancelled, or broken with `problem` as the reason. */
export function stop(state: SessionState, run: number, problem: string | undefined): Step {
  if (state.run?.id !== run) return show(state);
  const stopped = { ...state, run: undefined };
  if (problem !== undefined) return say(stopped, 'problem', problem);
  return say(
    stopped,
    'note',
    'the run was cancelled and what was judged stays; Ctrl-C again quits, R runs everything again',
  );
}

/** Lists a report's results, `stale` when they are of an earlier session. */
export function withReport(state: SessionState, report: Report, stale: boolean): SessionState {
  const rows = report.results.map((result) => rowOf(result, stale));
  return { ...state, rows: withResults([], report.results, stale), areas: areasOf(rows) };
}
