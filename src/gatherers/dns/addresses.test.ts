import { describe, expect, it } from 'vitest';
import { dnsAddresses } from '../../artifacts/dns/addresses.ts';
import { type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherDnsAddresses } from './addresses.ts';
import { harborHosts, platformHosts } from './testing.ts';

const zone = `
  harbor.example A 76.76.21.21
  harbor.example A 76.76.21.9
  harbor.example AAAA 2606:4700::1
  www.harbor.example CNAME cname.vercel-dns.com
  cname.vercel-dns.com A 76.76.21.22
  _vercel.harbor.example TXT vc-domain-verify=harbor.example,abc
  _vercel.harbor.example TXT something else
`;

async function gather(world: FakeWorld, hosts = harborHosts()) {
  const { context, asked } = fakeWorld(world);
  return { value: await gatherDnsAddresses.gather(context, { hosts }), asked };
}

describe('dns/addresses', () => {
  it('keeps chain, A and AAAA of each host, and Vercel’s proof of the domain', async () => {
    const { value, asked } = await gather({ zone });
    expect(value).toEqual({
      hosts: [
        {
          name: 'harbor.example',
          role: 'canonical',
          domain: 'harbor.example',
          chain: [],
          a: { state: 'found', addresses: ['76.76.21.21', '76.76.21.9'] },
          aaaa: { state: 'found', addresses: ['2606:4700::1'] },
        },
        {
          name: 'www.harbor.example',
          role: 'sibling',
          domain: 'harbor.example',
          chain: ['cname.vercel-dns.com'],
          a: { state: 'found', addresses: ['76.76.21.22'] },
          aaaa: { state: 'nodata' },
        },
      ],
      verified: [{ domain: 'harbor.example', record: 'vc-domain-verify=harbor.example,abc' }],
    });
    expect(dnsAddresses.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('keeps a circle of aliases as the chain that it is', async () => {
    const { context } = fakeWorld({ zone });
    const circle = {
      state: 'malformed',
      server: 'the test',
      detail: '',
      circle: ['a.harbor.example', 'www.harbor.example'],
    };
    const ask: typeof context.io.dns.ask = async (name, ...rest) =>
      name === 'www.harbor.example' ? (circle as never) : context.io.dns.ask(name, ...rest);
    const io = { ...context.io, dns: { ...context.io.dns, ask } };
    const { hosts } = await gatherDnsAddresses.gather({ ...context, io }, { hosts: harborHosts() });
    expect(hosts[1]).toMatchObject({ chain: circle.circle, a: { state: 'unknown', circle: true } });
  });

  it('tells NXDOMAIN, NODATA and a failing server apart, and lets one dead host hide no other', async () => {
    const { value } = await gather({
      zone,
      dns: { 'www.harbor.example A': 'refused', 'harbor.example AAAA': 'nodata' },
    });
    expect(value.hosts[1]?.a).toEqual({ state: 'unknown', rcode: 'SERVFAIL', detail: 'the test: SERVFAIL' });
    expect(value.hosts[0]).toMatchObject({ a: { state: 'found' }, aaaa: { state: 'nodata' } });
    expect((await gather({})).value.hosts[0]?.a).toEqual({ state: 'nxdomain' });
  });

  it('adds apex and www of a domain whose production host is another', async () => {
    const [canonical] = harborHosts().production;
    if (canonical === undefined) throw new Error('no host');
    const hosts = { production: [{ ...canonical, host: 'app.harbor.example' }], domains: ['harbor.example'] };
    const { value } = await gather({ zone }, hosts);
    expect(value.hosts.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'app.harbor.example canonical',
      'harbor.example sibling',
      'www.harbor.example sibling',
    ]);
  });

  it('asks nothing about a platform’s name', async () => {
    const { value, asked } = await gather({ zone }, platformHosts);
    expect(value.hosts).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('is unavailable when nobody answers at all', async () => {
    const silent = ['harbor.example', 'www.harbor.example'].flatMap((name) => [`${name} A`, `${name} AAAA`]);
    const timeout = Object.fromEntries(silent.map((key) => [key, 'timeout' as const]));
    await expect(gather({ dns: timeout })).rejects.toMatchObject({
      reason: 'timeout',
      hint: expect.stringContaining('the test'),
    });
    const unreachable = Object.fromEntries(silent.map((key) => [key, 'unreachable' as const]));
    await expect(gather({ dns: unreachable })).rejects.toMatchObject({ reason: 'offline' });
  });

  it('says when there may be more hosts', async () =>
    expect((await gather({ zone }, { ...harborHosts(), unread: 'set VERCEL_TOKEN' })).value.unread).toBe(
      'set VERCEL_TOKEN',
    ));
});
