import { expect, test } from 'vitest';
import { createLimit } from './concurrency.ts';

const never = (): AbortSignal => new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('no more than the places are taken, and all work is done in order', async () => {
  const limit = createLimit(2);
  const log: string[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const all = gates.map((gate, n) =>
    limit(async () => {
      log.push(`begin ${n}`);
      await gate.promise;
      return n;
    }, never()),
  );
  await turn();
  expect(log).toEqual(['begin 0', 'begin 1']);
  gates[1]?.resolve();
  await turn();
  expect(log).toEqual(['begin 0', 'begin 1', 'begin 2']);
  for (const gate of gates) gate.resolve();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

test('failing work frees its place', async () => {
  const limit = createLimit(1);
  await expect(limit(() => Promise.reject(new Error('no')), never())).rejects.toThrow('no');
  expect(await limit(async () => 'yes', never())).toBe('yes');
});

test('a signal ends the wait for a place at once, and the work is never begun', async () => {
  const limit = createLimit(1);
  const gate = Promise.withResolvers<void>();
  const first = limit(() => gate.promise, never());
  const controller = new AbortController();
  let begun = false;
  const second = limit(async () => {
    begun = true;
  }, controller.signal);
  controller.abort(new Error('too late'));
  await expect(second).rejects.toThrow('too late');
  gate.resolve();
  await first;
  await turn();
  expect(begun).toBe(false);
});

test('a signal that has fired already is refused', async () => {
  const work = createLimit(1)(async () => 'done', AbortSignal.abort(new Error('over')));
  await expect(work).rejects.toThrow('over');
});
