import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { clipboardLimit, clipboardSequence, type JobControl, stopUntilContinued } from './terminal.ts';

afterEach(() => void vi.useRealTimers());

function fakeJobs(kill: () => void) {
  const process = new EventEmitter();
  const stopped: unknown[] = [];
  const killed = (pid: number, signal: string) => {
    stopped.push([pid, signal]);
    kill();
    return true;
  };
  return { jobs: Object.assign(process, { kill: killed }) as unknown as JobControl, process, stopped };
}

test('stops the whole job and comes back when it is continued', async () => {
  vi.useFakeTimers();
  const { jobs, process, stopped } = fakeJobs(() => queueMicrotask(() => process.emit('SIGCONT')));
  await stopUntilContinued(jobs);
  expect(stopped).toEqual([[0, 'SIGTSTP']]);
  expect(process.listenerCount('SIGCONT')).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('comes back by itself where the stop is ignored', async () => {
  vi.useFakeTimers();
  const { jobs, process } = fakeJobs(() => undefined);
  const back = stopUntilContinued(jobs);
  await vi.runAllTimersAsync();
  await back;
  expect(process.listenerCount('SIGCONT')).toBe(0);
});

test('throws where there is no such signal, and leaves nothing behind', async () => {
  const { jobs, process } = fakeJobs(() => {
    throw new Error('ENOSYS');
  });
  await expect(stopUntilContinued(jobs)).rejects.toThrow('ENOSYS');
  expect(process.listenerCount('SIGCONT')).toBe(0);
});

test('the clipboard sequence carries text as base64 and ends where terminals stop listening', () => {
  expect(clipboardSequence('é\x1b]0;x\x07')).toBe('\x1b]52;c;w6kbXTA7eAc=\x07');
  expect(clipboardSequence('x'.repeat(clipboardLimit))).toBeUndefined();
});
