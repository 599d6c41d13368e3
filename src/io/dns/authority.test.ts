import dnsPacket, { type Answer } from 'dns-packet';
import { expect, test } from 'vitest';
import { a, cname, never, openDoor, type SeenQuestion, startDnsServer } from './testing.ts';

const aa = dnsPacket.AUTHORITATIVE_ANSWER;
const ns: Answer = { type: 'NS', name: 'example.com', ttl: 300, data: 'ns1.example.net' };
const authority = ({ name, type }: SeenQuestion) =>
  type === 'NS' ? { flags: aa, answers: [ns] } : { flags: aa, answers: a(name, '192.0.2.1') };

test('an authority that network.connect names is asked there, without recursion and without a look-up', async () => {
  await using resolver = await startDnsServer(() => ({ rcode: 3 }));
  await using server = await startDnsServer(authority);
  const connect = new Map([['ns1.example.net:53', server.endpoint]]);
  await using dns = openDoor(undefined, {
    network: { resolver: { kind: 'server', server: resolver.endpoint }, connect },
  });
  const answer = await dns.door.askServer('NS1.example.net.', 'example.com', 'NS', never());
  expect(answer).toMatchObject({
    state: 'found',
    server: `ns1.example.net (127.0.0.1:${server.endpoint.port})`,
    authoritative: true,
    records: [{ type: 'NS', target: 'ns1.example.net' }],
  });
  expect((server.seen[0]?.flags ?? 0) & dnsPacket.RECURSION_DESIRED).toBe(0);
  expect(resolver.seen).toHaveLength(0);
  expect(dns.door.isMapped('NS1.example.net.')).toBe(true);
  expect(dns.door.isMapped('ns2.example.net')).toBe(false);
});

test('a referral is told by its authority section', async () => {
  await using server = await startDnsServer(() => ({ flags: 0, authorities: [ns] }));
  const connect = new Map([['a.gtld.example:53', server.endpoint]]);
  await using dns = openDoor(server, { network: { connect } });
  const answer = await dns.door.askServer('a.gtld.example', 'example.com', 'NS', never());
  expect(answer).toMatchObject({
    state: 'nodata',
    authoritative: false,
    authority: [{ type: 'NS', name: 'example.com', target: 'ns1.example.net' }],
  });
});

test('an alias that leads out of what the server knows ends there', async () => {
  await using server = await startDnsServer(({ name }) => ({ flags: aa, answers: [cname(name, 'edge.example.org')] }));
  const connect = new Map([['ns1.example.net:53', server.endpoint]]);
  await using dns = openDoor(server, { network: { connect } });
  const answer = await dns.door.askServer('ns1.example.net', 'www.example.com', 'A', never());
  expect(answer).toMatchObject({ state: 'nodata', chain: ['edge.example.org'] });
  expect(server.seen).toHaveLength(1);
});

test.each([
  ['127.0.0.1', 'loopback'],
  ['10.1.2.3', 'private'],
  ['169.254.169.254', 'link-local'],
  ['192.168.0.1', 'private'],
])(
  'a name server that lies at %s is not asked: a zone must not point the tool at its own network',
  async (address, range) => {
    await using resolver = await startDnsServer(({ name, type }) => ({
      answers: type === 'A' ? a(name, address) : [],
    }));
    await using dns = openDoor(resolver);
    const answer = await dns.door.askServer('ns1.example.net', 'example.com', 'NS', never());
    expect(answer).toMatchObject({
      state: 'unreachable',
      detail: expect.stringMatching(new RegExp(`${range}.*network\\.connect`)),
      barred: [address],
    });
  },
);

test('an address in place of a name is judged the same', async () => {
  await using resolver = await startDnsServer(() => ({}));
  await using dns = openDoor(resolver);
  for (const address of ['::1', 'fd00::53', '127.0.0.1']) {
    expect(await dns.door.askServer(address, 'example.com', 'NS', never())).toMatchObject({ state: 'unreachable' });
  }
  expect(resolver.seen).toHaveLength(0);
});

test('a name server without an address is unreachable, one whose address cannot be learnt says why', async () => {
  await using resolver = await startDnsServer(({ name }) => (name.startsWith('broken') ? { rcode: 2 } : { rcode: 3 }));
  await using dns = openDoor(resolver);
  expect(await dns.door.askServer('gone.example', 'example.com', 'NS', never())).toMatchObject({
    state: 'unreachable',
    detail: expect.stringContaining('has no address'),
  });
  expect(await dns.door.askServer('broken.example', 'example.com', 'NS', never())).toMatchObject({
    state: 'unreachable',
    detail: expect.stringContaining('SERVFAIL'),
  });
});

test('each authority is asked once for a name and type', async () => {
  await using server = await startDnsServer(authority);
  const connect = new Map([
    ['ns1.example.net:53', server.endpoint],
    ['ns2.example.net:53', server.endpoint],
  ]);
  await using dns = openDoor(server, { network: { connect } });
  for (const host of ['ns1.example.net', 'ns1.example.net', 'ns2.example.net']) {
    await dns.door.askServer(host, 'example.com', 'SOA', never());
  }
  expect(server.seen).toHaveLength(2);
});

test('bad names are answered without asking', async () => {
  await using server = await startDnsServer(() => ({}));
  await using dns = openDoor(server);
  expect(await dns.door.askServer('ns1.example.net', 'a..b', 'A', never())).toMatchObject({ state: 'malformed' });
  expect(await dns.door.askServer('ns1..net', 'example.com', 'A', never())).toMatchObject({ state: 'unreachable' });
  expect(server.seen).toHaveLength(0);
});
