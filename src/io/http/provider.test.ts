import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { RefusedRequestError } from './guard.ts';
import { testProvider } from './testing-provider.ts';
import { sendJson, startServer } from './testing-server.ts';

const never = (): AbortSignal => new AbortController().signal;

test('a plain answer comes through whole, whatever form the request had', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, { fine: true }));
  await using http = testProvider(server.origin);
  for (const input of [`${server.origin}/a`, new URL(`${server.origin}/a`), new Request(`${server.origin}/a`)]) {
    const response = await http.open(never()).fetch(input, { headers: { authorization: 'Bearer x' } });
    expect(response).toBeInstanceOf(Response);
    expect(await response.json()).toEqual({ fine: true });
  }
  expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /a', 'GET /a', 'GET /a']);
  expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Bearer x', 'user-agent': 'launch-ready/test' });
});

test('a compressed answer is undone and says so no more', async () => {
  await using server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync('{"fine":true}'));
  });
  await using http = testProvider(server.origin);
  const response = await http.open(never()).fetch(server.origin);
  expect(await response.json()).toEqual({ fine: true });
  expect(response.headers.has('content-encoding')).toBe(false);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post', 'OPTIONS'])('%s is never sent', async (method) => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  await using http = testProvider(server.origin);
  const asUrl = http.open(never()).fetch(`${server.origin}/x`, { method });
  await expect(asUrl).rejects.toThrow(RefusedRequestError);
  const asRequest = http.open(never()).fetch(new Request(`${server.origin}/x`, { method }));
  await expect(asRequest).rejects.toThrow(`refused to send ${method.toUpperCase()} to ${new URL(server.origin).host}`);
  expect(server.seen).toEqual([]);
});

test('a permit lets exactly its own request through, once', async () => {
  let attempts = 0;
  await using server = await startServer((_request, response) => {
    attempts += 1;
    sendJson(response, 500, {});
  });
  const permit = { name: 'trace', method: 'POST', origin: server.origin, path: '/trace' };
  await using http = testProvider(server.origin, { permits: [permit] });
  const refused = http.open(never()).fetch(`${server.origin}/trace/more`, { method: 'POST' });
  await expect(refused).rejects.toThrow(RefusedRequestError);
  expect(attempts).toBe(0);
  const sent = http.open(never()).fetch(`${server.origin}/trace?x=1`, { method: 'POST', body: '{}' });
  await expect(sent).rejects.toThrow(ProviderFault);
  expect(attempts).toBe(1);
});

test('a redirect is told, not followed: the other host gets no request', async () => {
  await using other = await startServer((_request, response) => sendJson(response, 200, {}));
  await using server = await startServer((_request, response) => {
    response.writeHead(307, { location: `${other.origin}/steal?token=secret` }).end();
  });
  await using http = testProvider(server.origin);
  const call = http.open(never()).fetch(server.origin, { headers: { authorization: 'Bearer x' } });
  await expect(call).rejects.toThrow(`redirect (307) to ${other.origin}, which was not followed`);
  expect(other.seen).toEqual([]);
});

test('a 4xx is handed on at once', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 404, {}));
  await using http = testProvider(server.origin);
  expect((await http.open(never()).fetch(server.origin)).status).toBe(404);
  expect(server.seen).toHaveLength(1);
});

test('a reset connection is asked again, then told', async () => {
  await using server = await startServer((request) => request.socket.resetAndDestroy());
  await using http = testProvider(server.origin);
  await expect(http.open(never()).fetch(server.origin)).rejects.toThrow('broke off the connection');
  expect(server.seen).toHaveLength(3);
});

test('an answer cut off in the middle is a broken connection, not half a document', async () => {
  await using server = await startServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"half":', () => request.socket.destroy());
  });
  await using http = testProvider(server.origin);
  await expect(http.open(never()).fetch(server.origin)).rejects.toThrow('broke off the connection');
});

test('a body that trickles for ever ends at the limit', async () => {
  await using server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 5);
    response.on('close', () => clearInterval(timer));
  });
  await using http = testProvider(server.origin, { limits: { bodyMs: 40 } });
  const call = http.open(never()).fetch(server.origin);
  await expect(call).rejects.toMatchObject({ reason: 'timeout', hint: expect.stringContaining('did not finish') });
});

test('a server that never begins to answer ends at the limit', async () => {
  await using server = await startServer(() => undefined);
  await using http = testProvider(server.origin, { limits: { headersMs: 30 } });
  const call = http.open(never()).fetch(server.origin);
  await expect(call).rejects.toMatchObject({ reason: 'timeout', hint: expect.stringContaining('did not begin') });
});

test('a flood is cut at the size limit', async () => {
  await using server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(3 * 1024 * 1024)));
  });
  await using http = testProvider(server.origin, { limits: { maxBytes: 2 * 1024 * 1024 } });
  await expect(http.open(never()).fetch(server.origin)).rejects.toThrow('more than 2 MiB');
});

test("the caller's signal ends everything with its own reason", async () => {
  const controller = new AbortController();
  await using server = await startServer(() => controller.abort(reason));
  const reason = new UnavailableError('timeout', 'the gatherer took too long');
  await using http = testProvider(server.origin, { concurrency: 1 });
  const running = http.open(controller.signal).fetch(server.origin);
  const queued = http.open(controller.signal).fetch(server.origin);
  await expect(running).rejects.toBe(reason);
  await expect(queued).rejects.toBe(reason);
  expect(server.seen).toHaveLength(1);
});

test('no more requests than places are under way', async () => {
  const held: ServerResponse[] = [];
  let release = false;
  const full = Promise.withResolvers<void>();
  await using server = await startServer((_request, response) => {
    if (release) return sendJson(response, 200, {});
    held.push(response);
    if (held.length === 3) full.resolve();
  });
  await using http = testProvider(server.origin, { concurrency: 3 });
  const calls = Array.from({ length: 9 }, () => http.open(never()).fetch(server.origin));
  await full.promise;
  // A round trip on a way of its own: whatever else was sent would have arrived by then.
  await using other = testProvider(server.origin);
  const probe = other.open(never()).fetch(server.origin);
  while (held.length < 4) await new Promise((resolve) => setImmediate(resolve));
  expect(server.seen).toHaveLength(4);
  release = true;
  for (const response of held) sendJson(response, 200, {});
  expect((await Promise.all([...calls, probe])).every((answer) => answer.ok)).toBe(true);
});

test('hundreds of calls may wait on one signal without a warning', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  const warnings: string[] = [];
  const listen = (warning: Error): number => warnings.push(warning.name);
  process.on('warning', listen);
  await using http = testProvider(server.origin);
  const signal = never();
  await Promise.all(Array.from({ length: 300 }, () => http.open(signal).fetch(server.origin)));
  process.off('warning', listen);
  expect(warnings).toEqual([]);
});

test('nothing listens: the network is offline, and nothing is asked twice', async () => {
  const server = await startServer(() => undefined);
  await server[Symbol.asyncDispose]();
  const counted: string[] = [];
  await using http = testProvider(server.origin, {}, { count: (id) => counted.push(id) });
  const call = http.open(never()).fetch(server.origin);
  await expect(call).rejects.toMatchObject({ reason: 'offline', hint: expect.stringContaining('ECONNREFUSED') });
  expect(counted).toHaveLength(1);
});

test('an endpoint that speaks no TLS is told as such', async () => {
  await using server = await startServer((_request, response) => response.end());
  const origin = server.origin.replace('http:', 'https:');
  await using http = testProvider(origin);
  await expect(http.open(never()).fetch(origin)).rejects.toThrow('no encrypted connection');
});

test('an endpoint that speaks no HTTP is told as such', async () => {
  await using server = await startServer((request) => request.socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
  await using http = testProvider(server.origin);
  await expect(http.open(never()).fetch(server.origin)).rejects.toThrow('something that is not HTTP');
});

test('offline, nothing is opened', async () => {
  await using http = testProvider('http://127.0.0.1:1', {}, { offline: true });
  expect(() => http.open(never())).toThrow(expect.objectContaining({ reason: 'offline' }));
});
