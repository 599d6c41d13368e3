import { expect, test } from 'vitest';
import { withDeadline } from '../../core/deadline.ts';
import { createPace } from './pace.ts';
import { stillClock } from './testing-clock.ts';

const never = (): AbortSignal => new AbortController().signal;
const pace = (clock = stillClock()) => createPace({ clock, everyMs: 220, roomMs: 8_000 });

test('of any second no more than five turns', async () => {
  const clock = stillClock();
  const turn = pace(clock);
  const times: number[] = [];
  await Promise.all(
    Array.from({ length: 40 }, async () => {
      await turn(never());
      times.push(clock.tick());
    }),
  );
  for (const [nth, time] of times.entries()) expect((times[nth + 5] ?? time + 1_001) - time).toBeGreaterThan(1_000);
});

test('a turn that came late does not draw the next one near', async () => {
  const clock = stillClock();
  const turn = pace(clock);
  await turn(never());
  await clock.sleep(5_000, never());
  await turn(never());
  const late = clock.tick();
  await turn(never());
  expect(clock.tick() - late).toBe(220);
});

test('no turn begins that the deadline would cut off', async () => {
  const clock = stillClock();
  const turn = pace(clock);
  const signal = withDeadline(never(), 8_300);
  await turn(signal);
  await turn(signal);
  await expect(turn(signal)).rejects.toMatchObject({ reason: 'timeout', hint: expect.stringContaining('--timeout') });
  // Others have more time.
  await turn(never());
});

test('who gives up does not hold up the others', async () => {
  const turn = pace();
  const gone = new AbortController();
  const first = turn(gone.signal);
  gone.abort(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await turn(never());
});
