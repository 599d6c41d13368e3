import type { TLSSocket } from 'node:tls';
import { describe, expect, test, vi } from 'vitest';
import { createTestAuthority, day } from '../tls/testing-certificates.ts';
import { openDoor, startSite, startSocketServer } from './testing-site.ts';

const never = (): AbortSignal => new AbortController().signal;
const authority = await createTestAuthority();
const stranger = await createTestAuthority('Stranger');
const { ca } = authority;
const shop = 'https://shop.test/';

test('SNI, Host and certificate are of the host in the address, wherever it is led', async () => {
  const names: unknown[] = [];
  const identity = await authority.identity(['shop.test']);
  await using site = await startSite((request, response) => {
    names.push((request.socket as TLSSocket).servername, request.headers.host);
    response.end('page');
  }, identity);
  await using open = openDoor({ 'shop.test:443': site.port }, { ca });
  expect(await open.door.ask({ url: shop }, never())).toMatchObject({ status: 200, body: 'page' });
  expect(names).toEqual(['shop.test', 'shop.test']);
});

test('an IP address sends no SNI and needs a certificate for the address itself (RFC 6066 §3)', async () => {
  const names: unknown[] = [];
  const handle = (request: { readonly socket: unknown }): unknown =>
    names.push((request.socket as TLSSocket).servername);
  await using right = await startSite(
    (request, response) => {
      handle(request);
      response.end('page');
    },
    await authority.identity(['192.0.2.7', '2001:db8::7']),
  );
  await using wrong = await startSite((_request, response) => response.end(), await authority.identity(['127.0.0.1']));
  const led = { '192.0.2.7:443': right.port, '[2001:db8::7]:443': right.port, '192.0.2.8:443': wrong.port };
  await using open = openDoor(led, { ca });
  expect(await open.door.ask({ url: 'https://192.0.2.7/' }, never())).toMatchObject({ body: 'page' });
  expect(await open.door.ask({ url: 'https://[2001:db8::7]/' }, never())).toMatchObject({ body: 'page' });
  expect(names).toEqual([false, false]);
  // Where the connection leads to has the right certificate; whom it was meant for has not.
  expect(await open.door.ask({ url: 'https://192.0.2.8/' }, never())).toMatchObject({
    why: 'tls',
    detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
  });
});

test('a kept connection speaks TLS once for many requests', async () => {
  await using site = await startSite((_request, response) => response.end(), await authority.identity(['shop.test']));
  await using open = openDoor({ 'shop.test:443': site.port }, { ca });
  for (const path of ['a', 'b', 'c']) await open.door.ask({ url: `${shop}${path}` }, never());
  expect(site.connections()).toBe(1);
});

describe('a certificate that does not verify is told by its code, and nothing is asked', () => {
  test.each([
    [
      'CERT_HAS_EXPIRED',
      'has expired',
      () => authority.identity(['shop.test'], { notBefore: Date.now() - 60 * day, notAfter: Date.now() - day }),
    ],
    [
      'CERT_NOT_YET_VALID',
      'is not valid yet',
      () => authority.identity(['shop.test'], { notBefore: Date.now() + day }),
    ],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for other names', () => authority.identity(['other.test'])],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'comes without its intermediate', () => stranger.identity(['shop.test'])],
  ])('%s', async (code, words, issue) => {
    let asked = 0;
    const count = (): void => {
      asked += 1;
    };
    await using site = await startSite(count, await issue());
    await using open = openDoor({ 'shop.test:443': site.port }, { ca });
    const answer = await open.door.ask({ url: shop }, never());
    expect(answer).toMatchObject({ state: 'failed', why: 'tls', detail: expect.stringContaining(`(${code})`) });
    expect(answer).toMatchObject({ detail: expect.stringContaining(`the certificate of shop.test ${words}`) });
    expect(asked).toBe(0);
  });

  test('signed by itself, with NODE_TLS_REJECT_UNAUTHORIZED=0 set', async () => {
    const { key, cert } = await stranger.identity(['shop.test']);
    await using site = await startSite(() => undefined, { key, cert: `${cert}\n${stranger.ca}` });
    await using open = openDoor({ 'shop.test:443': site.port }, { ca });
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const answer = await open.door.ask({ url: shop }, never());
    vi.unstubAllEnvs();
    expect(answer).toMatchObject({ why: 'tls', detail: expect.stringContaining('SELF_SIGNED_CERT_IN_CHAIN') });
  });

  test('without network.ca a private authority is a stranger', async () => {
    await using site = await startSite(() => undefined, await authority.identity(['shop.test']));
    await using open = openDoor({ 'shop.test:443': site.port });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({ why: 'tls' });
  });
});

describe('a handshake that fails', () => {
  test('because the server speaks no TLS', async () => {
    await using site = await startSite((_request, response) => response.end());
    await using open = openDoor({ 'shop.test:443': site.port });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({
      why: 'tls',
      detail: expect.stringContaining('no TLS connection with shop.test'),
    });
  });

  test('because the server resets in the middle of it', async () => {
    await using site = await startSocketServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await using open = openDoor({ 'shop.test:443': site.port });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({
      why: 'reset',
      detail: expect.stringContaining('during the TLS handshake (ECONNRESET)'),
    });
  });

  test('because the server accepts and says nothing', async () => {
    await using site = await startSocketServer(() => undefined);
    await using open = openDoor({ 'shop.test:443': site.port }, { limits: { connectMs: 50 } });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({
      why: 'timeout',
      detail: 'shop.test accepted a connection, but made no TLS handshake within 0.05 s',
    });
  });

  test('because there is no version in common', async () => {
    const identity = await authority.identity(['shop.test']);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    await using site = await startSite(() => undefined, { ...identity, ...old });
    await using open = openDoor({ 'shop.test:443': site.port }, { ca });
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({
      why: 'tls',
      detail: expect.stringContaining('ERR_SSL_'),
    });
  });
});

test('closing breaks off a handshake that is under way', async () => {
  const begun = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  await using site = await startSocketServer((socket) => {
    socket.once('data', () => begun.resolve()).on('close', () => closed.resolve());
  });
  const open = openDoor({ 'shop.test:443': site.port });
  const ended = expect(open.door.ask({ url: shop }, never())).rejects.toThrow('the site door is closed');
  await begun.promise;
  await open.close();
  await ended;
  await closed.promise;
});
