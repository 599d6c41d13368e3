import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server as NetServer, type Socket } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Issued, issue } from '../tls/testing-certificates.ts';
import type { OpenDnsDoor } from './door.ts';
import { a, messageTo, never, openDoor, readQuestion } from './testing.ts';

const host = 'dns.example';
let certificate: Issued;
beforeAll(async () => {
  certificate = await issue({ name: host, names: [host, '127.0.0.1'] });
});

type Seen = { readonly method: string; readonly path: string; readonly version: string; readonly agent: string };
type Answer = (message: Buffer, response: Pick<ServerResponse, 'writeHead' | 'end'>, seen: Seen) => void;
type TestHttps = AsyncDisposable & { readonly port: number; readonly seen: readonly Seen[] };

async function start(answer: Answer, protocol: 'h2' | 'http/1.1' | 'plain' = 'h2'): Promise<TestHttps> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const handle = (
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): void => {
    const { method = '', url = '', httpVersion: version, headers } = request;
    const one = { method, path: url.split('?', 1).join(''), version, agent: String(headers['user-agent']) };
    seen.push(one);
    const question = new URL(url, 'https://dns.example').searchParams.get('dns') ?? '';
    answer(Buffer.from(question, 'base64url'), response as ServerResponse, one);
  };
  const tls = { key: certificate.keyPem, cert: certificate.pem };
  const servers: Readonly<Record<typeof protocol, () => NetServer>> = {
    h2: () => createSecureServer(tls, handle),
    'http/1.1': () => createHttps(tls, handle),
    plain: () => createHttp(handle),
  };
  const server = servers[protocol]();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function open(
  { port }: { readonly port: number },
  { ca = certificate.pem, name = host, template = '', questionMs = 5000 } = {},
): OpenDnsDoor & AsyncDisposable {
  return openDoor(undefined, {
    questionMs,
    network: {
      resolver: { kind: 'https', url: `https://${name}/dns-query${template}` },
      connect: new Map([[`${name}:443`, { host: '127.0.0.1', port }]]),
      ca,
    },
  });
}

const dnsMessage = { 'content-type': 'application/dns-message' };
const found: Answer = (message, response) => {
  const question = readQuestion(message);
  const answer = messageTo(
    { ...question, transport: 'tcp', port: 0, turn: 1 },
    { answers: a(question.name, '192.0.2.1') },
  );
  response.writeHead(200, dnsMessage).end(answer);
};

describe('DNS over HTTPS', () => {
  test.each([
    ['h2', '2.0'],
    ['http/1.1', '1.1'],
  ] as const)(
    'RFC 8484 §4.1: asks by GET over %s, with the id 0, where network.connect leads',
    async (protocol, version) => {
      let id: number | undefined;
      await using server = await start((message, response, seen) => {
        id = readQuestion(message).id;
        found(message, response, seen);
      }, protocol);
      await using dns = open(server);
      const answer = await dns.door.ask('shop.example.com', 'A', never());
      expect(answer).toMatchObject({
        state: 'found',
        server: 'https://dns.example/dns-query',
        records: [{ address: '192.0.2.1' }],
      });
      expect(id).toBe(0);
      expect(server.seen).toEqual([{ method: 'GET', path: '/dns-query', version, agent: 'launch-ready/test' }]);
      expect(dns.door.resolver).toBe('https://dns.example/dns-query');
    },
  );

  test('answers many questions at a time, each once', async () => {
    await using server = await start(found);
    await using dns = open(server, { template: '{?dns}' });
    const names = Array.from({ length: 60 }, (_, n) => `n${n}.example.com`);
    const answers = await Promise.all(names.map((name) => dns.door.ask(name, 'A', never())));
    expect(answers.every(({ state }) => state === 'found')).toBe(true);
    expect(server.seen).toHaveLength(60);
  });

  test('an address in place of a name is asked too', async () => {
    await using server = await start(found);
    await using dns = open(server, { name: '127.0.0.1' });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test('a certificate that nobody vouches for, or of another host, is unreachable: nothing is sent', async () => {
    await using server = await start(found);
    const { pem } = await issue({ name: 'other.example', names: ['other.example'] });
    await using untrusting = open(server, { ca: pem });
    await using elsewhere = open(server, { name: 'else.example' });
    for (const { door } of [untrusting, elsewhere]) {
      expect(await door.ask('example.com', 'A', never())).toMatchObject({
        state: 'unreachable',
        detail: expect.stringContaining('certificate'),
      });
    }
    expect(server.seen).toHaveLength(0);
  });

  const unusable: readonly (readonly [string, Answer, string])[] = [
    ['a redirect', (_, response) => response.writeHead(302, { location: 'https://127.0.0.1/' }).end(), '302'],
    ['an error', (_, response) => response.writeHead(503, dnsMessage).end('later'), '503'],
    [
      'a page',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      'not a DNS message',
    ],
    ['nothing', (_, response) => response.writeHead(200, dnsMessage).end(), 'empty'],
    ['a gigabyte', (_, response) => response.writeHead(200, dnsMessage).end(Buffer.alloc(1_000_000)), 'longer'],
    ['the question', (message, response) => response.writeHead(200, dnsMessage).end(message), 'another question'],
  ];
  test.each(unusable)('%s is malformed', async (_what, answer, words) => {
    await using server = await start(answer);
    await using dns = open(server);
    const said = await dns.door.ask('example.com', 'A', never());
    expect(said).toMatchObject({ state: 'malformed', detail: expect.stringContaining(words) });
    expect(server.seen.every(({ path }) => path === '/dns-query')).toBe(true);
  });

  test('a server that says nothing is a timeout', async () => {
    await using server = await start(() => undefined);
    await using dns = openDoor(undefined, {
      questionMs: 1000,
      network: {
        resolver: { kind: 'https', url: `https://127.0.0.1:${server.port}/` },
        connect: new Map(),
        ca: certificate.pem,
      },
    });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'timeout' });
  });

  test('a server without TLS, and one that is not there, are unreachable', async () => {
    const server = await start(found, 'plain');
    await using dns = open(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'unreachable' });
    await server[Symbol.asyncDispose]();
    expect(await dns.door.ask('www.example.com', 'A', never())).toMatchObject({
      state: 'unreachable',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a server that takes the connection and shakes no hands is a timeout, and closing frees it', async () => {
    const taken = Promise.withResolvers<Socket>();
    const server = createTcp((socket) => taken.resolve(socket.resume()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dns = open({ port: (server.address() as AddressInfo).port }, { questionMs: 400 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'timeout' });
    const freed = new Promise((resolve) => taken.promise.then((socket) => socket.once('close', resolve)));
    await dns.close();
    await freed;
    await new Promise((resolve) => server.close(resolve));
  });

  test('a signal ends the question at once', async () => {
    const heard = Promise.withResolvers<void>();
    await using server = await start(() => heard.resolve());
    await using dns = open(server);
    const controller = new AbortController();
    const asked = dns.door.ask('example.com', 'A', controller.signal);
    await heard.promise;
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});
