import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { batchMs, collect, follow } from './follow.ts';
import type { Action } from './state/model.ts';
import { eventsOf } from './testing/drive.ts';
import { sampleReport, sampleResults } from './testing/sample-results.ts';
import { scriptedRun } from './testing/scripted-run.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function followed() {
  const run = scriptedRun({ readValues: false });
  const actions: Action[] = [];
  const done = follow(
    7,
    run.handle.audit,
    (action) => actions.push(action),
    (error) => `explained: ${String(error)}`,
  );
  return { run, actions, done };
}

test('a thousand items reach the session in ten deliveries a second', () => {
  const deliveries: number[] = [];
  const batch = collect<number>(batchMs, (items) => deliveries.push(items.length));
  for (let n = 0; n < 1000; n += 1) {
    batch.add(n);
    vi.advanceTimersByTime(1);
  }
  expect(deliveries.length).toBeLessThanOrEqual(10);
  batch.flush();
  expect(deliveries.reduce((sum, n) => sum + n, 0)).toBe(1000);
});

test('all events arrive before the end does, without waiting for the clock', async () => {
  const { run, actions, done } = followed();
  run.tell(...eventsOf(sampleResults()));
  run.finish(sampleReport());
  await done;
  expect(actions.map((action) => action.type)).toEqual(['events', 'finished']);
  expect(actions[0]).toMatchObject({ run: 7, events: { length: 9 } });
});

test('a cancelled run stops without a problem, even if its events never end', async () => {
  const { run, actions, done } = followed();
  run.handle.cancel();
  await done;
  expect(actions).toEqual([{ type: 'stopped', run: 7, problem: undefined }]);
});

test('a run that breaks is explained', async () => {
  const { run, actions, done } = followed();
  run.fail(new Error('disk full'));
  await done;
  expect(actions).toEqual([{ type: 'stopped', run: 7, problem: 'explained: Error: disk full' }]);
});
