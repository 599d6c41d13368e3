import { createSocket } from 'node:dgram';
import dnsPacket, { type Answer } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { a, messageTo, never, openDoor, type SeenQuestion, startDnsServer, withLength } from './testing.ts';

const tc = dnsPacket.TRUNCATED_RESPONSE;
const found = ({ name }: SeenQuestion) => ({ answers: a(name, '192.0.2.1') });
const long: Answer = { type: 'TXT', name: 'example.com', ttl: 60, data: ['x'.repeat(250)] };

describe('TCP', () => {
  test('RFC 7766 §5: an answer that was cut off is asked for again over TCP', async () => {
    await using server = await startDnsServer((question) =>
      question.transport === 'udp' ? { flags: tc } : found(question),
    );
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
    expect(server.seen.map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
  });

  test('carries answers of 64 KiB, in as many pieces as they come', async () => {
    const answers = Array.from({ length: 220 }, (_, n): Answer => ({ ...long, data: [`${n}`, 'x'.repeat(250)] }));
    let question: SeenQuestion | undefined;
    await using server = await startDnsServer(
      (asked) => {
        question = asked;
        return { flags: tc };
      },
      {
        raw: (socket) =>
          socket.once('data', (bytes) => {
            const message = withLength(
              messageTo(
                { ...(question as SeenQuestion), bytes: bytes.subarray(2), id: bytes.readUInt16BE(2) },
                { answers },
              ),
            );
            for (let at = 0; at < message.length; at += 7000) socket.write(message.subarray(at, at + 7000));
          }),
      },
    );
    await using dns = openDoor(server);
    const answer = await dns.door.ask('example.com', 'TXT', never());
    expect(answer).toMatchObject({ state: 'found', bytes: expect.any(Number) });
    expect(answer.state === 'found' && answer.records.length).toBe(220);
  });

  test('an answer that is cut off over TCP too is malformed', async () => {
    await using server = await startDnsServer(() => ({ flags: tc }));
    await using dns = openDoor(server);
    const answer = await dns.door.ask('example.com', 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', detail: expect.stringContaining('over TCP too') });
    expect(server.seen.length).toBeLessThanOrEqual(4);
  });

  test('a server that takes the connection and says nothing is a timeout, and no connection stays open', async () => {
    await using server = await startDnsServer(() => ({ flags: tc }), { raw: (socket) => socket.resume() });
    await using dns = openDoor(server, { questionMs: 400 });
    const answer = await dns.door.ask('example.com', 'A', never());
    expect(answer).toMatchObject({ state: 'timeout', detail: expect.stringContaining('said nothing') });
    while (server.connections() > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  test('a server that refuses TCP after a cut-off answer is unreachable, and the detail says both', async () => {
    await using server = await startDnsServer(() => ({ flags: tc }), { tcp: false });
    await using dns = openDoor(server);
    const answer = await dns.door.ask('example.com', 'A', never());
    expect(answer).toMatchObject({
      state: 'unreachable',
      detail: expect.stringMatching(/cut off over UDP.*ECONNREFUSED/),
    });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['half a length', Buffer.of(1)],
    ['half a message', Buffer.of(0, 50, 1, 2, 3)],
    ['an empty message', Buffer.of(0, 0)],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('a connection that ends after %s is malformed', async (_what, bytes) => {
    await using server = await startDnsServer(() => ({ flags: tc }), { raw: (socket) => socket.end(bytes) });
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'malformed' });
  });

  test('a reset connection is malformed', async () => {
    await using server = await startDnsServer(() => ({ flags: tc }), {
      raw: (socket) => socket.once('data', () => socket.resetAndDestroy()),
    });
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'malformed' });
  });

  test('RFC 5452 §9.1: an answer to another question is malformed there, since nobody else can speak', async () => {
    await using server = await startDnsServer(({ transport, id }) =>
      transport === 'udp' ? { flags: tc } : { id: (id + 1) & 0xffff },
    );
    await using dns = openDoor(server);
    const answer = await dns.door.ask('example.com', 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', detail: expect.stringContaining('another question') });
  });
});

describe('RFC 5452: what does not answer the question', () => {
  test.each([
    ['another id', (asked: SeenQuestion) => ({ ...found(asked), id: (asked.id + 1) & 0xffff })],
    ['another name', () => ({ name: 'other.example', answers: a('other.example', '192.0.2.66') })],
    ['no answer but a question', (asked: SeenQuestion) => asked.bytes],
    ['random bytes', () => Buffer.alloc(40, 0xa5)],
    ['an empty datagram', () => Buffer.alloc(0)],
    ['less than a header', (asked: SeenQuestion) => asked.bytes.subarray(0, 11)],
  ])('(%s) is ignored, and the true answer behind it is taken', async (_what, lie) => {
    await using server = await startDnsServer((asked) => [lie(asked), found(asked)]);
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'found',
      records: [{ address: '192.0.2.1' }],
    });
  });

  test('makes the next attempt go over TCP, where nobody can forge', async () => {
    await using server = await startDnsServer((asked) =>
      asked.transport === 'tcp' ? found(asked) : { ...found(asked), id: (asked.id + 1) & 0xffff },
    );
    await using dns = openDoor(server, { questionMs: 1000 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
    expect(server.seen.map(({ transport }) => transport)).toEqual(['udp', 'tcp']);
  });

  test('does not lead to TCP for good where TCP is swallowed', async () => {
    await using server = await startDnsServer(
      (asked) => (asked.turn === 1 ? { ...found(asked), id: (asked.id + 1) & 0xffff } : found(asked)),
      { raw: (socket) => socket.resume() },
    );
    await using dns = openDoor(server, { questionMs: 1000 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test('is also NXDOMAIN without the question; an error may come without it', async () => {
    await using server = await startDnsServer(
      ({ id, name }) => {
        const bytes = Buffer.alloc(12);
        bytes.writeUInt16BE(id, 0);
        bytes.writeUInt16BE(name.startsWith('no') ? 0x8183 : 0x8185, 2);
        return bytes;
      },
      { tcp: false },
    );
    await using dns = openDoor(server, { questionMs: 400 });
    expect(await dns.door.ask('no.example.com', 'A', never())).toMatchObject({ state: 'malformed' });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'refused', rcode: 'REFUSED' });
  });

  test('alone is malformed, and never believed', async () => {
    await using server = await startDnsServer((asked) => ({ ...found(asked), id: (asked.id + 1) & 0xffff }), {
      tcp: false,
    });
    await using dns = openDoor(server, { questionMs: 400 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({
      state: 'malformed',
      detail: expect.stringContaining('other questions'),
    });
  });

  test('from another address is never heard', async () => {
    const stranger = createSocket('udp4');
    await using server = await startDnsServer(async (asked) => {
      const forged = messageTo(asked, { answers: a(asked.name, '192.0.2.66') });
      await new Promise((resolve) => stranger.send(forged, asked.port, '127.0.0.1', resolve));
      return found(asked);
    });
    await using dns = openDoor(server);
    const answer = await dns.door.ask('example.com', 'A', never());
    stranger.close();
    expect(answer).toMatchObject({ state: 'found', records: [{ address: '192.0.2.1' }] });
  });

  test('an oversized datagram is ignored', async () => {
    await using server = await startDnsServer((asked) => [
      Buffer.concat([messageTo(asked, {}), Buffer.alloc(9000)]),
      found(asked),
    ]);
    await using dns = openDoor(server);
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });
});

describe('datagrams that cannot be read', () => {
  const cut = (asked: SeenQuestion) => messageTo(asked, found(asked)).subarray(0, -3);
  test.each([
    ['empty', () => Buffer.alloc(0)],
    ['of five bytes', () => Buffer.alloc(5)],
    ['cut off', cut],
  ])('(%s) are asked for again over TCP', async (_what, bytes) => {
    await using server = await startDnsServer((asked) => (asked.transport === 'udp' ? bytes(asked) : found(asked)));
    await using dns = openDoor(server, { questionMs: 600 });
    expect(await dns.door.ask('example.com', 'A', never())).toMatchObject({ state: 'found' });
  });

  test.each([
    ['empty', () => Buffer.alloc(0), 'none by their length'],
    ['cut off', cut, 'cut off'],
  ])('(%s) are malformed where there is no TCP', async (_what, bytes, words) => {
    await using server = await startDnsServer(bytes, { tcp: false });
    await using dns = openDoor(server, { questionMs: 600 });
    const answer = await dns.door.ask('example.com', 'A', never());
    expect(answer).toMatchObject({ state: 'malformed', detail: expect.stringContaining(words) });
  });
});

describe('the case of names', () => {
  const mixesCase = () => true;
  const upper = 'abcdefghijklmnopqrstuvwxyz.example.com';

  test('is random towards servers that others can speak for, and the answer must repeat it', async () => {
    await using server = await startDnsServer(found);
    await using dns = openDoor(server, { mixesCase });
    const answer = await dns.door.ask(upper, 'A', never());
    expect(answer).toMatchObject({ state: 'found', records: [{ name: upper }] });
    const [question] = server.seen;
    expect(question?.name).not.toBe(upper);
    expect(question?.name.toLowerCase()).toBe(upper);
  });

  test('is not mixed towards a server on this machine', async () => {
    await using server = await startDnsServer(found);
    await using dns = openDoor(server);
    await dns.door.ask(upper.toUpperCase(), 'A', never());
    expect(server.seen.map(({ name }) => name)).toEqual([upper]);
  });

  const lowerCase = (asked: SeenQuestion) => ({ ...found({ ...asked, name: upper }), name: asked.name.toLowerCase() });

  test('that was not kept is believed over TCP alone, and from then on the server is asked in lower case', async () => {
    await using server = await startDnsServer(lowerCase);
    await using dns = openDoor(server, { mixesCase });
    expect(await dns.door.ask(upper, 'A', never())).toMatchObject({ state: 'found' });
    await dns.door.ask(`x.${upper}`, 'A', never());
    expect(server.seen.map(({ transport }) => transport)).toEqual(['udp', 'tcp', 'udp']);
    expect(server.seen[2]?.name).toBe(`x.${upper}`);
  });

  test('that was kept over TCP and not over UDP was a forgery', async () => {
    await using server = await startDnsServer((asked) =>
      asked.transport === 'udp'
        ? { name: asked.name.toLowerCase(), answers: a(asked.name, '192.0.2.66') }
        : found(asked),
    );
    await using dns = openDoor(server, { mixesCase });
    expect(await dns.door.ask(upper, 'A', never())).toMatchObject({ records: [{ address: '192.0.2.1' }] });
    await dns.door.ask(`x.${upper}`, 'A', never());
    expect(server.seen[2]?.name).not.toBe(`x.${upper}`);
  });

  test('is given up for a server without TCP that does not keep it', async () => {
    await using server = await startDnsServer(lowerCase, { tcp: false });
    await using dns = openDoor(server, { mixesCase });
    expect(await dns.door.ask(upper, 'A', never())).toMatchObject({ state: 'found' });
    expect(server.seen[1]?.name).toBe(upper);
  });
});
