import { describe, expect, it } from 'vitest';
import type { MailSender } from '../../src/artifacts/mail/senders.ts';
import type { FakeWorld } from '../../src/gatherers/fake-world.ts';
import { resend, spfFacts } from './spf-facts.ts';
import { spfRecord } from './spf-record.ts';

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
  ])('gives the record to paste: %s', async (_what, zone, expected) =>
    expect((await findings(zone, [resend]))[0]?.evidence).toContain(expected),
  );

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
