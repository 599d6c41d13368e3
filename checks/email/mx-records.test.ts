import { describe, expect, it } from 'vitest';
import { mxRecords } from './mx-records.ts';
import { came, faultsIn, findingsIn, type MailWorld, mailFacts, unread } from './zone-facts.ts';

async function judge(world: MailWorld) {
  const { mx, hints } = await mailFacts(world);
  return mxRecords.evaluate({ mx, hints: came(hints) });
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

  it('is unknown where the domain or a target was not answered', async () => {
    expect((await judge({ zone: right, dns: { 'example.com MX': 'refused' } })).outcome).toBe('unknown');
    const dns = { 'mx.example.com A': 'timeout', 'mx.example.com AAAA': 'timeout' } as const;
    expect(await judge({ zone: right, dns })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('mx.example.com (the test: timeout)'),
    });
  });

  it('judges without the hints', async () => {
    const { mx } = await mailFacts({ zone: right });
    expect(mxRecords.evaluate({ mx, hints: unread }).outcome).toBe('pass');
  });
});
