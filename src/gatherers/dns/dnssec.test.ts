import { describe, expect, it } from 'vitest';
import { dnsSecurity } from '../../artifacts/dns/dnssec.ts';
import type { DnsDoor, DnsOptions } from '../../core/doors/dns.ts';
import { type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherDnsSecurity } from './dnssec.ts';
import { harborHosts, platformHosts } from './testing.ts';

const signed = `
  harbor.example SOA ns1.dns.example host.harbor.example 1
  harbor.example A 76.76.21.21
  harbor.example DS 2371 13 2
  harbor.example DNSKEY 257 3 13
`;

// The in-memory internet knows no AD and no CD: a validating resolver is put in front of it.
async function gather(world: FakeWorld, validates: boolean, broken: readonly string[] = [], hosts = harborHosts()) {
  const { context } = fakeWorld(world);
  const plain = context.io.dns;
  const asked: string[] = [];
  const ask = async (name: string, type: 'A', signal: AbortSignal, options: DnsOptions = {}) => {
    asked.push(`${name} ${type}${options.checkingDisabled === true ? ' CD' : ''}`);
    if (broken.includes(`${name} ${type}`) && options.checkingDisabled !== true) {
      return { server: 'the test', state: 'refused', rcode: 'SERVFAIL', detail: 'DNSSEC Bogus' } as const;
    }
    const answer = await plain.ask(name, type, signal);
    return 'authenticated' in answer ? { ...answer, authenticated: validates } : answer;
  };
  const dns: DnsDoor = { ...plain, ask: ask as unknown as DnsDoor['ask'] };
  const value = await gatherDnsSecurity.gather({ ...context, io: { ...context.io, dns } }, { hosts });
  return { value, zone: value.zones[0], asked };
}

describe('dns/dnssec', () => {
  it('keeps AD, DS and keys, and names the resolver (RFC 4035, section 3.2.3)', async () => {
    const { value, zone, asked } = await gather({ zone: signed }, true);
    expect(value.resolver).toBe('the test');
    expect(zone).toEqual({
      zone: 'harbor.example',
      ds: { state: 'found', keyTags: [2371] },
      keys: true,
      questions: [
        { name: 'harbor.example', type: 'SOA', answer: 'validated', detail: '' },
        { name: 'harbor.example', type: 'A', answer: 'validated', detail: '' },
      ],
    });
    expect(asked.some((key) => key.endsWith(' CD'))).toBe(false);
    expect(dnsSecurity.parse(JSON.parse(JSON.stringify(value)))).toEqual(value);
  });

  it('is bogus when SERVFAIL turns into an answer with CD', async () => {
    const { zone, asked } = await gather({ zone: signed }, true, ['harbor.example SOA']);
    expect(zone?.questions[0]).toEqual({
      ...{ name: 'harbor.example', type: 'SOA', answer: 'bogus' },
      detail: 'the test: SERVFAIL (DNSSEC Bogus)',
    });
    expect(asked.filter((key) => key.endsWith(' CD'))).toEqual(['harbor.example SOA CD']);
  });

  it('is not bogus when the server fails with CD too, or when it did not answer in time', async () => {
    const failing = await gather({ zone: signed, dns: { 'harbor.example SOA': 'refused' } }, true, [
      'harbor.example SOA',
    ]);
    expect(failing.zone?.questions[0]?.answer).toBe('unknown');
    const late = await gather({ zone: signed, dns: { 'harbor.example SOA': 'timeout' } }, true);
    expect(late.zone?.questions[0]?.answer).toBe('unknown');
    expect(late.asked.some((key) => key.endsWith(' CD'))).toBe(false);
  });

  it('tells no DS from a DS that was not learnt', async () => {
    const unsigned = signed.replace(/^.*(DS|DNSKEY) .*$/gm, '');
    expect((await gather({ zone: unsigned }, true)).zone).toMatchObject({ ds: { state: 'none' }, keys: false });
    const lost = await gather({ zone: signed, dns: { 'harbor.example DS': 'timeout' } }, true);
    expect(lost.zone?.ds.state).toBe('unknown');
  });

  it('keeps answers without AD apart', async () =>
    expect((await gather({ zone: signed }, false)).zone?.questions[0]?.answer).toBe('plain'));

  it('is unavailable when nobody answers, and asks nothing below a platform', async () => {
    const keys = ['harbor.example SOA', 'harbor.example DS', 'harbor.example A'];
    const silence = Object.fromEntries(keys.map((key) => [key, 'timeout' as const]));
    await expect(gather({ dns: silence }, true)).rejects.toMatchObject({ reason: 'timeout' });
    expect((await gather({}, true, [], platformHosts)).value.zones).toEqual([]);
  });
});
