import { describe, expect, it } from 'vitest';
import { dnsNames } from '../../artifacts/dns/names.ts';
import type { VercelDomains } from '../../artifacts/vercel/domains.ts';
import { type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherDnsNames } from './names.ts';
import { harborHosts, platformHosts } from './testing.ts';

const base = `
  harbor.example A 76.76.21.21
  www.harbor.example CNAME cname.vercel-dns.com
  cname.vercel-dns.com A 76.76.21.22
  harbor.example NS ns1.dns.example
  ns1.dns.example A 192.0.2.1
`;

async function gather(world: FakeWorld, hosts = harborHosts(), attached: VercelDomains = []) {
  const { context, asked } = fakeWorld(world);
  const domains = { state: 'ok', value: attached, ms: 1 } as const;
  const value = await gatherDnsNames.gather(context, { hosts, domains });
  expect(dnsNames.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  const [first] = value;
  if (first === undefined) throw new Error('no zone');
  return { zone: first, asked };
}

describe('dns/names', () => {
  it('finds the usual names that are there, and asks each name and type once', async () => {
    const { zone, asked } = await gather({ zone: `${base}\nstaging.harbor.example A 203.0.113.7` });
    expect(zone.names.map(({ name }) => name)).toEqual([
      'harbor.example',
      'www.harbor.example',
      'staging.harbor.example',
    ]);
    expect(zone).toMatchObject({
      zone: 'harbor.example',
      wanted: false,
      unasked: [],
      lost: [],
      pages: [],
      atVercel: true,
    });
    expect(zone.wildcard.a).toEqual({ state: 'nxdomain' });
    const kinds = new Set(asked);
    expect(kinds.size).toBeLessThan(150);
    expect(zone.tried).toBeGreaterThan(30);
  });

  it('leaves out names that only a wildcard answers for', async () => {
    const { context } = fakeWorld({ zone: base });
    const answered = context.io.dns.ask;
    const dns = {
      ...context.io.dns,
      ask: (async (name, type, signal) => {
        const answer = await answered(name, type, signal);
        if (answer.state !== 'nxdomain' || !name.endsWith('.harbor.example') || type !== 'A') return answer;
        return answered('harbor.example', type, signal);
      }) as typeof answered,
    };
    const [zone] = await gatherDnsNames.gather(
      { ...context, io: { ...context.io, dns } },
      { hosts: harborHosts(), domains: { state: 'ok', value: [{ name: '*.harbor.example', verified: true }], ms: 1 } },
    );
    expect(zone?.wildcard.a).toEqual({ state: 'found', addresses: ['76.76.21.21'] });
    expect(zone?.names.map(({ name }) => name)).toEqual(['harbor.example', 'www.harbor.example']);
    expect(zone?.wanted).toBe(true);
  });

  it('finds no names by a wildcard of another type, under which everything is NODATA', async () => {
    const { context } = fakeWorld({ zone: base });
    const answered = context.io.dns.ask;
    const ask = async (name: string, type: 'A', signal: AbortSignal) => {
      const answer = await answered(name, type, signal);
      return answer.state === 'nxdomain' && name.endsWith('.harbor.example') ? { ...answer, state: 'nodata' } : answer;
    };
    const dns = { ...context.io.dns, ask: ask as unknown as typeof answered };
    const [zone] = await gatherDnsNames.gather(
      { ...context, io: { ...context.io, dns } },
      { hosts: harborHosts(), domains: { state: 'ok', value: [], ms: 1 } },
    );
    expect(zone?.names.map(({ name }) => name)).toEqual(['harbor.example', 'www.harbor.example']);
  });

  it('finds a CNAME whose target is not there, and whether its domain is registered', async () => {
    const { zone } = await gather({
      zone: `${base}\nblog.harbor.example CNAME harbor.gone.dev\nold.harbor.example CNAME old.partner.dev\npartner.dev NS ns.partner.dev`,
    });
    expect(zone.lost).toEqual([
      {
        ...{ name: 'old.harbor.example', type: 'CNAME', chain: ['old.partner.dev'], target: 'old.partner.dev' },
        ...{ domain: 'partner.dev', registered: 'yes' },
      },
      {
        ...{ name: 'blog.harbor.example', type: 'CNAME', chain: ['harbor.gone.dev'], target: 'harbor.gone.dev' },
        ...{ domain: 'gone.dev', registered: 'no' },
      },
    ]);
  });

  it('does not call a domain free when asking for it failed', async () => {
    const { zone } = await gather({
      zone: `${base}\nblog.harbor.example CNAME harbor.gone.dev`,
      dns: { 'gone.dev NS': 'timeout' },
    });
    expect(zone.lost).toMatchObject([{ registered: 'unknown' }]);
  });

  it('finds MX and NS targets that are gone; the null MX (RFC 7505) is none', async () => {
    const broken = `${base}\nharbor.example NS ns2.gone.dev\nharbor.example MX 10 mx.gone.dev`;
    const { zone } = await gather({ zone: broken });
    expect(zone.lost.map(({ type, target, registered }) => `${type} ${target} ${registered}`)).toEqual([
      'NS ns2.gone.dev no',
      'MX mx.gone.dev no',
    ]);
    expect((await gather({ zone: `${base}\nharbor.example MX 0 .` })).zone.lost).toEqual([]);
  });

  it('leaves an address in an MX to email/mx-records', async () =>
    expect((await gather({ zone: `${base}\nharbor.example MX 10 203.0.113.5` })).zone.lost).toEqual([]));

  it('does not look up a name server whose place the person names in network.connect', async () => {
    const { context, asked } = fakeWorld({ zone: `${base}\nharbor.example NS ns1.inside.test` });
    const dns = { ...context.io.dns, isMapped: (server: string) => server === 'ns1.inside.test' };
    const [zone] = await gatherDnsNames.gather(
      { ...context, io: { ...context.io, dns } },
      { hosts: harborHosts(), domains: { state: 'ok', value: [], ms: 1 } },
    );
    expect(zone?.lost).toEqual([]);
    expect(asked.filter((key) => key.startsWith('ns1.inside.test'))).toEqual([]);
  });

  it('keeps MX and NS that could not be asked as open', async () => {
    const { zone } = await gather({
      zone: base,
      dns: { 'harbor.example MX': 'timeout', 'ns1.dns.example A': 'refused' },
    });
    expect(zone.unaskedServers).toEqual([
      { name: 'harbor.example', detail: 'the test: timeout', kind: 'timeout' },
      { name: 'ns1.dns.example', detail: 'the test: SERVFAIL' },
    ]);
  });

  it('finds a sub-zone that is delegated to servers that are gone', async () => {
    const { context } = fakeWorld({ zone: base, dns: { 'dev.harbor.example A': 'refused' } });
    const dns = {
      ...context.io.dns,
      askServer: (async (server: string, name: string) => {
        const spoken = { server, chain: [], authenticated: false, authoritative: false, bytes: 90 };
        const ns = { type: 'NS', name, ttl: 300, target: 'ns1.gone.dev' } as const;
        return { ...spoken, state: 'nodata', authority: [ns] };
      }) as typeof context.io.dns.askServer,
    };
    const [zone] = await gatherDnsNames.gather(
      { ...context, io: { ...context.io, dns } },
      { hosts: harborHosts(), domains: { state: 'unavailable', reason: 'no-credential', hint: '' } },
    );
    expect(zone?.lost).toMatchObject([
      { name: 'dev.harbor.example', type: 'NS', target: 'ns1.gone.dev', registered: 'no' },
    ]);
    expect(zone?.unasked).toMatchObject([{ name: 'dev.harbor.example' }]);
  });

  it('reads one page below a service’s own suffix, and no other page', async () => {
    const records = `${base}\ndocs.harbor.example CNAME harbor.github.io\nharbor.github.io A 185.199.108.153\nhelp.harbor.example A 203.0.113.7`;
    const mark = "<p><strong>There isn't a GitHub Pages site here.</strong></p>";
    const { zone, asked } = await gather({
      zone: records,
      site: { 'GET http://docs.harbor.example/': { status: 404, body: mark } },
    });
    expect(zone.pages).toEqual([
      {
        ...{ name: 'docs.harbor.example', target: 'harbor.github.io', service: 'github-pages' },
        answer: { state: 'unclaimed', status: 404, mark: "There isn't a GitHub Pages site here" },
      },
    ]);
    expect(asked.filter((key) => key.startsWith('GET'))).toEqual(['GET http://docs.harbor.example/']);
    const served = { 'GET http://docs.harbor.example/': { status: 200, body: mark } };
    expect((await gather({ zone: records, site: served })).zone.pages[0]?.answer.state).toBe('served');
    expect((await gather({ zone: records })).zone.pages[0]?.answer.state).toBe('unknown');
  });

  it('follows Vercel to https before it says what is there', async () => {
    const records = `
      harbor.example A 203.0.113.7
      docs.harbor.example CNAME abc.vercel-dns-017.com
      abc.vercel-dns-017.com A 76.76.21.22
    `;
    const { zone } = await gather({
      zone: records,
      site: {
        'GET http://docs.harbor.example/': { status: 308, headers: { location: 'https://docs.harbor.example/' } },
        'GET https://docs.harbor.example/': { status: 404, headers: { 'x-vercel-error': 'DEPLOYMENT_NOT_FOUND' } },
      },
    });
    expect(zone.pages).toMatchObject([{ service: 'vercel', answer: { state: 'unclaimed' } }]);
    expect(zone.atVercel).toBe(false);
    const proof = `${records}\n_vercel.harbor.example TXT vc-domain-verify=harbor.example,abc`;
    const proved = await gather({ zone: proof });
    expect(proved.zone).toMatchObject({ atVercel: true, pages: [] });
    expect(proved.asked.some((key) => key.startsWith('GET'))).toBe(false);
  });

  it('asks no further when the first question meets silence', async () => {
    const { context, asked } = fakeWorld({ dns: { 'launch-ready-wildcard-probe.harbor.example A': 'timeout' } });
    const bag = { hosts: harborHosts(), domains: { state: 'ok', value: [], ms: 1 } as const };
    await expect(gatherDnsNames.gather(context, bag)).rejects.toMatchObject({ reason: 'timeout' });
    expect(asked).toHaveLength(1);
  });

  it('does not sweep a zone whose own name fails as well, and is unavailable without another zone', async () => {
    const dns = { 'launch-ready-wildcard-probe.harbor.example A': 'refused', 'harbor.example A': 'refused' } as const;
    const { context, asked } = fakeWorld({ dns });
    const bag = { hosts: harborHosts(), domains: { state: 'ok', value: [], ms: 1 } as const };
    await expect(gatherDnsNames.gather(context, bag)).rejects.toMatchObject({
      reason: 'not-found',
      hint: expect.stringContaining('SERVFAIL'),
    });
    expect(asked).toHaveLength(2);
    const hosts = { ...harborHosts(), domains: ['shop.example', 'harbor.example'] };
    const [, zone] = await gatherDnsNames.gather(fakeWorld({ zone: 'shop.example A 203.0.113.7', dns }).context, {
      ...bag,
      hosts,
    });
    const unasked = [{ name: 'harbor.example', detail: 'the test: SERVFAIL' }];
    expect(zone).toMatchObject({ tried: 0, names: [], unasked });
  });

  it('sweeps a zone in which only the probe fails', async () => {
    const failing = { 'launch-ready-wildcard-probe.harbor.example A': 'refused' } as const;
    const { zone } = await gather({ zone: base, dns: failing });
    expect(zone.names.map(({ name }) => name)).toEqual(['harbor.example', 'www.harbor.example']);
    expect(zone.wildcard.a.state).toBe('unknown');
  });

  it('keeps one silent zone beside one that answers', async () => {
    const hosts = { ...harborHosts(), domains: ['harbor.example', 'shop.example'] };
    const { context } = fakeWorld({ zone: base, dns: { 'launch-ready-wildcard-probe.shop.example A': 'timeout' } });
    const zones = await gatherDnsNames.gather(context, { hosts, domains: { state: 'ok', value: [], ms: 1 } });
    expect(zones.map(({ tried }) => tried > 0)).toEqual([true, false]);
    expect(zones[1]?.unasked).toMatchObject([{ name: 'shop.example' }]);
  });

  it('asks nothing below a platform', async () => {
    const { context, asked } = fakeWorld({});
    const bag = { hosts: platformHosts, domains: { state: 'ok', value: [], ms: 1 } as const };
    expect(await gatherDnsNames.gather(context, bag)).toEqual([]);
    expect(asked).toEqual([]);
  });
});
