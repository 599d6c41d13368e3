import { describe, expect, it } from 'vitest';
import type { MailSender } from '../../src/artifacts/mail/senders.ts';
import type { FakeWorld } from '../../src/gatherers/testing-world.ts';
import { spfRecord } from './spf-record.ts';
import { resend, spfFacts } from './testing-spf.ts';

async function judge(zone: string, senders: readonly MailSender[] = [], dns: FakeWorld['dns'] = {}) {
  const spf = await spfFacts({ zone, dns }, senders);
  return spfRecord.evaluate({ spf, senders: { state: 'ok', value: senders, ms: 1 } });
}

async function findings(zone: string, senders: readonly MailSender[] = []) {
  const verdict = await judge(zone, senders);
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

const keysOf = async (zone: string) => (await findings(zone)).map(({ key }) => key);

describe('email/spf-record', () => {
  it('passes with one valid record, fails without, and passes again', async () => {
    const good = 'example.com TXT v=spf1 ip4:192.0.2.1 ~all';
    const fine = { outcome: 'pass', evidence: 'example.com TXT: v=spf1 ip4:192.0.2.1 ~all' };
    expect(await judge(good)).toEqual(fine);
    expect(await findings('example.com TXT verify=1')).toEqual([
      {
        key: 'none',
        data: { name: 'example.com' },
        at: { kind: 'dns', name: 'example.com', type: 'TXT' },
        evidence: expect.stringContaining('no record that begins with v=spf1; publish instead: v=spf1 -all'),
      },
    ]);
    expect(await judge(good)).toEqual(fine);
  });

  it('is high', () => expect(spfRecord.meta.severity).toBe('high'));

  it.each(['v=spf1 -all', 'v=spf1 include:_spf.example.net -all', 'v=spf1 redirect=_spf.example.net'])(
    'takes "%s"',
    async (record) =>
      expect(await keysOf(`example.com TXT ${record}\n_spf.example.net TXT v=spf1 ip4:192.0.2.1 ~all`)).toEqual([]),
  );

  it.each([
    ['a name that does not exist', '', 'none'],
    ['another kind of record', 'example.com TXT v=spf2.0/pra +all', 'none'],
    ['two records', 'example.com TXT v=spf1 -all\nexample.com TXT v=spf1 a ~all', 'several'],
    ['a syntax error', 'example.com TXT v=spf1 ip4:192.0.2.300 -all', 'syntax'],
    ['+all', 'example.com TXT v=spf1 a +all', 'everybody'],
    ['all without a qualifier', 'example.com TXT v=spf1 all', 'everybody'],
    ['?all', 'example.com TXT v=spf1 a ?all', 'neutral'],
    ['no end', 'example.com TXT v=spf1 a', 'no-end'],
    [
      '?all behind a redirect',
      'example.com TXT v=spf1 redirect=r.example.com\nr.example.com TXT v=spf1 ?all',
      'neutral',
    ],
    [
      'no end behind two redirects',
      'example.com TXT v=spf1 redirect=r.example.com\nr.example.com TXT v=spf1 redirect=q.example.com\nq.example.com TXT v=spf1 a',
      'no-end',
    ],
    [
      '+all in an include',
      'example.com TXT v=spf1 include:r.example.com -all\nr.example.com TXT v=spf1 +all',
      'everybody',
    ],
    [
      '+all behind the redirect of an include',
      'example.com TXT v=spf1 include:r.example.com -all\nr.example.com TXT v=spf1 redirect=q.example.com\nq.example.com TXT v=spf1 +all',
      'everybody',
    ],
    ['all of IPv4', 'example.com TXT v=spf1 ip4:0.0.0.0/0 -all', 'everybody'],
    ['both halves of IPv4', 'example.com TXT v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all', 'everybody'],
    ['all of IPv6', 'example.com TXT v=spf1 ip6:::/0 -all', 'everybody'],
    ['a with a prefix of 0', 'example.com TXT v=spf1 a/0 -all\nexample.com A 192.0.2.1', 'everybody'],
    ['mx with a prefix of 0', 'example.com TXT v=spf1 mx/0 -all\nexample.com MX 1 mx.example.com', 'everybody'],
    ['a name that exists for all', 'example.com TXT v=spf1 exists:%{d} -all\nexample.com A 192.0.2.1', 'everybody'],
    [
      'everybody in an include',
      'example.com TXT v=spf1 include:r.example.com -all\nr.example.com TXT v=spf1 ip4:0.0.0.0/0 -all',
      'everybody',
    ],
    [
      '+all in an include under ?',
      'example.com TXT v=spf1 ?include:r.example.com -all\nr.example.com TXT v=spf1 +all',
      'neutral',
    ],
    ['strings that no space parts', 'example.com TXT v=spf1 ip4:192.0.2.1-all', 'syntax'],
    ['an include of nothing', 'example.com TXT v=spf1 include:gone.example.net -all', 'broken-include'],
    ['a redirect to nothing', 'example.com TXT v=spf1 redirect=gone.example.net', 'broken-include'],
    [
      'an include of two records',
      'example.com TXT v=spf1 include:r.example.com -all\nr.example.com TXT v=spf1 a\nr.example.com TXT v=spf1 mx',
      'broken-include',
    ],
    [
      'a syntax error in an include',
      'example.com TXT v=spf1 include:r.example.com -all\nr.example.com TXT v=spf1 ip4:1 -all',
      'syntax',
    ],
  ])('fails for %s', async (_what, zone, key) => {
    const found = await findings(zone);
    expect(found.map((one) => one.key)).toEqual([key]);
    expect(found.every(({ severity }) => severity === undefined)).toBe(true);
  });

  it.each([
    [
      '+all behind an include under -',
      'v=spf1 -include:r.example.com -all\nr.example.com TXT v=spf1 include:q.example.com -all\nq.example.com TXT v=spf1 +all',
    ],
    ['+all in an include under ~', 'v=spf1 ~include:q.example.com -all\nq.example.com TXT v=spf1 +all'],
    ['a term under ? in an include', 'v=spf1 include:r.example.com -all\nr.example.com TXT v=spf1 ?ip4:0.0.0.0/0 -all'],
    ['an exists of a name that DNS cannot hold', 'v=spf1 exists:..example.com -all'],
    ['a refusal of IPv4', 'v=spf1 -ip4:0.0.0.0/0 -all'],
  ])('lets pass %s: it lets nobody pass', async (_what, record) =>
    expect(await keysOf(`example.com TXT ${record}`)).toEqual([]),
  );

  it.each([
    ['a prefix of 0 at a name without addresses', 'v=spf1 a/0 -all', 'wide', 'medium'],
    ['a wide network', 'v=spf1 ip4:128.0.0.0/2 ip6:2000::/8 -all', 'wide', 'medium'],
    ['terms behind all', 'v=spf1 -all a include:x.example.com', 'ignored', 'medium'],
    ['a redirect beside all', 'v=spf1 redirect=x.example.com -all', 'ignored', 'medium'],
    ['ptr', 'v=spf1 ptr -all', 'ptr', 'low'],
    [
      'a long record',
      `v=spf1 ${Array.from({ length: 40 }, (_, i) => `ip4:192.0.2.${i}`).join(' ')} -all`,
      'long',
      'low',
    ],
  ])('warns of %s', async (_what, record, key, severity) =>
    expect(await findings(`example.com TXT ${record}`)).toMatchObject([{ key, severity }]),
  );

  it('says where the syntax error is', async () =>
    expect((await findings('example.com TXT v=spf1 a:mail.example.com/40 -all'))[0]?.data).toEqual({
      name: 'example.com',
      term: 'a:mail.example.com/40',
      at: 9,
      why: 'a prefix that is longer than an address',
    }));

  it.each([
    ['the senders in use', '', 'publish instead: v=spf1 include:amazonses.com ~all'],
    [
      'both records in one',
      'example.com TXT v=spf1 a -all\nexample.com TXT v=spf1 mx a ~all',
      'publish instead: v=spf1 a mx ~all',
    ],
    ['a soft end', 'example.com TXT v=spf1 mx ?all', 'publish instead: v=spf1 mx ~all'],
    [
      'an include in the place of a redirect',
      'example.com TXT v=spf1 redirect=r.example.com\nr.example.com TXT v=spf1 mx',
      'publish instead: v=spf1 include:r.example.com ~all',
    ],
  ])('gives the record to paste: %s', async (_what, zone, expected) =>
    expect((await findings(zone, [resend]))[0]?.evidence).toContain(expected),
  );

  it.each([
    'example.com TXT v=spf1 moo +all',
    'example.com TXT v=spf1 moo',
    'example.com TXT v=spf1 moo -all\nexample.com TXT v=spf1 -all',
    'example.com TXT v=spf1 redirect=r.example.com\nr.example.com TXT v=spf1 +all',
  ])('gives none to paste that would not do: %s', async (zone) => {
    for (const { evidence } of await findings(zone, [resend])) expect(evidence).not.toContain('publish instead');
  });

  it.each([
    ['v=spf1 ip4:192.0.2.1-all', 'why', '"-all"'],
    ['v=spf1 include:_spf.example.net-all', 'path', '"-all"'],
  ])('tells that a space is missing in %s (RFC 7208 section 3.3)', async (record, key, words) => {
    const [finding] = await findings(`example.com TXT ${record}`);
    expect(finding?.data[key as 'path']).toContain(`a space is missing before ${words}`);
  });

  it('shows a record to paste whole, or not at all', async () => {
    const record = (n: number) => `v=spf1 ${Array.from({ length: n }, (_, i) => `ip4:192.0.2.${i}`).join(' ')}`;
    const evidences = async (n: number) => (await findings(`example.com TXT ${record(n)}`)).map((one) => one.evidence);
    expect((await evidences(60))[0]).toContain(`${record(60)} ~all`);
    expect((await evidences(200))[0]).not.toContain('publish instead');
  });

  it('leaves return paths to email/spf-senders', async () =>
    expect(await findings('example.com TXT v=spf1 -all\nsend.example.com TXT v=spf1 moo', [resend])).toEqual([]));

  it.each(['timeout', 'refused', 'malformed'] as const)('does not know after %s', async (state) => {
    const zone = 'example.net A 192.0.2.1\nexample.com TXT v=spf1 include:r.example.com -all';
    expect(await judge(zone, [resend], { 'r.example.com TXT': state })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('include:r.example.com'),
    });
    const answered = { 'example.com TXT': state };
    if (state !== 'timeout')
      expect(await judge(zone, [], answered)).toMatchObject({
        outcome: 'unknown',
        because: expect.stringContaining('example.com ('),
      });
  });

  it('shows hostile text short and in one piece', async () => {
    const [finding] = await findings(`example.com TXT v=spf1 \u001b[31m${'x'.repeat(60_000)} -all`);
    expect(finding?.key).toBe('syntax');
    expect(finding?.evidence.length).toBeLessThan(1500);
    expect(String(finding?.data.term).length).toBeLessThan(200);
  });
});
