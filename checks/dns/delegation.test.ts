import { describe, expect, it } from 'vitest';
import type { NameServer, ZoneDelegation } from '../../src/artifacts/dns/delegation.ts';
import { delegation } from './delegation.ts';
import { findingsOf, keysOf } from './testing.ts';

const both = ['ns1.dns.example', 'ns2.dns.example'];

function server(name: string, answer: Partial<NameServer> = {}): NameServer {
  return { name, resolves: 'yes', answer: { state: 'authority', names: both }, ...answer };
}

function zone(more: Partial<ZoneDelegation> = {}): ZoneDelegation {
  return {
    zone: 'harbor.example',
    parent: { state: 'found', names: both },
    parentServer: 'a.nic.example',
    resolved: { state: 'found', names: both },
    servers: both.map((name) => server(name)),
    ...more,
  };
}

function judge(...zones: readonly Partial<ZoneDelegation>[]) {
  return delegation.evaluate({ zones: zones.map(zone) });
}

const silence = { state: 'silent', detail: 'ns2.dns.example: timeout' } as const;
const lame = { state: 'lame', detail: 'it says REFUSED' } as const;

describe('dns/delegation', () => {
  it('passes, fails for a lame server, and passes again', () => {
    const fine = {
      outcome: 'pass',
      evidence: 'harbor.example NS ns1.dns.example, ns2.dns.example, as a.nic.example says',
    };
    expect(judge({})).toEqual(fine);
    const broken = judge({ servers: [server('ns1.dns.example'), server('ns2.dns.example', { answer: lame })] });
    expect(findingsOf(broken)).toEqual([
      {
        key: 'lame',
        data: { zone: 'harbor.example', server: 'ns2.dns.example', why: 'it says REFUSED' },
        at: { kind: 'dns', name: 'harbor.example', type: 'NS' },
        evidence: 'harbor.example NS ns2.dns.example: it says REFUSED',
      },
    ]);
    expect(judge({})).toEqual(fine);
  });

  it('is high', () => expect(delegation.meta.severity).toBe('high'));

  it('names a server inside a private network as that, and does not know of one that the tool does not ask', () => {
    const inside = { state: 'internal', addresses: ['10.0.0.53'] } as const;
    const verdict = judge({ servers: [server('ns1.dns.example'), server('ns2.dns.example', { answer: inside })] });
    expect(findingsOf(verdict)).toMatchObject([
      { key: 'internal', evidence: 'harbor.example NS ns2.dns.example; ns2.dns.example 10.0.0.53' },
    ]);
    const unasked = { state: 'unasked', detail: 'it lies at 192.0.2.53 (reserved)' } as const;
    expect(
      judge({ servers: [server('ns1.dns.example'), server('ns2.dns.example', { answer: unasked })] }),
    ).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('192.0.2.53 (reserved)') });
  });

  it('warns of a server whose name is an alias (RFC 2181, section 10.3)', () => {
    const alias = server('ns2.dns.example', { alias: 'box.dns.example' });
    expect(findingsOf(judge({ servers: [server('ns1.dns.example'), alias] }))).toMatchObject([
      { key: 'alias', severity: 'medium', data: { server: 'ns2.dns.example', target: 'box.dns.example' } },
    ]);
    expect(keysOf(judge({ servers: [server('ns1.dns.example'), { ...alias, answer: lame }] }))).toEqual([
      'alias',
      'lame',
    ]);
  });

  it('fails when parent and zone differ, and names the difference (RFC 1034, section 4.2.2)', () => {
    const verdict = judge({ parent: { state: 'found', names: ['ns1.dns.example', 'ns1.old.example'] } });
    expect(findingsOf(verdict)).toMatchObject([
      {
        key: 'differ',
        data: { difference: 'ns1.old.example at the registry only, ns2.dns.example in the zone only' },
      },
    ]);
  });

  it('fails when the zone’s own servers disagree', () => {
    const stale = server('ns2.dns.example', { answer: { state: 'authority', names: ['ns1.dns.example'] } });
    expect(keysOf(judge({ servers: [server('ns1.dns.example'), stale] }))).toEqual(['disagree']);
  });

  it('warns of a single server (RFC 2182)', () => {
    const names = ['ns1.dns.example'];
    const one = server('ns1.dns.example', { answer: { state: 'authority', names } });
    const alone = { parent: { state: 'found', names }, resolved: { state: 'found', names }, servers: [one] } as const;
    expect(findingsOf(judge(alone))).toMatchObject([{ key: 'single', severity: 'medium' }]);
  });

  it('fails for a server without an address, whatever else is said of it', () => {
    const gone = server('ns2.dns.example', { resolves: 'no', answer: silence });
    expect(keysOf(judge({ servers: [server('ns1.dns.example'), gone] }))).toEqual(['unresolvable']);
  });

  it('fails for a silent server only while others are heard', () => {
    const servers = [server('ns1.dns.example'), server('ns2.dns.example', { answer: silence })];
    expect(keysOf(judge({ servers }))).toEqual(['silent']);
    const deaf = {
      parent: { state: 'unknown', detail: 'a.nic.example: timeout' },
      servers: both.map((name) => server(name, { answer: silence })),
    } as const;
    expect(judge(deaf)).toMatchObject({ outcome: 'unknown', hint: expect.stringContaining('port 53') });
  });

  it('fails when the registry does not know the zone', () =>
    expect(keysOf(judge({ parent: { state: 'nxdomain' }, servers: [] }))).toEqual(['undelegated']));

  it('never passes while the parent was not asked', () => {
    const unasked = { parent: { state: 'unknown', detail: 'a.nic.example: unreachable' } } as const;
    expect(judge(unasked)).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('unreachable') });
    const servers = [server('ns1.dns.example'), server('ns2.dns.example', { answer: lame })];
    expect(judge({ ...unasked, servers })).toMatchObject({ outcome: 'fail', unsettled: {} });
  });

  it('needs no resolver once both sides have spoken for themselves', () =>
    expect(judge({ resolved: { state: 'unknown', rcode: 'SERVFAIL', detail: 'SERVFAIL' } }).outcome).toBe('pass'));

  it('does not know a zone without NS records', () =>
    expect(
      judge({ parent: { state: 'unknown', detail: 'x' }, resolved: { state: 'nodata' }, servers: [] }).outcome,
    ).toBe('unknown'));

  it('does not apply below a platform’s own domain', () => expect(judge().outcome).toBe('not-applicable'));
});
