import { connect, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TlsHandshake } from '../../core/doors/tls.ts';
import { createTlsDoor } from './door.ts';
import { day, type Issued, issue, issueChain } from './testing-certificates.ts';
import { loopback, rawServer, tlsServer } from './testing-servers.ts';

type Shaken = Extract<TlsHandshake, { state: 'shaken' }>;

async function ask(port: number, { ca, host = 'shop.example' }: { ca?: string; host?: string } = {}) {
  const { door } = createTlsDoor({ offline: false, router: loopback, ...(ca === undefined ? {} : { ca }) });
  return door.handshake({ host, port }, new AbortController().signal);
}

async function shakeWith(chain: readonly Issued[], options: TlsOptions = {}, ca?: string): Promise<Shaken> {
  await using server = await tlsServer(chain, options);
  const shaken = await ask(server.port, ca === undefined ? {} : { ca });
  if (shaken.state !== 'shaken') throw new Error(`${shaken.why}: ${shaken.detail}`);
  return shaken;
}

const sent = ({ chain }: Shaken) => chain.map(({ der }) => Buffer.from(der).toString('hex'));
const made = (...chain: readonly Issued[]) => chain.map(({ der }) => Buffer.from(der).toString('hex'));
const versions = ['TLSv1.2', 'TLSv1.3'] as const;

describe('the chain as sent', () => {
  it.each(versions)(
    'is read off the wire in %s: right, leaf only, in the wrong order, with a stranger',
    async (version) => {
      const [leaf, intermediate, root] = await issueChain();
      const stranger = await issue({ name: 'Stranger', ca: true });
      const only = { minVersion: version, maxVersion: version };
      for (const chain of [
        [leaf, intermediate],
        [leaf],
        [leaf, root, intermediate],
        [leaf, stranger, intermediate, root],
      ]) {
        const shaken = await shakeWith(chain, only, root.pem);
        expect(shaken).toMatchObject({ version, chainFrom: 'wire' });
        expect(sent(shaken)).toEqual(made(...chain));
      }
    },
  );

  it.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'is read in TLS 1.3 under %s (RFC 8446 §7.3)',
    async (ciphers) => {
      const [leaf, intermediate] = await issueChain();
      const shaken = await shakeWith([leaf, intermediate], { ciphers, minVersion: 'TLSv1.3' });
      expect(shaken).toMatchObject({ cipher: ciphers, chainFrom: 'wire' });
      expect(sent(shaken)).toEqual(made(leaf, intermediate));
    },
  );

  it('is read after a HelloRetryRequest (RFC 8446 §4.1.4)', async () => {
    const [leaf, intermediate] = await issueChain();
    const shaken = await shakeWith([leaf, intermediate], { ecdhCurve: 'P-521', minVersion: 'TLSv1.3' });
    expect(shaken).toMatchObject({ keyExchange: 'P-521', chainFrom: 'wire' });
    expect(sent(shaken)).toEqual(made(leaf, intermediate));
  });

  it.each(versions)('is read when it spans several records in %s (RFC 8446 §5.1)', async (version) => {
    const [leaf, intermediate] = await issueChain();
    const many = Array.from({ length: 60 }, () => intermediate);
    const shaken = await shakeWith([leaf, ...many], { minVersion: version, maxVersion: version });
    expect(sent(shaken)).toEqual(made(leaf, ...many));
  });
});

describe('Node’s verdict', () => {
  it('trusts a chain to a root of network.ca, and only with it', async () => {
    const [leaf, intermediate, root] = await issueChain();
    expect((await shakeWith([leaf, intermediate], {}, root.pem)).distrust).toBeUndefined();
    expect((await shakeWith([leaf, intermediate])).distrust?.code).toBe('UNABLE_TO_GET_ISSUER_CERT_LOCALLY');
  });

  it.each([
    ['expired', { notAfter: Date.now() - day }, 'CERT_HAS_EXPIRED'],
    ['not yet valid', { notBefore: Date.now() + day }, 'CERT_NOT_YET_VALID'],
    ['for another host', { names: ['other.example'] }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['for clients', { usages: ['1.3.6.1.5.5.7.3.2'] }, 'INVALID_PURPOSE'],
  ])('is said of a certificate that is %s', async (_what, wish, code) => {
    const [leaf, intermediate, root] = await issueChain(wish);
    expect((await shakeWith([leaf, intermediate], {}, root.pem)).distrust?.code).toBe(code);
  });
});

describe('a server that a current client does not reach', () => {
  it.each([
    ['only TLS 1.0', { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' }],
    ['only TLS 1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }],
  ] as const)('shows its chain all the same: %s', async (_what, options) => {
    const [leaf, intermediate, root] = await issueChain();
    const shaken = await shakeWith([leaf, intermediate], options, root.pem);
    expect(shaken).toMatchObject({ version: options.maxVersion, chainFrom: 'wire' });
    expect(shaken.refused).toMatch(/protocol/);
    expect(shaken.distrust).toBeUndefined();
    expect(sent(shaken)).toEqual(made(leaf, intermediate));
  });

  it('shows a chain with an RSA key of 1024 bits', async () => {
    const [leaf, intermediate, root] = await issueChain({ key: 'RSA-1024' });
    const shaken = await shakeWith([leaf, intermediate], { ciphers: 'DEFAULT:@SECLEVEL=0' }, root.pem);
    expect(sent(shaken)).toEqual(made(leaf, intermediate));
  });

  it('shows a chain that is signed with SHA-1', async () => {
    const [leaf, intermediate, root] = await issueChain({ key: 'RSA-2048', hash: 'SHA-1' });
    const shaken = await shakeWith([leaf, intermediate], { ciphers: 'DEFAULT:@SECLEVEL=0' }, root.pem);
    expect(sent(shaken)).toEqual(made(leaf, intermediate));
  });
});

describe('a line that is cut off once', () => {
  it('is an accident, and no reason to call the server incompatible', async () => {
    const [leaf, intermediate, root] = await issueChain();
    await using server = await tlsServer([leaf, intermediate]);
    let taken = 0;
    await using flaky = await rawServer((socket) => {
      taken += 1;
      if (taken === 1) socket.once('data', () => socket.resetAndDestroy());
      else relay(socket, server.port);
    });
    const shaken = await ask(flaky.port, { ca: root.pem });
    expect(shaken).toMatchObject({ state: 'shaken', version: 'TLSv1.3' });
    expect(shaken).not.toHaveProperty('refused');
  });
});

describe('client certificates', () => {
  it.each(versions)('may be asked for in %s', async (version) => {
    const [leaf, intermediate] = await issueChain();
    const options = { requestCert: true, rejectUnauthorized: false, minVersion: version, maxVersion: version };
    expect(await shakeWith([leaf, intermediate], options)).toMatchObject({ clientCertificate: 'requested' });
  });

  it('may be insisted on: the chain was sent before', async () => {
    const [leaf, intermediate] = await issueChain();
    // OpenSSL asks, and this server then hangs up at the client's first answer.
    await using server = await tlsServer([leaf, intermediate], {
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
    });
    await using cut = await rawServer((socket) => relayOnce(socket, server.port));
    const shaken = await ask(cut.port);
    expect(shaken).toMatchObject({ state: 'shaken', clientCertificate: 'required', version: 'TLSv1.2' });
    expect(sent(shaken as Shaken)).toEqual(made(leaf, intermediate));
  });
});

describe('several addresses (RFC 8305)', () => {
  it('are tried until one answers; a server is refused when none does', async () => {
    const [leaf, intermediate, root] = await issueChain();
    await using server = await tlsServer([leaf, intermediate]);
    const { port } = server;
    const route = async () => ({ state: 'routed', addresses: ['127.0.0.2', '127.0.0.1'], port }) as const;
    const { door } = createTlsDoor({ offline: false, router: { route }, ca: root.pem });
    const { signal } = new AbortController();
    expect(await door.handshake({ host: 'shop.example', port: 443 }, signal)).toMatchObject({
      state: 'shaken',
      address: `127.0.0.1:${port}`,
    });
    await server[Symbol.asyncDispose]();
    expect(await door.handshake({ host: 'shop.example', port: 443 }, signal)).toMatchObject({ why: 'refused' });
  });

  it('go by the router also where the host is an address itself', async () => {
    const [leaf, intermediate, root] = await issueChain({ names: ['203.0.113.7'] });
    await using server = await tlsServer([leaf, intermediate]);
    const shaken = await ask(server.port, { ca: root.pem, host: '203.0.113.7' });
    expect(shaken).toMatchObject({ state: 'shaken', address: `127.0.0.1:${server.port}` });
    expect(shaken).not.toHaveProperty('distrust');
  });
});

describe('what is no handshake', () => {
  it('is refused, cut off, something else, or silence', async () => {
    const closed = await rawServer(() => undefined);
    await closed[Symbol.asyncDispose]();
    expect(await ask(closed.port)).toMatchObject({ state: 'failed', why: 'refused' });
    await using resetting = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await ask(resetting.port)).toMatchObject({ state: 'failed', why: 'reset' });
    await using closing = await rawServer((socket) => socket.once('data', () => socket.end()));
    expect(await ask(closing.port)).toMatchObject({ state: 'failed', why: 'reset' });
    await using plain = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await ask(plain.port)).toMatchObject({ state: 'failed', why: 'not-tls' });
    const [leaf] = await issueChain();
    await using strict = await tlsServer([leaf], { SNICallback: (_name, done) => done(new Error('no such name')) });
    expect((await ask(strict.port)).state).toBe('failed');
  });

  it('ends when the server resets in the middle of its flight', async () => {
    const [leaf, intermediate] = await issueChain();
    await using server = await tlsServer([leaf, intermediate], { maxVersion: 'TLSv1.2' });
    await using cut = await rawServer((socket) => relayOnce(socket, server.port, 300));
    expect(await ask(cut.port)).toMatchObject({ state: 'failed', why: 'reset' });
  });

  it('is a private address, where nothing was sent', async () => {
    const { door } = createTlsDoor({
      offline: false,
      router: { route: async () => ({ state: 'blocked', why: 'private', detail: '10.0.0.1 is private' }) },
    });
    const answer = await door.handshake({ host: 'shop.example', port: 443 }, new AbortController().signal);
    expect(answer).toEqual({ state: 'failed', why: 'private', detail: '10.0.0.1 is private' });
  });

  it('is not made offline, not even where network.connect leads', async () => {
    await using server = await rawServer(() => undefined);
    const { door } = createTlsDoor({ router: loopback, offline: true });
    const shop = { host: 'shop.example', port: server.port };
    const { signal } = new AbortController();
    await expect(door.handshake(shop, signal)).rejects.toMatchObject({ reason: 'offline' });
    await expect(door.offer(shop, 'TLSv1.2', [0x002f], signal)).rejects.toMatchObject({ reason: 'offline' });
    const file = `http://pki.example:${server.port}/issuer.crt`;
    await expect(door.issuerFile(file, signal)).rejects.toMatchObject({ reason: 'offline' });
    expect(server.connections()).toBe(0);
  });

  it('throws when it is aborted, before and during', async () => {
    await using silent = await rawServer(() => undefined);
    const { door, close } = createTlsDoor({ offline: false, router: loopback });
    const server = { host: 'shop.example', port: silent.port };
    await expect(door.handshake(server, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    const controller = new AbortController();
    const pending = door.handshake(server, controller.signal);
    controller.abort(new Error('enough'));
    await expect(pending).rejects.toThrow('enough');
    const other = door.handshake(server, new AbortController().signal);
    close();
    await expect(other).rejects.toThrow();
  });
});

// Passes the client's first words on and the server's answer back, at most `most` bytes of it; then the line is cut.
function relayOnce(socket: Socket, port: number, most = Number.POSITIVE_INFINITY): void {
  const behind = connect(port, '127.0.0.1').on('error', () => undefined);
  let told = 0;
  socket.once('data', (hello) => {
    behind.write(hello);
    socket.on('data', () => socket.resetAndDestroy());
  });
  behind.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, most - told);
    told += part.length;
    socket.write(part);
    if (told >= most) socket.resetAndDestroy();
  });
  socket.on('close', () => behind.destroy());
}

function relay(socket: Socket, port: number): void {
  const behind = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.pipe(behind).pipe(socket);
}
