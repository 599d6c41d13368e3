import { expect, test } from 'vitest';
import { drive, eventsOf, finished, fresh, press, running } from '../testing/drive.ts';
import { sampleReport, sampleResult, sampleResults } from '../testing/sample-results.ts';
import { selectedRow, visibleRows } from './selection.ts';

test('counts what is planned and judged, and names what is gathered', () => {
  const begun = press(fresh(), 'enter').state;
  const { state } = drive(begun, {
    type: 'events',
    run: 1,
    events: [
      ...eventsOf(sampleResults().slice(0, 2)),
      { type: 'gathering', artifact: 'vercel/project' },
      { type: 'gathering', artifact: 'repository/sources' },
      { type: 'progress', artifact: 'repository/sources', progress: { done: 3, total: 9, unit: 'files' } },
      { type: 'gathered', artifact: 'vercel/project', state: 'ok', ms: 1 },
    ],
  });
  expect(state.run).toMatchObject({
    planned: 2,
    judged: 2,
    gathering: [{ artifact: 'repository/sources', progress: { done: 3 } }],
  });
});

test('the cursor stays on its check when rows arrive above it', () => {
  const begun = press(fresh(), 'enter').state;
  const late = sampleResults().filter((result) => result.area === 'payments');
  const first = drive(begun, { type: 'events', run: 1, events: eventsOf(late) }).state;
  const chosen = press(first, 'j').state;
  const { state } = drive(chosen, { type: 'events', run: 1, events: eventsOf(sampleResults()).slice(1) });
  expect(selectedRow(state)?.check).toBe(selectedRow(chosen)?.check);
  expect(visibleRows(state).length).toBeGreaterThan(visibleRows(chosen).length);
});

test('events and ends of a run that is over change nothing', () => {
  const state = finished();
  expect(drive(state, { type: 'events', run: 0, events: eventsOf(sampleResults()) }).state).toBe(state);
  expect(drive(state, { type: 'finished', run: 1, report: sampleReport([]) }).state).toBe(state);
  expect(drive(state, { type: 'stopped', run: 1, problem: 'late' }).state).toBe(state);
});

test('a check run again waits as stale, is replaced, and the merged report is what w writes', () => {
  const again = press(finished(), 'j', 'j', 'r').state;
  const repaired = sampleResult('env/separate-values', 'blocker');
  const planned = drive(again, { type: 'events', run: 2, events: eventsOf([repaired]).slice(0, 1) }).state;
  expect(planned.rows.filter((row) => row.stale).map((row) => row.check)).toEqual(['env/separate-values']);
  const judged = drive(planned, { type: 'events', run: 2, events: [{ type: 'judged', result: repaired }] }).state;
  expect(judged.rows.some((row) => row.stale)).toBe(false);
  expect(judged.rows).toHaveLength(sampleResults().length);
  const merged = sampleReport(sampleResults().map((one) => (one.check === repaired.check ? repaired : one)));
  const { state } = drive(judged, { type: 'finished', run: 2, report: merged });
  expect(press(state, 'w').effects).toEqual([{ do: 'write', report: merged }]);
});

test('a run takes the handover of the run before it back', () => {
  const { report } = finished();
  const written = drive(finished(), { type: 'written', report: report ?? sampleReport(), path: 'x.md' }).state;
  const { state } = drive(press(written, 'R').state, { type: 'finished', run: 2, report: sampleReport() });
  expect(state.handover).toBeUndefined();
});

test('a cancelled run keeps what was judged and has no report', () => {
  const { state } = drive(running(), { type: 'stopped', run: 1, problem: undefined });
  expect(state.rows).toHaveLength(sampleResults().length);
  expect(state.report).toBeUndefined();
  expect(press(state, 'w').state.toast?.text).toContain('no run has finished');
  expect(press(state, 'r').effects).toEqual([]);
});

test('a broken run says why', () => {
  const { state } = drive(running(), { type: 'stopped', run: 1, problem: 'the run broke off: disk full' });
  expect(state).toMatchObject({ run: undefined, toast: { tone: 'problem', text: 'the run broke off: disk full' } });
});
