import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openDoor, startSite, startSocketServer } from './testing-site.ts';

const never = (): AbortSignal => new AbortController().signal;
const url = 'http://shop.test/';
const mebibyte = 1024 * 1024;

async function askSocket(handle: Parameters<typeof startSocketServer>[0], limits = {}) {
  await using site = await startSocketServer(handle);
  await using open = openDoor({ 'shop.test:80': site.port }, { limits });
  return await open.door.ask({ url }, never());
}

async function askSite(handle: Parameters<typeof startSite>[0], maxBytes?: number) {
  await using site = await startSite(handle);
  await using open = openDoor({ 'shop.test:80': site.port });
  return await open.door.ask({ url, ...(maxBytes === undefined ? {} : { maxBytes }) }, never());
}

describe('a body', () => {
  test('of a gigabyte is cut after 1 MiB and the connection with it', async () => {
    const closed = Promise.withResolvers<number>();
    const answer = await askSite((request, response) => {
      let sent = 0;
      request.socket.on('close', () => closed.resolve(sent));
      response.writeHead(200, { 'content-length': String(1024 * mebibyte) });
      const chunk = Buffer.alloc(64 * 1024, 'a');
      const more = (): void => {
        while (sent < 1024 * mebibyte && response.write(chunk)) sent += chunk.byteLength;
        response.once('drain', more);
      };
      more();
    });
    expect(answer).toMatchObject({ state: 'answered', status: 200, truncated: true });
    if (answer.state === 'answered') expect(answer.body.length).toBe(mebibyte);
    expect(await closed.promise).toBeLessThan(64 * mebibyte);
  });

  test('of exactly the limit is whole, one byte more is not', async () => {
    for (const [length, truncated] of [
      [1000, false],
      [1001, true],
    ] as const) {
      const answer = await askSite((_request, response) => response.end('a'.repeat(length)), 1000);
      expect(answer).toMatchObject({ body: 'a'.repeat(1000), truncated });
    }
  });

  test('is never read beyond 1 MiB, whoever asks for more', async () => {
    const answer = await askSite((_request, response) => response.end(Buffer.alloc(2 * mebibyte)), 64 * mebibyte);
    expect(answer).toMatchObject({ truncated: true, body: '\0'.repeat(mebibyte) });
  });

  test('cut inside a character loses that character; bytes that are no UTF-8 are replaced', async () => {
    expect(await askSite((_request, response) => response.end('aü'), 2)).toMatchObject({ body: 'a', truncated: true });
    const bytes = Buffer.from([0x61, 0xff, 0x62]);
    expect(await askSite((_request, response) => response.end(bytes))).toMatchObject({ body: 'a\uFFFDb' });
  });

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['BR', brotliCompressSync],
    ['gzip, br', (page: string) => brotliCompressSync(gzipSync(page))],
    ['identity', Buffer.from],
    ['utf-8', Buffer.from],
  ] as const)('in %s is read as it was meant', async (coding, encode) => {
    const answer = await askSite((_request, response) => {
      response.setHeader('content-encoding', coding).end(encode('page'));
    });
    expect(answer).toMatchObject({ body: 'page', truncated: false });
    expect(answer).toMatchObject({ headers: expect.arrayContaining([['content-encoding', coding]]) });
  });

  test('that is empty needs no compression, whatever is said of it', async () => {
    for (const [status, coding] of [
      [200, 'gzip'],
      [204, 'br'],
      [304, 'gzip'],
    ] as const) {
      const answer = await askSite((_request, response) => {
        response.writeHead(status, { 'content-encoding': coding }).end();
      });
      expect(answer).toMatchObject({ status, body: '', truncated: false });
    }
  });

  test('that is a bomb unfolds to 1 MiB and no further', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(256 * mebibyte)));
    const answer = await askSite((_request, response) => {
      response.setHeader('content-encoding', 'gzip, gzip').end(bomb);
    });
    expect(answer).toMatchObject({ truncated: true, body: '\0'.repeat(mebibyte) });
  });

  test('that is compressed and never unfolds to anything ends as well', async () => {
    const nothing = gzipSync('');
    const answer = await askSite((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const chunk = Buffer.concat(Array.from({ length: 2000 }, () => nothing));
      const more = (): void => {
        while (response.write(chunk));
        response.once('drain', more);
      };
      more();
    });
    expect(answer).toMatchObject({ state: 'answered', body: '', truncated: true });
  });

  test.each([
    ['gzip', 'this is no gzip'],
    ['br', 'this is no brotli'],
    ['zstd', 'not asked for'],
    ['compress', 'not asked for'],
    ['gzip, gzip, gzip', 'three times'],
    ['gzip,'.repeat(5000), 'as often as the header holds'],
  ])('that is not compressed as it says and as was asked for tells nothing (%#)', async (coding, body) => {
    const answer = await askSite((_request, response) => response.setHeader('content-encoding', coding).end(body));
    expect(answer).toMatchObject({
      why: 'other',
      detail: expect.stringContaining('not compressed as its header says'),
    });
  });

  test('that breaks off is no answer', async () => {
    const answer = await askSocket((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.resetAndDestroy());
      });
    });
    expect(answer).toMatchObject({ why: 'reset', detail: expect.stringContaining('in the middle of its answer') });
  });

  test('that trickles ends at the limit', async () => {
    const answer = await askSocket(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        const timer = setInterval(() => socket.write('a'), 5);
        socket.on('close', () => clearInterval(timer));
      },
      { bodyMs: 60 },
    );
    expect(answer).toMatchObject({ why: 'timeout', detail: 'shop.test did not finish its answer within 0.06 s' });
  });
});

describe('a head', () => {
  test('without an end is cut', async () => {
    const answer = await askSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const line = `x-flood: ${'a'.repeat(8000)}\r\n`;
      const more = (): void => {
        while (socket.writable && socket.write(line));
        socket.once('drain', more);
      };
      more();
    });
    expect(answer).toMatchObject({ why: 'not-http', detail: expect.stringContaining('headers beyond measure') });
  });

  test('that never comes ends at the limit', async () => {
    const answer = await askSocket(() => undefined, { headersMs: 40 });
    expect(answer).toMatchObject({ why: 'timeout', detail: 'shop.test did not begin to answer within 0.04 s' });
  });

  test('announced for ever (RFC 9110 §15.2) ends at the limit', async () => {
    const answer = await askSocket(
      (socket) => {
        const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), 2);
        socket.on('close', () => clearInterval(timer));
      },
      { headersMs: 60 },
    );
    expect(answer).toMatchObject({ why: 'timeout' });
  });

  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['an alert of TLS', '\x15\x03\x01\x00\x02\x02\x46'],
    ['an answer of HTTP/0.9', '<html>hello</html>'],
    ['a status that is none', 'HTTP/1.1 abc\r\n\r\n'],
    ['a broken header', 'HTTP/1.1 200 OK\r\nbro ken\x00: x\r\n\r\n'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('that is %s is not HTTP', async (_what, bytes) => {
    const answer = await askSocket((socket) => socket.end(Buffer.from(bytes, 'latin1')));
    expect(answer).toMatchObject({ state: 'failed', why: 'not-http', detail: expect.stringContaining('not HTTP') });
  });
});

test.each(['5\r\nContent-Length: 6', '1, 2', '-1', '99999999999999999999'])(
  'a length of %j is not believed (RFC 9112 §6.3)',
  async (length) => {
    const answer = await askSocket((socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\nhello`));
    expect(answer.state).toBe('failed');
  },
);

describe('a server that accepts and says nothing', () => {
  test('costs one wait, not one for each request', async () => {
    await using site = await startSocketServer(() => undefined);
    await using open = openDoor({ 'shop.test:80': site.port }, { limits: { headersMs: 40 } });
    const asked = Array.from({ length: 60 }, (_, index) => open.door.ask({ url: `${url}${index}` }, never()));
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ state: 'failed', why: 'timeout' });
    expect(open.door.requests().get('shop.test')).toBe(6);
  });

  test('on one path only is asked on', async () => {
    await using site = await startSite((request, response) => {
      if (request.url !== '/slow') response.end('page');
    });
    await using open = openDoor({ 'shop.test:80': site.port }, { limits: { headersMs: 500 } });
    expect(await open.door.ask({ url: `${url}a` }, never())).toMatchObject({ body: 'page' });
    expect(await open.door.ask({ url: `${url}slow` }, never())).toMatchObject({ why: 'timeout' });
    expect(await open.door.ask({ url: `${url}b` }, never())).toMatchObject({ body: 'page' });
  });
});

describe('a connection', () => {
  test('that nobody accepts is refused', async () => {
    const site = await startSocketServer(() => undefined);
    await site[Symbol.asyncDispose]();
    await using open = openDoor({ 'shop.test:80': site.port });
    expect(await open.door.ask({ url }, never())).toMatchObject({
      why: 'refused',
      detail: 'shop.test refused the connection (ECONNREFUSED)',
    });
  });

  test.each([
    ['closed', 'end'],
    ['reset', 'resetAndDestroy'],
  ] as const)('that is %s without a word is a reset', async (_what, way) => {
    const answer = await askSocket((socket) => {
      socket.once('data', () => socket[way]());
    });
    expect(answer).toMatchObject({ why: 'reset', detail: expect.stringContaining('broke off the connection') });
  });

  test('is switched to nothing else', async () => {
    const answer = await askSocket((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
    expect(answer.state).toBe('failed');
  });
});

test('a name that is not resolved, and an address that grew too long, are told without a request', async () => {
  await using open = openDoor({});
  expect(await open.door.ask({ url: 'http://shop.test/' }, never())).toMatchObject({
    why: 'dns',
    detail: expect.stringContaining('could not be resolved by nobody'),
  });
  expect(await open.door.ask({ url: `${url}${'a/'.repeat(10_000)}` }, never())).toMatchObject({ why: 'other' });
});

test('whatever bytes a server sends, there is one answer and it is bounded', async () => {
  const part = fc.oneof(
    fc.constantFrom('HTTP/1.1 200 OK\r\n', 'Content-Length: 5\r\n', 'Content-Encoding: gzip\r\n', '\r\n', 'hello'),
    fc.constantFrom('Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n', '0\r\n\r\n', 'Location: \x1b[31m//\r\n'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  let bytes = '';
  await using site = await startSocketServer((socket) => socket.end(Buffer.from(bytes, 'latin1')));
  await using open = openDoor({ 'shop.test:80': site.port }, { limits: { headersMs: 1000, bodyMs: 1000 } });
  let n = 0;
  const property = fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
    bytes = parts.join('');
    n += 1;
    const answer = await open.door.ask({ url: `${url}${n}` }, never());
    if (answer.state === 'answered') expect(answer.body.length).toBeLessThanOrEqual(mebibyte);
    else expect(answer.detail).not.toBe('');
  });
  await fc.assert(property, { numRuns: 150 });
});
