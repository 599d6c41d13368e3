import { describe, expect, it } from 'vitest';
import { dnsCaa } from '../../artifacts/dns/caa.ts';
import { type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherDnsCaa } from './caa.ts';
import { harborHosts, platformHosts } from './testing.ts';

async function gather(world: FakeWorld, hosts = harborHosts()) {
  const { context, asked } = fakeWorld(world);
  return { value: await gatherDnsCaa.gather(context, { hosts }), asked };
}

describe('dns/caa', () => {
  it('asks for every name on the way to the root, once (RFC 8659, section 3)', async () => {
    const { value, asked } = await gather({ zone: 'harbor.example CAA 0 issue "letsencrypt.org"' });
    const found = { state: 'found', records: [{ critical: false, tag: 'issue', value: 'letsencrypt.org' }] };
    expect(value.map(({ host, levels }) => [host, levels.map(({ name }) => name)])).toEqual([
      ['harbor.example', ['harbor.example', 'example']],
      ['www.harbor.example', ['www.harbor.example', 'harbor.example', 'example']],
    ]);
    expect(value[1]?.levels[1]?.answer).toEqual(found);
    expect(asked.toSorted()).toEqual(['example CAA', 'harbor.example CAA', 'www.harbor.example CAA']);
    expect(dnsCaa.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  });

  it('takes the records at the target of a CNAME as the name’s own', async () => {
    const { value } = await gather({
      zone: 'www.harbor.example CNAME cname.vercel-dns.com\ncname.vercel-dns.com CAA 0 issue "letsencrypt.org"',
    });
    expect(value[1]?.levels[0]).toMatchObject({ name: 'www.harbor.example', answer: { state: 'found' } });
  });

  const statesOf = async (world: FakeWorld) =>
    (await gather(world)).value[1]?.levels.map(({ answer }) => answer.state) ?? [];

  it('tells a failing server from silence', async () => {
    const dns = { 'harbor.example CAA': 'refused', 'www.harbor.example CAA': 'timeout' } as const;
    expect(await statesOf({ dns })).toEqual(['unknown', 'failed', 'none']);
  });

  it('takes SERVFAIL for the zone’s own failure only where the resolver answers another question about the very name', async () => {
    const dns = { 'harbor.example CAA': 'refused', 'harbor.example SOA': 'refused' } as const;
    expect(await statesOf({ dns: { ...dns, 'harbor.example A': 'refused' } })).toEqual(['none', 'unknown', 'none']);
    expect(await statesOf({ dns, zone: 'harbor.example A 203.0.113.7' })).toEqual(['none', 'failed', 'none']);
  });

  it('never takes SERVFAIL above the registered domain for the owner’s failure', async () =>
    expect(await statesOf({ dns: { 'example CAA': 'refused' } })).toEqual(['none', 'none', 'unknown']));

  it('is unavailable when nobody answers, and asks nothing below a platform', async () => {
    const names = ['harbor.example', 'www.harbor.example', 'example'];
    const silence = Object.fromEntries(names.map((name) => [`${name} CAA`, 'timeout' as const]));
    await expect(gather({ dns: silence })).rejects.toMatchObject({ reason: 'timeout' });
    expect(await gather({}, platformHosts)).toEqual({ value: [], asked: [] });
  });
});
