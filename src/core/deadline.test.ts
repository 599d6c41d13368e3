import { expect, test } from 'vitest';
import { timeLeft, withDeadline } from './deadline.ts';

test('a signal says how much time is left, down to nothing', () => {
  const signal = withDeadline(new AbortController().signal, 1_000);
  expect(timeLeft(signal, 400)).toBe(600);
  expect(timeLeft(signal, 5_000)).toBe(0);
});

test('without a deadline there is all the time in the world, until the signal fires', () => {
  const controller = new AbortController();
  expect(timeLeft(controller.signal, 0)).toBe(Number.POSITIVE_INFINITY);
  controller.abort();
  expect(timeLeft(controller.signal, 0)).toBe(0);
});
