import { describe, expect, test } from 'vitest';
import { a, never, openDoor, type SeenQuestion, startDnsServer } from './testing.ts';

const found = ({ name }: SeenQuestion) => ({ answers: a(name, '192.0.2.1') });

describe('a dead network', () => {
  test('is a timeout, and costs the time of one question however many are asked', async () => {
    await using server = await startDnsServer(() => undefined);
    await using dns = openDoor(server, { questionMs: 200 });
    const first = await dns.door.ask('example.com', 'A', never());
    expect(first).toMatchObject({ state: 'timeout', detail: 'no answer came' });
    const sent = server.seen.length;
    const later = await Promise.all(
      Array.from({ length: 50 }, (_, n) => dns.door.ask(`n${n}.example.com`, 'A', never())),
    );
    expect(new Set(later.map(({ state }) => state))).toEqual(new Set(['timeout']));
    expect(later[0]).toMatchObject({ detail: expect.stringContaining('was not sent') });
    expect(server.seen).toHaveLength(sent);
  });

  test('ends a flood of questions in the time of one', async () => {
    await using server = await startDnsServer(() => undefined);
    await using dns = openDoor(server, { questionMs: 300 });
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, n) => dns.door.ask(`n${n}.example.com`, 'A', never())),
    );
    expect(all.every(({ state }) => state === 'timeout')).toBe(true);
  });

  test('is not what a resolver is that has answered before', async () => {
    await using server = await startDnsServer((asked) => (asked.name.startsWith('dead') ? undefined : found(asked)));
    await using dns = openDoor(server, { questionMs: 200 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
    expect(await dns.door.ask('dead.example.com', 'A', never())).toMatchObject({ state: 'timeout' });
    expect(await dns.door.ask('www.example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test('that refuses packets is unreachable at once', async () => {
    const server = await startDnsServer(() => undefined);
    await server[Symbol.asyncDispose]();
    await using dns = openDoor(server, { questionMs: 60_000 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'unreachable',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('or a resolver whose own name is not known, is unreachable too', async () => {
    const endpoint = { host: 'no-such-resolver.invalid', port: 53 };
    await using dns = openDoor({ endpoint }, { questionMs: 5000 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'unreachable' });
  });

  test('has no servers at all', async () => {
    await using dns = openDoor(undefined, { systemServers: () => [] });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'unreachable',
      server: 'no name server',
    });
  });
});

describe('several servers', () => {
  test('stand for each other: one that says nothing, one that refuses packets, one that fails', async () => {
    await using silent = await startDnsServer(() => undefined);
    await using failing = await startDnsServer(() => ({ rcode: 2 }));
    await using good = await startDnsServer(found);
    const gone = await startDnsServer(() => undefined);
    await gone[Symbol.asyncDispose]();
    const servers = [silent, gone, failing, good].map(({ endpoint }) => endpoint);
    await using dns = openDoor(undefined, { questionMs: 3000, systemServers: () => servers });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'found',
      server: `127.0.0.1:${good.endpoint.port}`,
    });
  });

  test('are asked in their order, but for those that let others wait', async () => {
    await using silent = await startDnsServer(() => undefined);
    await using good = await startDnsServer(found);
    await using dns = openDoor(undefined, { questionMs: 1000, systemServers: () => [silent.endpoint, good.endpoint] });
    await dns.door.ask('a.example.com', 'A', never());
    await dns.door.ask('b.example.com', 'A', never());
    expect(silent.seen.map(({ name }) => name)).toEqual(['a.example.com']);
    expect(dns.door.resolver).toBe(`127.0.0.1:${silent.endpoint.port}, 127.0.0.1:${good.endpoint.port}`);
  });

  test('that all fail are told by the one that said most', async () => {
    await using silent = await startDnsServer(() => undefined);
    await using failing = await startDnsServer(() => ({ rcode: 2 }));
    await using dns = openDoor(undefined, {
      questionMs: 400,
      systemServers: () => [silent.endpoint, failing.endpoint],
    });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'refused', rcode: 'SERVFAIL' });
    expect(failing.seen).toHaveLength(1);
  });
});

test('a question that waits for a place behind dead names gets one before its time is over', async () => {
  await using server = await startDnsServer((asked) => (asked.name.startsWith('dead') ? undefined : found(asked)));
  await using dns = openDoor(server, { questionMs: 2000 });
  const dead = Array.from({ length: 20 }, (_, n) => dns.door.ask(`dead${n}.example.com`, 'A', never()));
  expect(await dns.door.ask('alive.example.com', 'A', never())).toMatchObject({ state: 'found' });
  expect((await Promise.all(dead)).every(({ state }) => state === 'timeout')).toBe(true);
});
