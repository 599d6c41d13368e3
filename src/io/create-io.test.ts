import { expect, test } from 'vitest';
import { plainNetwork } from '../core/network.ts';
import { createIo, type IoOptions } from './create-io.ts';
import { sendJson, startServer } from './http/test-server.ts';

const canary = 'vercel-canary-token-4711';
const ref = { idOrName: 'shop', from: 'test' };
const never = (): AbortSignal => new AbortController().signal;

const options = (origin: string, more: Partial<IoOptions> = {}): IoOptions => ({
  tokens: { vercel: canary },
  endpoints: { vercel: origin },
  fingerprintKey: new Uint8Array(32),
  network: plainNetwork,
  offline: false,
  ...more,
});

test('the doors ask the given endpoint and count what they sent', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, { id: 'prj_1' }));
  const doors = createIo(options(`${server.origin}/below`));
  expect(doors.requests().size).toBe(0);
  expect((await doors.io.vercel.project(ref, never())).pages).toEqual([{ id: 'prj_1' }]);
  expect([...doors.requests()]).toEqual([['vercel', 1]]);
  expect(server.seen[0]?.url).toBe('/below/v9/projects/shop');
  expect(server.seen[0]?.headers['user-agent']).toMatch(/^launch-ready\/\d+\.\d+\.\d+ \(\+read-only audit\)$/);
  await doors.close();
});

test('offline, nothing is sent', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  const doors = createIo(options(server.origin, { offline: true }));
  await expect(doors.io.vercel.project(ref, never())).rejects.toMatchObject({ reason: 'offline' });
  expect(server.seen).toEqual([]);
  await doors.close();
});

test('the token and whatever was told are masked', () => {
  const doors = createIo(options('http://127.0.0.1:1'));
  expect(doors.mask(`a ${canary} b`)).toBe('a ••• b');
  expect(doors.mask('value-canary')).toBe('value-canary');
  doors.io.hide('value-canary');
  expect(doors.mask('value-canary')).toBe('•••');
});

test('a fingerprint is equal for equal values of one project only', () => {
  const one = createIo(options('http://127.0.0.1:1')).io;
  const other = createIo(options('http://127.0.0.1:1', { fingerprintKey: new Uint8Array(32).fill(7) })).io;
  expect(one.fingerprint('a')).toMatch(/^[0-9a-f]{16}$/);
  expect(one.fingerprint('a')).toBe(one.fingerprint('a'));
  expect(one.fingerprint('a')).not.toBe(one.fingerprint('b'));
  expect(one.fingerprint('a')).not.toBe(other.fingerprint('a'));
});

test('closing breaks off what is under way', async () => {
  const begun = Promise.withResolvers<void>();
  await using server = await startServer(() => begun.resolve());
  const doors = createIo(options(server.origin));
  const call = doors.io.vercel.project(ref, never());
  const ended = expect(call).rejects.toThrow();
  await begun.promise;
  await doors.close();
  await ended;
});
