import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { SiteRequest } from '../../core/doors/site.ts';
import { RefusedRequestError } from '../http/guard.ts';
import { openDoor, startSite, startSocketServer } from './testing-site.ts';

const never = (): AbortSignal => new AbortController().signal;
const shop = 'http://shop.test/';

describe('an answer', () => {
  test('comes as it was sent: order, repeats and places kept, no redirect followed', async () => {
    await using site = await startSite((_request, response) => {
      response.writeHead(301, [
        ...['Location', 'https://shop.test/'],
        ...['Set-Cookie', 'a=1'],
        ...['X-Thing', 'ü'],
        ...['set-cookie', 'b=2; Path=/'],
      ]);
      response.end('gone');
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    const answer = await open.door.ask({ url: shop }, never());
    expect(answer).toMatchObject({ state: 'answered', url: shop, status: 301, body: 'gone', truncated: false });
    expect(answer).toMatchObject({ address: `127.0.0.1:${site.port}` });
    if (answer.state !== 'answered') throw new Error('not answered');
    expect(answer.headers.slice(0, 4)).toEqual([
      ['location', 'https://shop.test/'],
      ['set-cookie', 'a=1'],
      ['x-thing', 'ü'],
      ['set-cookie', 'b=2; Path=/'],
    ]);
  });

  test('is asked for plainly: Host of the address, an honest name, no cookie kept', async () => {
    const seen: IncomingMessage['headers'][] = [];
    await using site = await startSite((request, response) => {
      seen.push(request.headers);
      response.setHeader('set-cookie', 'session=1').end();
    });
    await using open = openDoor({ 'shop.test:8080': site.port });
    await open.door.ask({ url: 'http://SHOP.test:8080/a#part', headers: { Origin: 'https://evil.test' } }, never());
    await open.door.ask({ url: 'http://shop.test:8080/b' }, never());
    expect(seen[0]).toEqual({
      host: 'shop.test:8080',
      connection: 'keep-alive',
      accept: '*/*',
      'accept-encoding': 'gzip, br',
      origin: 'https://evil.test',
      'user-agent': 'launch-ready/test',
    });
    expect(seen[1]).not.toHaveProperty('cookie');
  });

  test('to HEAD has no body', async () => {
    await using site = await startSite((request, response) => {
      response
        .setHeader('content-length', '500')
        .setHeader('x-method', request.method ?? '')
        .end();
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    const answer = await open.door.ask({ url: shop, method: 'HEAD' }, never());
    expect(answer).toMatchObject({ status: 200, body: '', truncated: false });
    expect(answer).toMatchObject({ headers: expect.arrayContaining([['x-method', 'HEAD']]) });
  });

  test('without a length ends with the connection', async () => {
    await using site = await startSocketServer((socket) => {
      socket.end('HTTP/1.0 200 OK\r\nServer: old\r\n\r\nhello');
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({ status: 200, body: 'hello' });
  });

  test('may be preceded by early hints (RFC 8297)', async () => {
    await using site = await startSite((_request, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.end('page');
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({ status: 200, body: 'page' });
  });
});

describe('what must never be sent', () => {
  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'])('%s', async (method) => {
    await using open = openDoor({});
    const request = { url: shop, method } as unknown as SiteRequest;
    await expect(open.door.ask(request, never())).rejects.toThrow(RefusedRequestError);
  });

  test.each([
    'https://user:canary@shop.test/',
    'https://canary@shop.test/',
    'ftp://shop.test/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:alert(1)',
  ])('%s', async (url) => {
    await using open = openDoor({});
    await expect(open.door.ask({ url }, never())).rejects.toThrow(RefusedRequestError);
    await expect(open.door.ask({ url }, never())).rejects.not.toThrow(/canary/);
  });

  test.each(['Authorization', 'COOKIE', 'proxy-authorization', 'Host', 'user-agent', 'transfer-encoding', 'upgrade'])(
    'the header %s',
    async (name) => {
      await using open = openDoor({});
      const asked = open.door.ask({ url: shop, headers: { [name]: 'x' } }, never());
      await expect(asked).rejects.toThrow(`the header ${name.toLowerCase()} is not for callers`);
    },
  );

  test('anything, offline', async () => {
    await using open = openDoor({}, { offline: true });
    await expect(open.door.ask({ url: shop }, never())).rejects.toMatchObject({ reason: 'offline' });
  });

  test('a word to a private address, written or resolved', async () => {
    await using site = await startSite((_request, response) => response.end());
    const dns = {
      resolver: 'the test',
      ask: async () => ({ server: 'the test', state: 'nxdomain' }) as never,
      askServer: async () => ({ server: 'the test', state: 'timeout', detail: '' }) as never,
      isMapped: () => false,
    };
    await using open = openDoor({}, { dns });
    for (const host of ['127.0.0.1', '[::1]', 'localhost', '0x7f.1', '2130706433', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      const answer = await open.door.ask({ url: `http://${host}:${site.port}/` }, never());
      expect(answer).toMatchObject({
        state: 'failed',
        why: 'private',
        detail: expect.stringContaining('network.connect'),
      });
    }
    expect(site.connections()).toBe(0);
    expect(open.door.requests().size).toBe(0);
    expect(await open.door.ask({ url: 'http://gone.test/' }, never())).toMatchObject({ why: 'no-address' });
  });
});

describe('once a run', () => {
  test('the same request is sent once, also when asked at the same time', async () => {
    const seen: string[] = [];
    await using site = await startSite((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.origin ?? ''}`);
      response.end('page');
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    const same: readonly SiteRequest[] = [
      { url: shop },
      { url: `${shop}#top`, method: 'GET' },
      { url: 'HTTP://SHOP.test:80' },
      { url: shop, maxBytes: 2 },
    ];
    const answers = await Promise.all(same.map((request) => open.door.ask(request, never())));
    expect(answers.map((answer) => answer.url)).toEqual(same.map(({ url }) => url));
    expect(answers[0]).toMatchObject({ body: 'page', truncated: false });
    expect(answers[3]).toMatchObject({ body: 'pa', truncated: true });
    await open.door.ask({ url: shop }, never());
    expect(seen).toEqual(['GET / ']);
    await open.door.ask({ url: shop, method: 'HEAD' }, never());
    await open.door.ask({ url: shop, headers: { origin: 'https://a.test' } }, never());
    await open.door.ask({ url: shop, headers: { ORIGIN: 'https://a.test' } }, never());
    expect(seen).toEqual(['GET / ', 'HEAD / ', 'GET / https://a.test']);
    expect([...open.door.requests()]).toEqual([['shop.test', 3]]);
  });

  test('a failure is kept as well', async () => {
    await using site = await startSocketServer((socket) => socket.destroy());
    await using open = openDoor({ 'shop.test:80': site.port });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({ state: 'failed', why: 'reset' });
    await open.door.ask({ url: shop }, never());
    expect(site.connections()).toBe(1);
  });

  test('a connection is used again, and one that was closed meanwhile is made anew', async () => {
    await using site = await startSite((_request, response) => response.end('page'));
    await using open = openDoor({ 'shop.test:80': site.port });
    for (const path of ['a', 'b', 'c']) await open.door.ask({ url: `${shop}${path}` }, never());
    expect(site.connections()).toBe(1);

    // Answers once and cuts the connection when asked again.
    await using rude = await startSocketServer((socket) => {
      let asked = 0;
      socket.on('data', () => {
        asked += 1;
        if (asked === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        else socket.resetAndDestroy();
      });
    });
    await using other = openDoor({ 'shop.test:80': rude.port });
    for (const path of ['a', 'b']) {
      expect(await other.door.ask({ url: `${shop}${path}` }, never())).toMatchObject({ body: 'ok' });
    }
    expect(rude.connections()).toBe(2);
  });

  test('at most six requests at a time go to a host', async () => {
    const held: ServerResponse[] = [];
    const full = Promise.withResolvers<void>();
    let most = 0;
    await using site = await startSite((_request, response) => {
      held.push(response);
      most = Math.max(most, held.length);
      if (held.length === 6) full.resolve();
    });
    await using open = openDoor({ 'shop.test:80': site.port, 'shop.test:81': site.port });
    const ports = Array.from({ length: 14 }, (_, index) => (index % 2 === 0 ? '' : ':81'));
    const all = Promise.all(ports.map((port, n) => open.door.ask({ url: `http://shop.test${port}/${n}` }, never())));
    await full.promise;
    let isDone = false;
    void all.then(() => {
      isDone = true;
    });
    while (!isDone) {
      held.shift()?.end();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await all).toHaveLength(14);
    expect(most).toBe(6);
  });
});

describe('an aborted signal', () => {
  test('throws its reason, before and during a request, and frees the connection', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    await using site = await startSite((request) => {
      request.socket.on('close', () => closed.resolve());
      controller.abort(reason);
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    await expect(open.door.ask({ url: shop }, AbortSignal.abort(reason))).rejects.toBe(reason);
    await expect(open.door.ask({ url: shop }, controller.signal)).rejects.toBe(reason);
    await closed.promise;
  });

  test('of one does not end the request of another, who asked for the same', async () => {
    const begun = Promise.withResolvers<ServerResponse>();
    await using site = await startSite((_request, response) => begun.resolve(response));
    await using open = openDoor({ 'shop.test:80': site.port });
    const controller = new AbortController();
    const left = open.door.ask({ url: shop }, controller.signal);
    const stays = open.door.ask({ url: shop }, never());
    const response = await begun.promise;
    controller.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    response.end('page');
    expect(await stays).toMatchObject({ body: 'page' });
  });

  test('leaves nothing behind: the next asks anew', async () => {
    const controller = new AbortController();
    let asked = 0;
    await using site = await startSite((_request, response) => {
      asked += 1;
      if (asked === 1) controller.abort(new Error('enough'));
      else response.end('page');
    });
    await using open = openDoor({ 'shop.test:80': site.port });
    await expect(open.door.ask({ url: shop }, controller.signal)).rejects.toThrow('enough');
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({ body: 'page' });
  });
});

test('closing breaks off what is under way', async () => {
  const begun = Promise.withResolvers<void>();
  await using site = await startSite(() => begun.resolve());
  const open = openDoor({ 'shop.test:80': site.port });
  const ended = expect(open.door.ask({ url: shop }, never())).rejects.toThrow();
  await begun.promise;
  await open.close();
  await ended;
});
