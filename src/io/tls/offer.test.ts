import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDeadline } from '../../core/deadline.ts';
import type { TlsVersion } from '../../core/doors/tls.ts';
import { createTlsDoor } from './door.ts';
import { readFlight } from './flight.ts';
import { cutShort, readAnswer } from './server-answer.ts';
import { issueChain } from './testing-certificates.ts';
import { loopback, rawServer, tlsServer } from './testing-servers.ts';

const ecdhe = [0xc02b, 0xc009];
const suites13 = [0x1301, 0x1302, 0x1303];

async function ask(port: number, version: TlsVersion, ciphers: readonly number[], host = 'shop.example') {
  const { door } = createTlsDoor({ offline: false, router: loopback, limits: { connectMs: 1000, answerMs: 500 } });
  return door.offer({ host, port }, version, ciphers, new AbortController().signal);
}

const record = (type: number, ...body: readonly number[]): Buffer =>
  Buffer.from([type, 3, 3, body.length >> 8, body.length & 255, ...body]);

describe('an offer', () => {
  it('is taken or declined version by version by a real server', async () => {
    const chain = await issueChain();
    await using server = await tlsServer(chain, { minVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' });
    expect(await ask(server.port, 'TLSv1.3', suites13)).toEqual({
      state: 'accepted',
      version: 'TLSv1.3',
      cipher: expect.any(Number),
    });
    expect(await ask(server.port, 'TLSv1.2', ecdhe)).toMatchObject({ version: 'TLSv1.2', cipher: 0xc02b });
    expect(await ask(server.port, 'TLSv1.1', ecdhe)).toMatchObject({ version: 'TLSv1.1', cipher: 0xc009 });
    expect(await ask(server.port, 'TLSv1', ecdhe)).toMatchObject({ state: 'declined', how: 'alert' });
    expect(await ask(server.port, 'SSLv3', ecdhe)).toMatchObject({ state: 'declined' });
    expect(await ask(server.port, 'TLSv1.2', [0x0005])).toMatchObject({ detail: 'alert: handshake failure' });
  });

  it('is answered with a HelloRetryRequest by a server that wants another group (RFC 8446 §4.1.4)', async () => {
    const chain = await issueChain();
    await using server = await tlsServer(chain, { ecdhCurve: 'P-384', minVersion: 'TLSv1.3' });
    expect(await ask(server.port, 'TLSv1.3', suites13)).toMatchObject({ state: 'accepted', version: 'TLSv1.3' });
  });

  it('goes to an address without a server name (RFC 6066 §3)', async () => {
    const chain = await issueChain({ names: ['127.0.0.1'] });
    const names: string[] = [];
    await using server = await tlsServer(chain, {
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    expect(await ask(server.port, 'TLSv1.2', ecdhe, '127.0.0.1')).toMatchObject({ state: 'accepted' });
    expect(names).toEqual([]);
  });

  it('is declined by a reset or a closed line, and fails on silence and on other protocols', async () => {
    await using resetting = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await ask(resetting.port, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'declined', how: 'reset' });
    await using closing = await rawServer((socket) => socket.once('data', () => socket.end()));
    expect(await ask(closing.port, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'declined', how: 'closed' });
    await using silent = await rawServer(() => undefined);
    expect(await ask(silent.port, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'failed', why: 'timeout' });
    await using plain = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await ask(plain.port, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'failed', why: 'not-tls' });
    await using endless = await rawServer((socket) => flood(() => socket.write(Buffer.alloc(16_389, record(22, 1)))));
    expect((await ask(endless.port, 'TLSv1.2', ecdhe)).state).toBe('failed');
  });

  it('ends before the asker’s own time is over, and so do those that wait their turn', async () => {
    await using silent = await rawServer(() => undefined);
    const { door } = createTlsDoor({ offline: false, router: loopback });
    const signal = withDeadline(new AbortController().signal, performance.now() + 700);
    const place = { host: 'shop.example', port: silent.port };
    const offers = Array.from({ length: 8 }, () => door.offer(place, 'TLSv1.2', ecdhe, signal));
    const answers = await Promise.all<{ readonly state: string }>([...offers, door.handshake(place, signal)]);
    expect(new Set(answers.map(({ state }) => state))).toEqual(new Set(['failed']));
    const url = `http://pki.example:${silent.port}/`;
    expect(await door.issuerFile(url, signal)).toEqual({ state: 'failed', detail: 'no time was left' });
    expect(signal.aborted).toBe(false);
  });

  it('is made at most six at a time to one host', async () => {
    let open = 0;
    let most = 0;
    await using server = await rawServer((socket) => {
      open += 1;
      most = Math.max(most, open);
      socket.on('close', () => {
        open -= 1;
      });
      socket.once('data', () => socket.end(record(21, 2, 40)));
    });
    const { door } = createTlsDoor({ offline: false, router: loopback });
    const { signal } = new AbortController();
    const place = { host: 'shop.example', port: server.port };
    await Promise.all(Array.from({ length: 30 }, () => door.offer(place, 'TLSv1.2', ecdhe, signal)));
    expect(most).toBeLessThanOrEqual(8);
  });
});

describe('a server’s answer', () => {
  const hello = (version: number, suite: number, ...rest: readonly number[]): readonly number[] => {
    const body = [3, version, ...Array.from({ length: 32 }, () => 9), 0, suite >> 8, suite & 255, 0, ...rest];
    return [2, 0, 0, body.length, ...body];
  };

  it('is read over several records, and after a warning', () => {
    const message = hello(3, 0xc02b);
    const split = Buffer.concat([record(22, ...message.slice(0, 7)), record(22, ...message.slice(7))]);
    expect(readAnswer(split.subarray(0, 12), 'TLSv1.2', ecdhe)).toBeUndefined();
    expect(readAnswer(split, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'accepted', cipher: 0xc02b });
    const warned = Buffer.concat([record(21, 1, 112), split]);
    expect(readAnswer(warned, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'accepted' });
  });

  it('counts the bits of the prime (RFC 5246 §7.4.3)', () => {
    const prime = [0, 0x7f, ...Array.from({ length: 127 }, () => 255)];
    const exchange = [0, prime.length, ...prime, 0, 1, 2];
    const flight = [...hello(3, 0x009e), 12, 0, 0, exchange.length, ...exchange];
    expect(readAnswer(record(22, ...hello(3, 0x009e)), 'TLSv1.2', [0x009e])).toBeUndefined();
    expect(readAnswer(record(22, ...flight), 'TLSv1.2', [0x009e])).toMatchObject({ dhBits: 1023 });
  });

  it.each([
    ['a suite that was not offered', record(22, ...hello(3, 0x0005))],
    ['a version that was not offered', record(22, ...hello(3, 0xc02b, 0, 6, 0, 43, 0, 2, 3, 4))],
    ['another message', record(22, 14, 0, 0, 0)],
    ['a cut-off hello', record(22, 2, 0, 0, 3, 3, 3, 1)],
  ])('is no acceptance with %s', (_what, bytes) =>
    expect(readAnswer(bytes, 'TLSv1.2', ecdhe)).toMatchObject({ state: 'failed', why: 'other' }),
  );

  it('never throws, whatever the bytes', () => {
    const anything = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(anything, fc.boolean(), (bytes, framed) => {
        const sent = framed ? record(22, ...bytes) : bytes;
        const answer = readAnswer(sent, 'TLSv1.3', suites13);
        expect(answer?.state ?? 'more').not.toBe('accepted');
        expect(cutShort(sent, 'closed').state).not.toBe('accepted');
        readFlight(sent, Buffer.alloc(32));
        readFlight(record(22, 2, 0, bytes.length >> 8, bytes.length & 255, ...bytes), Buffer.alloc(32));
      }),
      { numRuns: 300 },
    );
  });
});

// Writes until the other side has enough.
function flood(write: () => boolean): void {
  if (write()) setImmediate(() => flood(write));
}
