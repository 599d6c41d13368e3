import type { AuditEvent } from '../../core/audit.ts';
import type { CheckResult } from '../../core/report.ts';
import type { SessionPorts } from '../../core/session.ts';
import type { Action, Effect, SessionState, WindowSize } from '../state/model.ts';
import { initialState, update } from '../state.ts';
import { fakePorts } from './fake-ports.ts';
import { sampleMeta, sampleReport, sampleResults } from './sample-results.ts';

/** The state after some actions, and every effect on the way. */
export type Driven = { readonly state: SessionState; readonly effects: readonly Effect[] };

/** A session that nothing was pressed in. */
export function fresh(
  window: WindowSize = { columns: 80, rows: 24 },
  replaced: Partial<SessionPorts> = {},
): SessionState {
  return initialState(fakePorts(replaced).ports, window);
}

/** Applies actions one after the other. */
export function drive(state: SessionState, ...actions: readonly Action[]): Driven {
  let driven: Driven = { state, effects: [] };
  for (const action of actions) {
    const step = update(driven.state, action);
    driven = { state: step.state, effects: [...driven.effects, ...step.effects] };
  }
  return driven;
}

/** Presses keys one after the other, all at the same moment. */
export function press(state: SessionState, ...presses: readonly string[]): Driven {
  return drive(state, ...presses.map((key) => ({ type: 'press', press: key, at: 0 }) as const));
}

/** What a run over the given results tells before it ends. */
export function eventsOf(results: readonly CheckResult[]): readonly AuditEvent[] {
  const checks = results.map((result) => sampleMeta(result.check, result.severity));
  return [
    { type: 'planned', checks, artifacts: ['vercel/project'] },
    ...results.map((result) => ({ type: 'judged', result }) as const),
  ];
}

/** A session in the middle of its first run, with all of the results judged. */
export function running(state: SessionState = fresh(), results = sampleResults()): SessionState {
  const { state: begun } = press(state, 'enter');
  return drive(begun, { type: 'events', run: 1, events: eventsOf(results) }).state;
}

/** A session whose first run has finished. */
export function finished(state: SessionState = fresh(), results = sampleResults()): SessionState {
  return drive(running(state, results), { type: 'finished', run: 1, report: sampleReport(results) }).state;
}
