import { describe, expect, test } from 'vitest';
import type { DnsAnswer, DnsDoor, DnsType } from '../../core/doors/dns.ts';
import type { Endpoint } from '../../core/network.ts';
import type { Route } from './router.ts';
import { createRouter } from './router.ts';

type Zone = Readonly<Record<string, readonly string[] | Exclude<DnsAnswer['state'], 'found'>>>;

/** A DNS door that knows `shop.test A` and `shop.test AAAA`; a string is the state of another answer. */
function zoneDoor(zone: Zone, asked: string[] = []): DnsDoor {
  const ask = async <T extends DnsType>(name: string, type: T, signal: AbortSignal): Promise<DnsAnswer<T>> => {
    signal.throwIfAborted();
    asked.push(`${name} ${type}`);
    const said = zone[`${name} ${type}`] ?? 'nodata';
    const server = '192.0.2.53';
    const spoken = { server, chain: [], authenticated: false, authoritative: false, bytes: 60, authority: [] };
    if (said === 'nodata' || said === 'nxdomain') return { ...spoken, state: said };
    if (said === 'refused') return { server, state: said, rcode: 'SERVFAIL', detail: '' };
    if (typeof said === 'string') return { server, state: said, detail: 'no words' };
    const records = said.map((address) => ({ name, ttl: 60, type, address }));
    return { ...spoken, state: 'found', records } as unknown as DnsAnswer<T>;
  };
  return {
    resolver: 'the test',
    ask,
    askServer: (_server, name, type, signal) => ask(name, type, signal),
    isMapped: () => false,
  };
}

const never = (): AbortSignal => new AbortController().signal;
const route = (
  zone: Zone,
  host: string,
  connect: Readonly<Record<string, Endpoint>> = {},
  more: { readonly allowPrivate?: boolean } = {},
): Promise<Route> =>
  createRouter({ connect: new Map(Object.entries(connect)), dns: zoneDoor(zone), ...more }).route(
    { host, port: 443 },
    never(),
  );

describe('names', () => {
  test('both families are given in turn, IPv4 first', async () => {
    const zone = { 'shop.test A': ['1.1.1.1', '1.0.0.1'], 'shop.test AAAA': ['2606:4700::1', '2606:4700::2'] };
    const addresses = ['1.1.1.1', '2606:4700::1', '1.0.0.1', '2606:4700::2'];
    expect(await route(zone, 'shop.test')).toEqual({ state: 'routed', addresses, port: 443 });
  });

  test('one family is enough, whatever befell the other', async () => {
    for (const state of ['nodata', 'timeout', 'refused', 'malformed'] as const) {
      const six = await route({ 'shop.test A': state, 'shop.test AAAA': ['2606:4700::1'] }, 'shop.test');
      expect(six).toMatchObject({ addresses: ['2606:4700::1'] });
      const four = await route({ 'shop.test A': ['1.1.1.1'], 'shop.test AAAA': state }, 'shop.test');
      expect(four).toMatchObject({ addresses: ['1.1.1.1'] });
    }
  });

  test('an AAAA question that is never answered does not hold up IPv4', async () => {
    const dns = zoneDoor({ 'shop.test A': ['1.1.1.1'] });
    const ask: DnsDoor['ask'] = (name, type, signal) =>
      type === 'AAAA' ? new Promise(() => undefined) : dns.ask(name, type, signal);
    const router = createRouter({ connect: new Map(), dns: { ...dns, ask } });
    expect(await router.route({ host: 'shop.test', port: 80 }, never())).toMatchObject({ addresses: ['1.1.1.1'] });
  });

  test('case and the dot of the root make no difference', async () => {
    expect(await route({ 'shop.test A': ['1.1.1.1'] }, 'SHOP.test.')).toMatchObject({ addresses: ['1.1.1.1'] });
  });

  test('of a thousand addresses a few are tried, and junk is none', async () => {
    const many = ['junk', ...Array.from({ length: 1000 }, (_, index) => `1.1.${index >> 8}.${index & 255}`)];
    expect(await route({ 'shop.test A': many }, 'shop.test')).toMatchObject({ addresses: ['1.1.0.0', '1.1.0.1'] });
  });

  test('no name and no address are facts, an unanswered question is another', async () => {
    const gone = { 'shop.test A': 'nxdomain', 'shop.test AAAA': 'timeout' } as const;
    expect(await route(gone, 'shop.test')).toMatchObject({
      why: 'no-address',
      detail: expect.stringMatching(/no name/),
    });
    expect(await route({}, 'shop.test')).toMatchObject({
      why: 'no-address',
      detail: expect.stringMatching(/no A and no/),
    });
    for (const state of ['timeout', 'refused', 'malformed', 'unreachable'] as const) {
      expect(await route({ 'shop.test A': state }, 'shop.test')).toMatchObject({
        why: 'dns',
        detail: expect.stringContaining('by 192.0.2.53'),
      });
    }
  });
});

describe('the network of the auditor', () => {
  const inside = ['10.0.0.5', '127.0.0.1', '169.254.169.254', '100.64.1.1', '0.0.0.0', '203.0.113.7'];
  test.each(inside)('a name that leads to %s leads nowhere', async (address) => {
    const blocked = await route({ 'shop.test A': [address] }, 'shop.test');
    expect(blocked).toMatchObject({ state: 'blocked', why: 'private' });
    expect(blocked).toMatchObject({ detail: expect.stringContaining(`shop.test leads to ${address}`) });
    expect(blocked).toMatchObject({ detail: expect.stringContaining('shop.test:443 in network.connect') });
  });

  test.each(['::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::'])(
    'and so does one with AAAA %s',
    async (address) => {
      expect(await route({ 'shop.test AAAA': [address] }, 'shop.test')).toMatchObject({ why: 'private' });
    },
  );

  test('beside public addresses the private ones are left out, however many stand before them', async () => {
    const zone = { 'shop.test A': ['10.0.0.1', '10.0.0.2', '127.0.0.1', '1.1.1.1'], 'shop.test AAAA': ['::1'] };
    expect(await route(zone, 'shop.test')).toEqual({ state: 'routed', addresses: ['1.1.1.1'], port: 443 });
  });

  const hosts = ['127.0.0.1', '[::1]', '10.1.2.3', '[::ffff:7f00:1]', 'localhost', 'a.localhost', 'LOCALHOST.'];
  test.each(hosts)('%s itself is refused without a question', async (host) => {
    const asked: string[] = [];
    const router = createRouter({ connect: new Map(), dns: zoneDoor({}, asked) });
    expect(await router.route({ host, port: 443 }, never())).toMatchObject({ state: 'blocked', why: 'private' });
    expect(asked).toEqual([]);
  });

  test.each(['http://0x7f.1/', 'http://2130706433/', 'http://127.1/', 'http://0177.0.0.1/', 'http://①②⑦.0.0.1/'])(
    '%s is loopback in disguise',
    async (address) => {
      expect(await route({}, new URL(address).hostname)).toMatchObject({ why: 'private' });
    },
  );

  test('a public literal needs no DNS', async () => {
    expect(await route({}, '1.1.1.1')).toMatchObject({ addresses: ['1.1.1.1'] });
    expect(await route({}, '[2606:4700::1]')).toMatchObject({ addresses: ['2606:4700::1'] });
  });

  test('is open for hosts that the person named', async () => {
    const zone = { 'api.test A': ['10.0.0.5'] };
    expect(await route(zone, 'api.test', {}, { allowPrivate: true })).toMatchObject({ addresses: ['10.0.0.5'] });
  });
});

describe('network.connect', () => {
  test('wins, and neither side is resolved when the target is an address', async () => {
    const asked: string[] = [];
    const connect = new Map([['shop.test:443', { host: '127.0.0.1', port: 8443 }]]);
    const router = createRouter({ connect, dns: zoneDoor({ 'shop.test A': ['1.1.1.1'] }, asked) });
    const routed = await router.route({ host: 'Shop.Test', port: 443 }, never());
    expect(routed).toEqual({ state: 'routed', addresses: ['127.0.0.1'], port: 8443 });
    expect(asked).toEqual([]);
  });

  test('is for one port', async () => {
    const connect = { 'shop.test:443': { host: '127.0.0.1', port: 8443 } };
    const router = createRouter({ connect: new Map(Object.entries(connect)), dns: zoneDoor({}) });
    expect(await router.route({ host: 'shop.test', port: 80 }, never())).toMatchObject({ why: 'no-address' });
  });

  test('may name a host, whose private addresses are fine then', async () => {
    const zone = { 'edge.test A': ['10.0.0.5'] };
    const routed = await route(zone, 'shop.test', { 'shop.test:443': { host: 'edge.test', port: 8443 } });
    expect(routed).toEqual({ state: 'routed', addresses: ['10.0.0.5'], port: 8443 });
    const local = await route({}, 'shop.test', { 'shop.test:443': { host: 'localhost', port: 8443 } });
    expect(local).toMatchObject({ addresses: ['127.0.0.1', '::1'] });
  });

  test('diverts addresses too', async () => {
    const routed = await route({}, '[::1]', { '[::1]:443': { host: '127.0.0.1', port: 1 } });
    expect(routed).toMatchObject({ addresses: ['127.0.0.1'], port: 1 });
  });
});

test('an aborted signal throws its reason', async () => {
  const router = createRouter({ connect: new Map(), dns: zoneDoor({}) });
  const reason = new Error('enough');
  await expect(router.route({ host: '1.1.1.1', port: 443 }, AbortSignal.abort(reason))).rejects.toBe(reason);
});
