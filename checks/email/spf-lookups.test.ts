import { describe, expect, it } from 'vitest';
import type { FakeWorld } from '../../src/gatherers/testing-world.ts';
import { spfLookups } from './spf-lookups.ts';
import { resend, spfFacts } from './testing-spf.ts';

async function judge(zone: string, dns: FakeWorld['dns'] = {}) {
  return spfLookups.evaluate({ spf: await spfFacts({ zone, dns }, [resend]) });
}

async function findings(zone: string) {
  const verdict = await judge(zone);
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

// Four lookups in the record, five behind the first include and `more` behind the second.
const tree = (more: string) => `
example.com TXT v=spf1 a mx include:_spf.a.example include:_spf.b.example ~all
example.com A 192.0.2.1
example.com MX 10 mail.example.com
_spf.a.example TXT v=spf1 include:_n1.a.example include:_n2.a.example include:_n3.a.example -all
_n1.a.example TXT v=spf1 ip4:203.0.113.0/24 -all
_n2.a.example TXT v=spf1 include:_n1.a.example -all
_n3.a.example TXT v=spf1 a:h.a.example -all
h.a.example A 203.0.113.1
_spf.b.example TXT v=spf1 ${more} -all
h.b.example A 198.51.100.1`;

describe('email/spf-lookups', () => {
  it('passes with ten, fails with eleven and the path to it, and passes again', async () => {
    const ten = tree('a:h.b.example');
    expect(await judge(ten)).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('example.com: 10 lookups of 10'),
    });
    expect(await findings(tree('a:h.b.example mx:example.com'))).toEqual([
      {
        key: 'lookups',
        data: { name: 'example.com', count: 11, path: '_spf.b.example > mx:example.com' },
        at: { kind: 'dns', name: 'example.com', type: 'TXT' },
        evidence:
          '_spf.b.example > mx:example.com; example.com: 11 lookups of 10 (include:_spf.a.example 6, include:_spf.b.example 3, a 1, mx 1), 0 in vain of 2 (3 for mail over IPv6, which is a permerror); to save: include:_n1.a.example is reached 2 times: drop all but one',
      },
    ]);
    expect((await judge(ten)).outcome).toBe('pass');
  });

  it('is high', () => expect(spfLookups.meta.severity).toBe('high'));

  it('names the whole path in a deep tree', async () => {
    const zone = `${tree('include:_deep.b.example')}\n_deep.b.example TXT v=spf1 exists:h.b.example -all`;
    expect((await findings(zone))[0]?.data.path).toBe('_spf.b.example > _deep.b.example > exists:h.b.example');
  });

  it('counts a redirect, and nothing behind all', async () => {
    const zone = `example.com TXT v=spf1 redirect=r.example.com\nr.example.com TXT v=spf1 a:h.a.example ~all ${'a:h.a.example '.repeat(12)}\nh.a.example A 192.0.2.1`;
    expect(await judge(zone)).toMatchObject({ outcome: 'pass', evidence: expect.stringContaining('2 lookups of 10') });
  });

  it('fails for three terms that find nothing, naming the third', async () => {
    const zone = (n: number) =>
      `example.com TXT v=spf1 ${['a:x1.example.com', 'mx:x2.example.com', 'exists:x3.example.com'].slice(0, n).join(' ')} ~all`;
    expect(await judge(zone(2))).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('2 in vain of 2'),
    });
    expect(await findings(zone(3))).toMatchObject([
      { key: 'voids', data: { count: 3, path: 'exists:x3.example.com' } },
    ]);
  });

  it('counts the question behind %{p} (RFC 7208 section 4.6.4)', async () => {
    const record = (n: number) => `example.com TXT v=spf1 ${'exists:%{p}.example.com '.repeat(n)}-all`;
    expect(await findings(record(5))).toEqual([]);
    expect(await findings(record(6))).toMatchObject([
      { key: 'lookups', data: { count: 12 }, evidence: expect.stringContaining('exists:%{p}.example.com 2') },
    ]);
  });

  it('tells of names that have no address of one family', async () => {
    const names = 'a:x.example.com '.repeat(3);
    expect(await judge(`example.com TXT v=spf1 ${names}~all\nx.example.com A 192.0.2.1`)).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('0 in vain of 2 (3 for mail over IPv6, which is a permerror)'),
    });
    expect(
      await judge(`example.com TXT v=spf1 ${names}~all\nx.example.com A 192.0.2.1\nx.example.com AAAA 2001:db8::1`),
    ).toMatchObject({ outcome: 'pass', evidence: expect.not.stringContaining('IPv6') });
  });

  it('takes a name with an address of either family for found', async () =>
    expect(
      await judge(
        'example.com TXT v=spf1 a:x.example.com a:x.example.com a:x.example.com ~all\nx.example.com AAAA 2001:db8::1',
      ),
    ).toMatchObject({ outcome: 'pass' }));

  it('fails for a loop of includes', async () => {
    const zone = 'example.com TXT v=spf1 include:b.example.com ~all\nb.example.com TXT v=spf1 include:example.com ~all';
    expect(await findings(zone)).toMatchObject([
      { key: 'loop', data: { path: 'b.example.com > include:example.com' } },
    ]);
  });

  it('fails for more than ten MX hosts', async () => {
    const hosts = Array.from({ length: 11 }, (_, i) => `example.com MX ${i} m${i}.example.com`).join('\n');
    expect(await findings(`example.com TXT v=spf1 mx ~all\n${hosts}`)).toMatchObject([{ key: 'mx-hosts' }]);
  });

  it('says what to flatten when nothing stands twice', async () => {
    const many = Array.from({ length: 11 }, (_, i) => `exists:e${i}.example.com`).join(' ');
    const names = Array.from({ length: 11 }, (_, i) => `e${i}.example.com A 127.0.0.1`).join('\n');
    const [finding] = await findings(
      `example.com TXT v=spf1 include:b.example.com ~all\nb.example.com TXT v=spf1 ${many} -all\n${names}`,
    );
    expect(finding?.evidence).toContain('to save: flatten or drop include:b.example.com, which saves 12 lookups');
  });

  it('judges a return path too', async () => {
    const zone = 'example.com TXT v=spf1 -all\nsend.example.com TXT v=spf1 include:send.example.com -all';
    expect(await findings(zone)).toMatchObject([{ key: 'loop', at: { name: 'send.example.com' } }]);
  });

  it('does not apply where there is no single record', async () => {
    expect((await judge('example.com TXT hello')).outcome).toBe('not-applicable');
    expect((await judge('example.com TXT v=spf1 a\nexample.com TXT v=spf1 mx')).outcome).toBe('not-applicable');
  });

  it.each([
    ['a branch that a macro hides', 'v=spf1 include:%{i}._spf.example.net ~all', {}, 'depends on the sender'],
    [
      'a branch that was not seen',
      'v=spf1 include:b.example.com ~all',
      { 'b.example.com TXT': 'timeout' },
      'was not seen (b.example.com TXT: timeout)',
    ],
    ['an address that was not seen', 'v=spf1 a:b.example.com ~all', { 'b.example.com A': 'refused' }, 'SERVFAIL'],
    [
      'three terms that hang on the sender',
      'v=spf1 ptr exists:%{i}.a.com exists:%{l}.b.com ~all',
      {},
      'finds nothing for some senders',
    ],
    ['a domain that could not be asked', 'v=spf1 ~all', { 'example.com TXT': 'refused' }, 'could not be asked'],
  ] as const)('does not know with %s', async (_what, record, dns, because) =>
    expect(await judge(`example.com TXT ${record}`, dns)).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining(because),
    }),
  );

  it('passes with one term that hangs on the sender: even at worst it stays within the limit', async () =>
    expect((await judge('example.com TXT v=spf1 exists:%{i}.list.example.com ~all')).outcome).toBe('pass'));

  it('keeps what was not seen beside a finding at another name', async () =>
    expect(
      await judge(
        'example.com TXT v=spf1 include:example.com ~all\nsend.example.com TXT v=spf1 include:%{i}.example.net ~all',
      ),
    ).toMatchObject({ outcome: 'fail', unsettled: { because: expect.stringContaining('%{i}') } }));
});
