import { describe, expect, it } from 'vitest';
import { mxRecords } from './mx-records.ts';
import { came, faultsIn, findingsIn, type MailWorld, mailFacts, resend, unread } from './testing.ts';
import { rsaRecord } from './testing-keys.ts';

async function judge(world: MailWorld) {
  const { mx, hints, dkim, alignment, senders } = await mailFacts(world);
  return mxRecords.evaluate({ mx, hints: came(hints), dkim: came(dkim), alignment: came(alignment), senders });
}

const right = 'example.com MX 10 mx.example.com\nmx.example.com A 203.0.113.5';

describe('email/mx-records', () => {
  it('passes, fails for an alias, and passes again', async () => {
    expect(await judge({ zone: right })).toEqual({ outcome: 'pass', evidence: 'example.com MX mx.example.com' });
    const zone =
      'example.com MX 10 mx.example.com\nmx.example.com CNAME box.example.net\nbox.example.net A 203.0.113.5';
    expect(findingsIn(await judge({ zone }))).toEqual([
      {
        key: 'alias',
        data: { domain: 'example.com', host: 'mx.example.com', detail: 'box.example.net' },
        at: { kind: 'dns', name: 'example.com', type: 'MX' },
        evidence: 'example.com MX 10 mx.example.com',
      },
    ]);
    expect((await judge({ zone: right })).outcome).toBe('pass');
  });

  it('is medium', () => expect(mxRecords.meta.severity).toBe('medium'));

  it.each([
    [
      'RFC 2181 section 10.3: an alias that leads nowhere',
      'example.com MX 10 a.example\na.example CNAME b.example',
      ['alias'],
    ],
    ['RFC 5321 section 5.1: an address', 'example.com MX 10 203.0.113.5', ['literal']],
    ['an IPv6 address', 'example.com MX 10 2001:db8::5', ['literal']],
    ['a name that is not there', 'example.com MX 10 gone.example.net', ['nowhere']],
    ['a name without an address', 'example.com MX 10 mx.example.com\nmx.example.com TXT x', ['nowhere']],
    [
      'an address that only the office reaches',
      'example.com MX 10 mx.example.com\nmx.example.com A 10.0.0.5',
      ['internal'],
    ],
    ['one bad of two', `${right}\nexample.com MX 20 gone.example.net`, ['nowhere']],
    ['RFC 7505 section 3: the null MX beside another', `${right}\nexample.com MX 0 .`, ['null-beside']],
    ['RFC 7505: the null MX alone', 'example.com MX 0 .', []],
    ['IPv6 alone', 'example.com MX 10 mx.example.com\nmx.example.com AAAA 2001:db8::5', []],
    ['a sender without MX', 'example.com TXT v=spf1 include:_spf.google.com -all', ['none']],
    ['a domain without any sign of mail', 'example.com A 203.0.113.5', []],
  ])('judges %s', async (_what, zone, faults) => expect(faultsIn(await judge({ zone }))).toEqual(faults));

  it('is unavailable where a target met silence, and unknown where it was refused', async () => {
    const dns = { 'mx.example.com A': 'timeout', 'mx.example.com AAAA': 'timeout' } as const;
    expect(await judge({ zone: right, dns })).toMatchObject({
      outcome: 'blocked',
      by: { reason: 'timeout', hint: expect.stringContaining('mx.example.com (the test: timeout)') },
    });
    const refused = { 'mx.example.com A': 'refused', 'mx.example.com AAAA': 'refused' } as const;
    expect((await judge({ zone: right, dns: refused })).outcome).toBe('unknown');
  });

  it('is unavailable where nothing else about mail was answered either', async () => {
    const { mx } = await mailFacts({ zone: right, dns: { 'example.com MX': 'refused' } });
    const rest = { hints: unread, dkim: unread, alignment: unread, senders: unread };
    expect(mxRecords.evaluate({ mx, ...rest })).toEqual({ outcome: 'blocked', by: unread });
  });

  it('judges without the hints', async () => {
    const { mx } = await mailFacts({ zone: right });
    const rest = { hints: unread, dkim: unread, alignment: unread, senders: unread };
    expect(mxRecords.evaluate({ mx, ...rest }).outcome).toBe('pass');
  });

  const key = `resend._domainkey.example.com TXT ${rsaRecord(2048)}`;
  const path = 'send.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com';
  it.each([
    ['an SPF record that lets somebody send', 'example.com TXT v=spf1 include:_spf.google.com -all', []],
    ['a DKIM key', key, []],
    ['a return path', path, []],
    ['a sender in the repository', 'example.com A 203.0.113.5', [resend]],
  ])('RFC 7505 section 4.2: fails for a null MX beside %s, and for no MX at all', async (_what, zone, senders) => {
    const verdict = await judge({ zone: `${zone}\nexample.com MX 0 .`, senders });
    expect(findingsIn(verdict)).toMatchObject([
      { key: 'null-sending', evidence: expect.stringContaining('example.com MX 0 .; ') },
    ]);
    expect(faultsIn(await judge({ zone, senders }))).toEqual(['none']);
  });

  it('RFC 7505 section 3: says that the null MX has another preference than 0', async () =>
    expect(faultsIn(await judge({ zone: 'example.com MX 10 .\nexample.com TXT v=spf1 -all' }))).toEqual([
      'null-preference low',
    ]));

  it('takes a null MX with v=spf1 -all at its word, whatever the repository sends from elsewhere', async () =>
    expect((await judge({ zone: 'example.com MX 0 .\nexample.com TXT v=spf1 -all', senders: [resend] })).outcome).toBe(
      'pass',
    ));

  it('fails for a configured mail domain without MX: the person says that it sends', async () => {
    const domains = [{ domain: 'mail.example.com', from: 'configuration' as const }];
    expect(faultsIn(await judge({ zone: right, domains }))).toEqual(['none']);
  });

  it('is unknown without MX where not every sign of mail was answered', async () =>
    expect(await judge({ zone: 'example.com A 203.0.113.5', dns: { 'example.com TXT': 'refused' } })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('SERVFAIL'),
    }));
});
