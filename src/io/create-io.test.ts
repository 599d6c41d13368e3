import { expect, test } from 'vitest';
import { plainNetwork } from '../core/network.ts';
import { createIo, type IoOptions } from './create-io.ts';
import { a, startDnsServer } from './dns/testing.ts';
import { sendJson, startServer } from './http/testing-server.ts';

const canary = 'vercel-canary-token-4711';
const cloudflareCanary = 'cloudflare-canary-token-4711';
const zone = '023e105f4ecef8ad9ca31a8372d0c353';
const ref = { idOrName: 'shop', from: 'test' };
const never = (): AbortSignal => new AbortController().signal;

const options = (origin: string, more: Partial<IoOptions> = {}): IoOptions => ({
  tokens: { vercel: canary, cloudflare: cloudflareCanary },
  endpoints: { vercel: origin, cloudflare: `${origin}/client/v4` },
  fingerprintKey: new Uint8Array(32),
  network: plainNetwork,
  offline: false,
  users: {},
  probe: false,
  ...more,
});

test('the doors ask the given endpoint and count what they sent', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, { id: 'prj_1' }));
  const doors = createIo(options(`${server.origin}/below`));
  const sent = () => doors.sent().filter(({ times }) => times > 0);
  expect(sent()).toEqual([]);
  expect((await doors.io.vercel.project(ref, never())).pages).toEqual([{ id: 'prj_1' }]);
  expect(sent()).toEqual([{ to: 'vercel', what: 'request', times: 1 }]);
  expect(server.seen[0]?.url).toBe('/below/v9/projects/shop');
  expect(server.seen[0]?.headers['user-agent']).toMatch(/^launch-ready\/\d+\.\d+\.\d+ \(\+read-only audit\)$/);
  await doors.close();
});

test('each provider gets its own token, and its requests are counted apart', async () => {
  await using server = await startServer((_request, response) =>
    sendJson(response, 200, { success: true, result: [] }),
  );
  const doors = createIo(options(server.origin));
  await doors.io.cloudflare.records(zone, never());
  await doors.io.vercel.project(ref, never());
  expect(server.seen.map(({ url, headers }) => [url.replace(/\?.*/, ''), headers.authorization])).toEqual([
    [`/client/v4/zones/${zone}/dns_records`, `Bearer ${cloudflareCanary}`],
    ['/v9/projects/shop', `Bearer ${canary}`],
  ]);
  expect(doors.sent().filter(({ times }) => times > 0)).toEqual([
    { to: 'cloudflare', what: 'request', times: 1 },
    { to: 'vercel', what: 'request', times: 1 },
  ]);
  await doors.close();
});

test('what was sent is told by whom it went to', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  await using names = await startDnsServer(({ name }) => ({ answers: a(name, '192.0.2.1') }));
  const connect = new Map([['shop.example:80', { host: '127.0.0.1', port: Number(new URL(server.origin).port) }]]);
  const resolver = { kind: 'server', server: names.endpoint } as const;
  const doors = createIo(options(server.origin, { network: { connect, resolver } }));
  await doors.io.dns.ask('shop.example', 'A', never());
  for (const path of ['a', 'b', 'a']) await doors.io.site.ask({ url: `http://shop.example/${path}` }, never());
  expect(doors.sent()).toEqual([
    { to: 'dns', what: 'question', times: 1 },
    { to: 'site shop.example', what: 'request', times: 2 },
  ]);
  await doors.close();
});

test('offline, nothing is sent', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  const doors = createIo(options(server.origin, { offline: true }));
  await expect(doors.io.vercel.project(ref, never())).rejects.toMatchObject({ reason: 'offline' });
  await expect(doors.io.cloudflare.records(zone, never())).rejects.toMatchObject({ reason: 'offline' });
  const { hostname: host, port } = new URL(server.origin);
  const asked = { url: server.origin };
  await expect(doors.io.site.ask(asked, never())).rejects.toMatchObject({ reason: 'offline' });
  await expect(doors.io.dns.ask('shop.example', 'A', never())).rejects.toMatchObject({ reason: 'offline' });
  const shop = { host, port: Number(port) };
  await expect(doors.io.tls.handshake(shop, never())).rejects.toMatchObject({ reason: 'offline' });
  expect(server.seen).toEqual([]);
  await doors.close();
});

test('the tokens and whatever was told are masked', () => {
  const doors = createIo(options('http://127.0.0.1:1'));
  expect(doors.mask(`a ${canary} b ${cloudflareCanary} c`)).toBe('a ••• b ••• c');
  expect(doors.mask('value-canary')).toBe('value-canary');
  doors.io.hide('value-canary');
  expect(doors.mask('value-canary')).toBe('•••');
});

test('a fingerprint is equal for equal values of one project only', () => {
  const one = createIo(options('http://127.0.0.1:1')).io;
  const other = createIo(options('http://127.0.0.1:1', { fingerprintKey: new Uint8Array(32).fill(7) })).io;
  expect(one.fingerprint('a')).toMatch(/^[0-9a-f]{16}$/);
  expect(one.fingerprint('a')).toBe(one.fingerprint('a'));
  expect(one.fingerprint('a')).not.toBe(one.fingerprint('b'));
  expect(one.fingerprint('a')).not.toBe(other.fingerprint('a'));
});

test('closing breaks off what is under way', async () => {
  const begun = Promise.withResolvers<void>();
  await using server = await startServer(() => begun.resolve());
  const doors = createIo(options(server.origin));
  const call = doors.io.vercel.project(ref, never());
  const ended = expect(call).rejects.toThrow();
  await begun.promise;
  await doors.close();
  await ended;
});
