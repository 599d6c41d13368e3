import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { withDeadline } from '../../core/deadline.ts';
import { ProviderFault } from '../../core/fault.ts';
import { testClock, testProvider } from './testing-provider.ts';
import { sendJson, startServer } from './testing-server.ts';

const never = (): AbortSignal => new AbortController().signal;

test('a 500 is asked again and forgotten; every attempt is counted', async () => {
  let attempts = 0;
  await using server = await startServer((_request, response) => {
    attempts += 1;
    sendJson(response, attempts === 1 ? 500 : 200, {});
  });
  const counted: string[] = [];
  await using http = testProvider(server.origin, {}, { count: (id) => counted.push(id) });
  expect((await http.open(never()).fetch(server.origin)).status).toBe(200);
  expect(counted).toEqual(['acme', 'acme']);
});

test('a 500 that stays is a fault with a next step, after three attempts', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 500, {}));
  await using http = testProvider(server.origin);
  const error = await http
    .open(never())
    .fetch(server.origin)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProviderFault);
  expect(error).toMatchObject({
    message: expect.stringContaining('(500)'),
    hint: expect.stringContaining('run the audit'),
  });
  expect(server.seen).toHaveLength(3);
});

test('a wait that would pass the deadline is not begun: the fault is told, not the lateness', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 502, {}));
  await using http = testProvider(server.origin, { retry: { retries: 5, baseMs: 60_000 } });
  const call = http.open(withDeadline(never(), 30_000)).fetch(server.origin);
  await expect(call).rejects.toThrow('(502)');
  expect(server.seen).toHaveLength(1);
});

const limited = (response: ServerResponse, headers: Record<string, string>): void =>
  sendJson(response, 429, { error: { code: 'rate_limited' } }, headers);

test.each([
  ['seconds', { 'retry-after': '7' }],
  ['an HTTP date', { 'retry-after': 'Fri, 20 Nov 2026 12:00:07 GMT' }],
  ['the reset of the rate limit', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795176007' }],
])('Retry-After as %s is obeyed', async (_form, headers) => {
  await using server = await startServer((_request, response) => {
    if (server.seen.length === 1) limited(response, headers);
    else sendJson(response, 200, {});
  });
  const clock = testClock();
  await using http = testProvider(server.origin, {}, { clock });
  expect((await http.open(withDeadline(never(), 10_000)).fetch(server.origin)).status).toBe(200);
  expect(clock.slept).toEqual([7_000]);
});

test('a Retry-After beyond the deadline is not waited for: the hint says when', async () => {
  await using server = await startServer((_request, response) => limited(response, { 'retry-after': '3600' }));
  const clock = testClock();
  await using http = testProvider(server.origin, {}, { clock });
  const call = http.open(withDeadline(never(), 10_000)).fetch(server.origin);
  await expect(call).rejects.toMatchObject({
    reason: 'rate-limited',
    hint: expect.stringContaining('2026-11-20T13:00:00Z'),
  });
  expect(clock.slept).toEqual([]);
  expect(server.seen).toHaveLength(1);
});

test('a 429 that never ends and says nothing is rate-limited', async () => {
  await using server = await startServer((_request, response) => limited(response, {}));
  await using http = testProvider(server.origin);
  const call = http.open(never()).fetch(server.origin);
  await expect(call).rejects.toMatchObject({ name: 'UnavailableError', reason: 'rate-limited' });
  expect(server.seen).toHaveLength(3);
});
