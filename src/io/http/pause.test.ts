import { expect, test } from 'vitest';
import { withDeadline } from '../../core/deadline.ts';
import { createPause, rateLimited } from './pause.ts';
import { testClock } from './testing-provider.ts';

const never = (): AbortSignal => new AbortController().signal;

test('while one call was told to wait, the others wait too', async () => {
  const clock = testClock();
  const pause = createPause('Acme', clock);
  await pause.pass(never());
  expect(clock.slept).toEqual([]);
  pause.hold(5_000, never());
  await pause.pass(never());
  expect(clock.slept).toEqual([5_000]);
  await pause.pass(never());
  expect(clock.slept).toEqual([5_000]);
});

test('a call with less time left than the pause does not wait', async () => {
  const clock = testClock();
  const pause = createPause('Acme', clock);
  pause.hold(5_000, never());
  await expect(pause.pass(withDeadline(never(), 4_000))).rejects.toMatchObject({ reason: 'rate-limited' });
  expect(clock.slept).toEqual([]);
});

test('a wait that one call cannot afford holds up nobody else', async () => {
  const clock = testClock();
  const pause = createPause('Acme', clock);
  expect(() => pause.hold(3_600_000, never())).toThrow(expect.objectContaining({ reason: 'rate-limited' }));
  await pause.pass(never());
  expect(clock.slept).toEqual([]);
});

test('a moment beyond all calendars is left out instead of failing', () => {
  expect(rateLimited('Acme', 1e18).hint).toContain('does not say until when');
});
