import { describe, expect, it } from 'vitest';
import { type MailDkim, mailDkim } from '../../src/artifacts/mail/dkim.ts';
import type { MailSender } from '../../src/artifacts/mail/senders.ts';
import type { FakeWorld } from '../../src/gatherers/fake-world.ts';
import { resend, sendgrid, spfFacts } from './spf-facts.ts';
import { spfSenders } from './spf-senders.ts';

async function judge(
  zone: string,
  senders: readonly MailSender[] = [resend],
  dns: FakeWorld['dns'] = {},
  dkim: MailDkim = [],
) {
  const spf = await spfFacts({ zone, dns }, senders);
  return spfSenders.evaluate({ spf, senders, dkim: { state: 'ok', value: dkim, ms: 1 } });
}

const ses = 'amazonses.com TXT v=spf1 ip4:203.0.113.0/24 -all';

describe('email/spf-senders', () => {
  it('passes when the return path authorises the sender, fails without, and passes again', async () => {
    const good = `example.com TXT v=spf1 -all\nsend.example.com TXT v=spf1 include:amazonses.com ~all\n${ses}`;
    const fine = { outcome: 'pass', evidence: 'Resend by send.example.com: include:amazonses.com' };
    expect(await judge(good)).toEqual(fine);
    expect(await judge('example.com TXT v=spf1 include:_spf.google.com ~all\n_spf.google.com TXT v=spf1 -all')).toEqual(
      {
        outcome: 'fail',
        findings: [
          {
            key: 'missing',
            data: { title: 'Resend', name: 'example.com', seen: 'package resend, variable RESEND_API_KEY' },
            at: { kind: 'dns', name: 'example.com', type: 'TXT' },
            evidence:
              'example.com TXT: v=spf1 include:_spf.google.com ~all; publish instead: v=spf1 include:_spf.google.com include:amazonses.com ~all (or at send.example.com: v=spf1 include:amazonses.com ~all); https://resend.com/docs/dashboard/domains/introduction',
            confidence: 'likely',
          },
        ],
      },
    );
    expect(await judge(good)).toEqual(fine);
  });

  it('is high', () => expect(spfSenders.meta.severity).toBe('high'));

  it.each([
    ['the domain itself', `example.com TXT v=spf1 include:amazonses.com -all\n${ses}`],
    [
      'a record that another one includes',
      `example.com TXT v=spf1 include:_spf.example.com -all\n_spf.example.com TXT v=spf1 include:AmazonSES.com -all\n${ses}`,
    ],
    ['a redirect', `example.com TXT v=spf1 redirect=amazonses.com\n${ses}`],
    [
      'a return path that is a CNAME to the service',
      `example.com TXT v=spf1 -all\nsend.example.com CNAME b.amazonses.com\nb.amazonses.com TXT v=spf1 ip4:203.0.113.1 -all`,
    ],
  ])('passes by %s', async (_what, zone) => expect((await judge(zone)).outcome).toBe('pass'));

  it.each([
    ['no SPF record at all', ''],
    ['a record that forbids everybody', 'example.com TXT v=spf1 -all'],
    ['an include that may not pass', `example.com TXT v=spf1 ?include:amazonses.com -all\n${ses}`],
    ['an include behind all', `example.com TXT v=spf1 -all include:amazonses.com\n${ses}`],
    [
      'a name that only ends alike',
      'example.com TXT v=spf1 include:notamazonses.com -all\nnotamazonses.com TXT v=spf1 a -all',
    ],
    [
      'a return path of another service',
      `example.com TXT v=spf1 -all\nem.example.com TXT v=spf1 include:amazonses.com -all\n${ses}`,
    ],
  ])('fails with %s', async (_what, zone) => expect((await judge(zone, [resend])).outcome).toBe('fail'));

  it.each([
    ['a syntax error', `example.com TXT v=spf1 include:amazonses.com ip4:1 -all\n${ses}`],
    ['too many lookups', `example.com TXT v=spf1 include:amazonses.com ${'a '.repeat(10)}-all\n${ses}`],
  ])('fails when the include stands in a record with %s', async (_what, zone) =>
    expect(await judge(zone)).toMatchObject({ outcome: 'fail', findings: [{ key: 'broken' }] }),
  );

  it('does not apply without a sender, or with one that SPF does not concern', async () => {
    expect(await judge('', [])).toMatchObject({
      outcome: 'not-applicable',
      because: expect.stringContaining('no mail-sending service was found'),
    });
    expect((await judge('', [{ ...resend, spfIncludes: [] }])).outcome).toBe('not-applicable');
  });

  it('does not know when a record could not be asked, or hides behind a macro', async () => {
    const zone = 'example.com TXT v=spf1 -all';
    expect(await judge(zone, [resend], { 'send.example.com TXT': 'timeout' })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('send.example.com'),
    });
    expect((await judge('example.com TXT v=spf1 include:%{d}.list.example.net -all')).outcome).toBe('fail');
    expect((await judge('example.com TXT v=spf1 include:%{i}.list.example.net -all')).outcome).toBe('unknown');
  });

  it('does not know where the DKIM key is a CNAME to the service: the return path may be one too', async () => {
    const [domain, name] = ['example.com', 's1._domainkey.example.com'];
    const answer = { state: 'found', texts: ['p=MIG'], chain: ['s1.u1.wl.sendgrid.net'] };
    const selectors = [{ selector: 's1', name, from: 'sender', provider: 'sendgrid', answer }];
    const dkim = mailDkim.parse([{ domain, selectors, tried: ['s1'], below: 'some', wildcard: false }]);
    expect(await judge('example.com TXT v=spf1 -all', [sendgrid], {}, dkim)).toMatchObject({ outcome: 'unknown' });
    expect((await judge('example.com TXT v=spf1 -all', [sendgrid])).outcome).toBe('fail');
  });

  it('judges every sender for itself, and keeps what is open beside a finding', async () => {
    const zone = 'example.com TXT v=spf1 -all';
    expect(await judge(zone, [resend, sendgrid], { 'em.example.com TXT': 'refused' })).toMatchObject({
      outcome: 'fail',
      findings: [{ data: { title: 'Resend' } }],
      unsettled: { because: expect.stringContaining('SendGrid') },
    });
  });

  it('needs one of several mail domains to authorise it', async () => {
    const zone = `example.com TXT v=spf1 -all\nexample.net TXT v=spf1 include:amazonses.com -all\n${ses}`;
    const spf = [...(await spfFacts({ zone }, [resend])), ...(await spfFacts({ zone }, [resend], 'example.net'))];
    const dkim = { state: 'unavailable', reason: 'offline', hint: '' } as const;
    expect(spfSenders.evaluate({ spf, senders: [resend], dkim }).outcome).toBe('pass');
  });
});
