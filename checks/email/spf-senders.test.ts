import { describe, expect, it } from 'vitest';
import { type MailDkim, mailDkim } from '../../src/artifacts/mail/dkim.ts';
import type { MailSender } from '../../src/artifacts/mail/senders.ts';
import type { FakeWorld } from '../../src/gatherers/testing-world.ts';
import { spfSenders } from './spf-senders.ts';
import { resend, sendgrid, spfFacts } from './testing-spf.ts';

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
  it('does not know of SMTP whose server the code does not name', async () => {
    const smtp = { ...resend, id: 'smtp', title: 'SMTP', spfIncludes: [], returnPaths: [], selectors: [] };
    expect(await judge('example.com TXT v=spf1 -all', [smtp])).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('does not name the server'),
    });
  });

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

  it('offers no record that the service would push over ten lookups', async () => {
    const record = async (terms: number) => {
      const names = Array.from({ length: terms }, (_, n) => `h${n}.example.com`);
      const zone = [
        `example.com TXT v=spf1 ${names.map((name) => `a:${name}`).join(' ')} ~all`,
        ...names.map((name) => `${name} A 192.0.2.1`),
      ];
      return JSON.stringify(await judge(zone.join('\n'), [{ ...sendgrid, returnPaths: [] }]));
    };
    expect(await record(7)).toContain('publish instead');
    expect(await record(8)).not.toContain('publish instead');
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
    ['under -', `example.com TXT v=spf1 -include:_s.example.com -all`],
    ['under ?', `example.com TXT v=spf1 ?include:_s.example.com -all`],
  ])('fails with an include of an include %s', async (_what, record) =>
    expect(await judge(`${record}\n_s.example.com TXT v=spf1 include:amazonses.com -all\n${ses}`)).toMatchObject({
      outcome: 'fail',
      findings: [{ key: 'missing' }],
    }),
  );

  it.each([
    ['an include of nothing before', `v=spf1 include:gone.example.net include:amazonses.com -all\n${ses}`],
    ['a service without a record', 'v=spf1 include:amazonses.com -all\namazonses.com A 192.0.2.1'],
    ['a service that is gone', 'v=spf1 include:amazonses.com -all'],
    [
      'a service with two records',
      'v=spf1 include:amazonses.com -all\namazonses.com TXT v=spf1 a\namazonses.com TXT v=spf1 mx',
    ],
    ['a loop', `v=spf1 include:example.com include:amazonses.com -all\n${ses}`],
    [
      'three lookups in vain',
      `v=spf1 a:x.example.net a:y.example.net a:z.example.net include:amazonses.com -all\n${ses}`,
    ],
    [
      'eleven MX hosts',
      `v=spf1 mx include:amazonses.com -all\n${ses}\n${Array.from({ length: 11 }, (_, i) => `example.com MX ${i} m${i}.example.com`).join('\n')}`,
    ],
    ['eleven lookups, by %{p}', `v=spf1 ${'a:%{p}.example.com '.repeat(5)}include:amazonses.com -all\n${ses}`],
    ['two records', `v=spf1 include:amazonses.com -all\nexample.com TXT v=spf1 mx -all\n${ses}`],
    ['+all in what cannot be read', 'v=spf1 moo +all'],
  ])('fails where receivers answer permerror: %s', async (_what, record) =>
    expect(await judge(`example.com TXT ${record}`)).toMatchObject({
      outcome: 'fail',
      findings: [{ key: 'broken', at: { name: 'example.com' } }],
    }),
  );

  it('fails at a return path that includes a service without a record', async () => {
    const zone = 'example.com TXT v=spf1 -all\nsend.example.com TXT v=spf1 include:amazonses.com ~all';
    expect(await judge(zone)).toMatchObject({
      outcome: 'fail',
      findings: [
        {
          key: 'broken',
          data: { name: 'send.example.com', because: 'include:amazonses.com: no record there' },
          evidence: expect.not.stringContaining('publish instead'),
        },
      ],
    });
  });

  it('shows the record of the broken return path, and the one to paste there', async () => {
    const broken = (record: string) => `example.com TXT v=spf1 -all\nsend.example.com TXT ${record}\n${ses}`;
    const verdict = await judge(broken('v=spf1 include:amazonses.com moo ~all'));
    expect(verdict).toMatchObject({
      findings: [
        {
          evidence: expect.stringContaining(
            'send.example.com TXT: v=spf1 include:amazonses.com moo ~all; publish instead: v=spf1 include:amazonses.com ~all; ',
          ),
        },
      ],
    });
    expect((await judge(broken('v=spf1 include:amazonses.com ~all'))).outcome).toBe('pass');
  });

  it.each([
    ['an include behind all', 'v=spf1 -all include:amazonses.com', 'v=spf1 include:amazonses.com -all'],
    [
      'an include under - before the same one',
      'v=spf1 -include:amazonses.com include:amazonses.com -all',
      'v=spf1 include:amazonses.com -all',
    ],
    ['an include under -', 'v=spf1 -include:amazonses.com mx -all', 'v=spf1 include:amazonses.com mx -all'],
    [
      'two records',
      'v=spf1 include:amazonses.com -all\nexample.com TXT v=spf1 ip4:192.0.2.1 -all',
      'v=spf1 include:amazonses.com ip4:192.0.2.1 ~all',
    ],
  ])('gives a record that does, when pasted, for %s', async (_what, record, pasted) => {
    const more = `${ses}\nexample.com MX 1 mx.example.com`;
    const verdict = await judge(`example.com TXT ${record}\n${more}`);
    expect(verdict).toMatchObject({ findings: [{ evidence: expect.stringContaining(`publish instead: ${pasted}`) }] });
    expect((await judge(`example.com TXT ${pasted}\n${more}`)).outcome).toBe('pass');
  });

  it.each([
    ['a syntax error', 'v=spf1 mx moo -all'],
    ['no lookup left', `v=spf1 ${'a '.repeat(10)}-all\nexample.com A 192.0.2.1`],
  ])('gives no record that would not do: %s', async (_what, record) =>
    expect(await judge(`example.com TXT ${record}`)).toMatchObject({
      findings: [
        { key: 'missing', evidence: expect.stringContaining('to be put right first (or at send.example.com') },
      ],
    }),
  );

  it.each(['amazonses.com', '_spf.example.net'])(
    'does not know when the record of %s could not be read',
    async (name) => {
      const zone = `example.com TXT v=spf1 include:_spf.example.net include:amazonses.com -all\n_spf.example.net TXT v=spf1 -all\n${ses}`;
      expect((await judge(zone)).outcome).toBe('pass');
      expect(await judge(zone, [resend], { [`${name} TXT`]: 'refused' })).toMatchObject({
        outcome: 'unknown',
        because: expect.stringContaining(`include:${name}`),
      });
    },
  );

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
