import type { TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { RefusedRequestError } from '../http/guard.ts';
import { createTestAuthority } from '../tls/testing-certificates.ts';
import { openDoor, startSite, startSocketServer } from './testing-site.ts';

const never = (): AbortSignal => new AbortController().signal;
const authority = await createTestAuthority();
const { ca } = authority;
const shop = 'https://shop.test/';
const via = 'origin.test';

describe('past the edge', () => {
  test('another server is asked for the same site: SNI, Host and certificate stay those of the address', async () => {
    const names: unknown[] = [];
    await using edge = await startSite(
      (_request, response) => response.end('edge'),
      await authority.identity(['shop.test']),
    );
    await using origin = await startSite(
      (request, response) => {
        names.push((request.socket as TLSSocket).servername, request.headers.host);
        response.end('origin');
      },
      await authority.identity(['shop.test']),
    );
    await using open = openDoor({ 'shop.test:443': edge.port, 'origin.test:443': origin.port }, { ca });

    const past = await open.door.ask({ url: shop, via: 'Origin.test.' }, never());
    expect(past).toMatchObject({ url: shop, body: 'origin', address: `127.0.0.1:${origin.port}` });
    expect(names).toEqual(['shop.test', 'shop.test']);
    expect(await open.door.ask({ url: shop }, never())).toMatchObject({ body: 'edge' });
    // One connection each: what was opened past the edge is not used again for the edge, nor the other way about.
    await open.door.ask({ url: `${shop}a`, via }, never());
    await open.door.ask({ url: `${shop}a` }, never());
    expect([edge.connections(), origin.connections()]).toEqual([1, 1]);
    expect([...open.door.requests()]).toEqual([['shop.test', 4]]);
  });

  test('the same is asked once a server', async () => {
    await using origin = await startSite((_request, response) => response.end('page'));
    await using open = openDoor({ 'shop.test:80': origin.port, 'origin.test:80': origin.port });
    const url = 'http://shop.test/';
    await Promise.all([{ url, via }, { url, via: 'ORIGIN.test' }, { url }].map((one) => open.door.ask(one, never())));
    expect(open.door.requests().get('shop.test')).toBe(2);
  });

  test('the port is the address’s own', async () => {
    await using origin = await startSite((request, response) => response.end(request.headers.host));
    await using open = openDoor({ 'origin.test:8080': origin.port });
    const answer = await open.door.ask({ url: 'http://shop.test:8080/', via }, never());
    expect(answer).toMatchObject({ body: 'shop.test:8080' });
  });

  test('a certificate for the other server alone does not verify, and nothing is asked', async () => {
    let asked = 0;
    await using origin = await startSite(
      () => {
        asked += 1;
      },
      await authority.identity(['origin.test']),
    );
    await using open = openDoor({ 'origin.test:443': origin.port }, { ca });
    expect(await open.door.ask({ url: shop, via }, never())).toMatchObject({
      why: 'tls',
      detail: expect.stringContaining('the certificate of shop.test is for other names'),
    });
    expect(asked).toBe(0);
  });

  test('an address is connected to as it stands', async () => {
    await using origin = await startSite(
      (_request, response) => response.end('page'),
      await authority.identity(['shop.test']),
    );
    await using open = openDoor({ '203.0.113.7:443': origin.port, '[2001:db8::7]:443': origin.port }, { ca });
    for (const address of ['203.0.113.7', '[2001:db8::7]', '2001:DB8::7']) {
      expect(await open.door.ask({ url: shop, via: address }, never())).toMatchObject({ body: 'page' });
    }
  });

  test.each(['127.0.0.1', '::1', 'localhost', '10.0.0.1', '169.254.169.254'])(
    '%s is refused as an address of the auditor’s own network',
    async (address) => {
      await using site = await startSite((_request, response) => response.end());
      await using open = openDoor({});
      const answer = await open.door.ask({ url: `http://shop.test:${site.port}/`, via: address }, never());
      expect(answer).toMatchObject({ state: 'failed', why: 'private' });
      expect(site.connections()).toBe(0);
      expect(open.door.requests().size).toBe(0);
    },
  );

  test.each([
    '',
    'a b',
    'user@origin.test',
    'origin.test/path',
    'origin.test:444',
    '*.test',
    '-a',
    'a'.repeat(300),
    '\x1b[31m',
  ])('%j is no host, and nothing is sent', async (address) => {
    await using open = openDoor({});
    await expect(open.door.ask({ url: shop, via: address }, never())).rejects.toThrow(RefusedRequestError);
  });

  test('a site that is led elsewhere is not asked at a server that is not', async () => {
    await using site = await startSite((_request, response) => response.end());
    await using open = openDoor({ 'shop.test:80': site.port });
    expect(await open.door.ask({ url: 'http://shop.test/', via: '203.0.113.7' }, never())).toMatchObject({
      why: 'no-address',
      detail: 'network.connect leads shop.test:80 elsewhere and does not name 203.0.113.7:80',
    });
    expect([site.connections(), open.door.requests().size]).toEqual([0, 0]);
  });

  test('an origin that says nothing leaves the edge to be asked', async () => {
    await using origin = await startSocketServer(() => undefined);
    await using edge = await startSite((_request, response) => response.end('edge'));
    await using open = openDoor(
      { 'shop.test:80': edge.port, 'origin.test:80': origin.port },
      { limits: { headersMs: 40 } },
    );
    expect(await open.door.ask({ url: 'http://shop.test/', via }, never())).toMatchObject({ why: 'timeout' });
    expect(await open.door.ask({ url: 'http://shop.test/' }, never())).toMatchObject({ body: 'edge' });
    expect(await open.door.ask({ url: 'http://shop.test/a', via }, never())).toMatchObject({ why: 'timeout' });
    expect(open.door.requests().get('shop.test')).toBe(2);
  });
});
