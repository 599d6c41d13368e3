import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Endpoint } from '../../core/network.ts';
import { buildConnector, Client } from '../http/undici.ts';
import { createConnector } from './connector.ts';
import type { Route } from './router.ts';

async function startHere(address: string): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer((request, response) => response.end(request.socket.localAddress));
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function visit(origin: string, find: (endpoint: Endpoint) => Promise<Route | undefined>): Promise<string> {
  const connect = createConnector({ build: buildConnector, find, timeoutMs: 2000 });
  const client = new Client(origin, { connect });
  try {
    const { body } = await client.request({ method: 'GET', path: '/' });
    return await body.text();
  } finally {
    await client.destroy();
  }
}

test('an address that refuses is left for the next one', async () => {
  await using server = await startHere('127.0.0.2');
  const route: Route = { state: 'routed', addresses: ['127.0.0.3', '127.0.0.4', '127.0.0.2'], port: server.port };
  expect(await visit('http://shop.test', async () => route)).toBe('127.0.0.2');
});

test('what is judged is what is connected to, also for a host that is an address itself', async () => {
  await using server = await startHere('127.0.0.2');
  const asked: Endpoint[] = [];
  const find = async (endpoint: Endpoint): Promise<Route> => {
    asked.push(endpoint);
    return { state: 'routed', addresses: ['127.0.0.2'], port: server.port };
  };
  for (const origin of ['http://192.0.2.7', 'http://[2001:db8::1]:8080', 'http://localhost']) {
    expect(await visit(origin, find)).toBe('127.0.0.2');
  }
  expect(asked).toEqual([
    { host: '192.0.2.7', port: 80 },
    { host: '2001:db8::1', port: 8080 },
    { host: 'localhost', port: 80 },
  ]);
});

test('without a route the system finds the way', async () => {
  await using server = await startHere('127.0.0.1');
  expect(await visit(`http://127.0.0.1:${server.port}`, async () => undefined)).toBe('127.0.0.1');
});

test('a way that is blocked, or that cannot be looked for, fails the connection', async () => {
  const blocked: Route = { state: 'blocked', why: 'no-address', detail: 'no such name' };
  await expect(visit('http://shop.test', async () => blocked)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  const unanswered: Route = { state: 'blocked', why: 'dns', detail: 'no answer' };
  await expect(visit('http://shop.test', async () => unanswered)).rejects.toMatchObject({ code: 'EAI_AGAIN' });
  const reason = new Error('enough');
  await expect(visit('http://shop.test', async () => Promise.reject(reason))).rejects.toBe(reason);
});
