import { describe, expect, it } from 'vitest';
import { dnsDelegation } from '../../artifacts/dns/delegation.ts';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherDnsDelegation } from './delegation.ts';
import { harborHosts, platformHosts } from './testing.ts';

const zone = `
  example NS a.nic.example
  harbor.example NS ns1.dns.test
  harbor.example NS ns2.dns.test
  ns1.dns.test A 192.0.2.1
  ns2.dns.test AAAA 2001:db8::2
`;

type Said = DnsAnswer<'NS'>;
const spoken = { server: '', chain: [], authenticated: false, bytes: 90, authority: [] };
const ns = (...targets: readonly string[]) =>
  targets.map((target) => ({ type: 'NS', name: 'harbor.example', ttl: 300, target }) as const);
const authority = (...names: readonly string[]): Said => ({
  ...spoken,
  state: 'found',
  authoritative: true,
  records: ns(...names),
});
const referral = (...names: readonly string[]): Said => ({
  ...spoken,
  state: 'nodata',
  authoritative: false,
  authority: ns(...names),
});
const both = ['ns1.dns.test', 'ns2.dns.test'] as const;
const fine: Readonly<Record<string, Said>> = {
  'a.nic.example': referral(...both),
  'ns1.dns.test': authority(...both),
  'ns2.dns.test': authority(...both),
};

async function gather(servers: Readonly<Record<string, Said>>, records = zone, mapped: readonly string[] = []) {
  const { context, asked } = fakeWorld({ zone: records });
  const askServer = async (server: string): Promise<Said> => {
    const said = servers[server] ?? { server, state: 'unreachable', detail: 'no address' };
    return { ...said, server };
  };
  const dns: DnsDoor = {
    ...context.io.dns,
    askServer: askServer as unknown as DnsDoor['askServer'],
    isMapped: (server) => mapped.includes(server),
  };
  const value = await gatherDnsDelegation.gather({ ...context, io: { ...context.io, dns } }, { hosts: harborHosts() });
  expect(dnsDelegation.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  const [first] = value;
  if (first === undefined) throw new Error('no zone');
  return { delegation: first, asked };
}

describe('dns/delegation', () => {
  it('reads the parent’s referral and asks every server itself (RFC 1034, section 4.3.2)', async () => {
    const { delegation } = await gather(fine);
    expect(delegation).toEqual({
      zone: 'harbor.example',
      parent: { state: 'found', names: both },
      parentServer: 'a.nic.example',
      resolved: { state: 'found', names: both },
      servers: both.map((name) => ({ name, resolves: 'yes', answer: { state: 'authority', names: both } })),
    });
  });

  it.each<[string, Said, string]>([
    ['REFUSED', { server: '', state: 'refused', rcode: 'REFUSED', detail: '' }, 'lame'],
    ['an answer without AA', { ...spoken, state: 'found', authoritative: false, records: ns(...both) }, 'lame'],
    ['a referral upwards', { ...spoken, state: 'nodata', authoritative: false }, 'lame'],
    ['NXDOMAIN', { ...spoken, state: 'nxdomain', authoritative: true }, 'lame'],
    ['silence', { server: '', state: 'timeout', detail: '' }, 'silent'],
    ['a malformed message', { server: '', state: 'malformed', detail: 'short' }, 'silent'],
    ['nothing, inside', { server: '', state: 'unreachable', detail: '', barred: ['10.0.0.5', 'fd00::5'] }, 'internal'],
    [
      'nothing, in a reserved block',
      { server: '', state: 'unreachable', detail: '', barred: ['192.0.2.5'] },
      'unasked',
    ],
  ])('a server that says %s is %s', async (_what, said, state) => {
    const { delegation } = await gather({ ...fine, 'ns2.dns.test': said });
    expect(delegation.servers[1]?.answer.state).toBe(state);
    expect(delegation.servers[0]?.answer.state).toBe('authority');
  });

  it('asks servers that only one side names', async () => {
    const { delegation } = await gather({ ...fine, 'a.nic.example': referral('ns1.dns.test', 'ns9.old.test') });
    expect(delegation.servers.map(({ name, resolves, answer }) => [name, resolves, answer.state])).toEqual([
      ['ns1.dns.test', 'yes', 'authority'],
      ['ns2.dns.test', 'yes', 'authority'],
      ['ns9.old.test', 'no', 'silent'],
    ]);
  });

  it('keeps what the name of a server is an alias of (RFC 2181, section 10.3)', async () => {
    const aliased = zone.replace(
      'ns1.dns.test A 192.0.2.1',
      'ns1.dns.test CNAME box.dns.test\nbox.dns.test A 192.0.2.1',
    );
    expect((await gather(fine, aliased)).delegation.servers.map(({ alias }) => alias)).toEqual([
      'box.dns.test',
      undefined,
    ]);
  });

  it('is unavailable when the resolver answers nothing', async () => {
    const dns = { 'harbor.example NS': 'timeout', 'example NS': 'timeout' } as const;
    await expect(
      gatherDnsDelegation.gather(fakeWorld({ dns }).context, { hosts: harborHosts() }),
    ).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('takes the person’s word for where a server lies: its name is not looked up, and another one without a name fails', async () => {
    const named = ['ns1.inside.test', 'ns2.inside.test'] as const;
    const records = `example NS a.nic.example\nharbor.example NS ${named[0]}\nharbor.example NS ${named[1]}`;
    const answers = { 'a.nic.example': referral(...named), 'ns1.inside.test': authority(...named) };
    const { delegation, asked } = await gather(answers, records, ['ns1.inside.test']);
    expect(delegation.servers.map(({ name, resolves }) => `${name} ${resolves}`)).toEqual([
      'ns1.inside.test yes',
      'ns2.inside.test no',
    ]);
    expect(asked.filter((key) => key.startsWith('ns1.inside.test'))).toEqual([]);
  });

  it('climbs over labels that are no zone of their own, as `co.jp`', async () => {
    const { context, asked } = fakeWorld({ zone: 'jp NS a.dns.jp\nharbor.co.jp NS ns1.dns.test' });
    const hosts = { production: [], domains: ['harbor.co.jp'] };
    const [delegation] = await gatherDnsDelegation.gather(context, { hosts });
    expect(asked).toEqual(expect.arrayContaining(['co.jp NS', 'jp NS', 'a.dns.jp harbor.co.jp NS']));
    expect(delegation?.parent).toEqual({ state: 'found', names: ['ns1.dns.test'] });
  });

  it('takes a parent that serves the zone too at its word', async () =>
    expect((await gather({ ...fine, 'a.nic.example': authority(...both) })).delegation.parent).toEqual({
      state: 'found',
      names: both,
    }));

  it('tells a parent that knows no such zone from one that could not be asked', async () => {
    const gone: Said = { ...spoken, state: 'nxdomain', authoritative: true };
    expect((await gather({ ...fine, 'a.nic.example': gone })).delegation.parent).toEqual({ state: 'nxdomain' });
    const { 'a.nic.example': _parent, ...rest } = fine;
    expect((await gather(rest)).delegation.parent).toMatchObject({ state: 'unknown' });
    expect((await gather(fine, zone.replace('example NS a.nic.example', ''))).delegation.parent).toMatchObject({
      state: 'unknown',
    });
  });

  it('asks nothing below a platform', async () => {
    const { context, asked } = fakeWorld({});
    expect(await gatherDnsDelegation.gather(context, { hosts: platformHosts })).toEqual([]);
    expect(asked).toEqual([]);
  });
});
