import { describe, expect, it } from 'vitest';
import { nonSendingDomains } from './non-sending-domains.ts';
import { came, faultsIn, findingsIn, type MailWorld, mailFacts, resend } from './testing.ts';

const silent = 'example.net MX 0 .\nexample.net TXT v=spf1 -all\n_dmarc.example.net TXT v=DMARC1; p=reject';
const sending = 'example.com MX 10 mx.example.com';
const production = ['example.com', 'example.net'];
const configured = [{ domain: 'example.com', from: 'configuration' as const }];

async function judge(zone: string, world: MailWorld = {}) {
  const { hints, senders, dkim, alignment } = await mailFacts({ zone, production, domains: configured, ...world });
  return nonSendingDomains.evaluate({ hints, senders, dkim: came(dkim), alignment: came(alignment) });
}

describe('email/non-sending-domains', () => {
  it('passes, fails for a second domain without records, and passes again', async () => {
    const right = await judge(`${sending}\n${silent}`);
    expect(right).toEqual({ outcome: 'pass', evidence: 'silent: example.net (null MX, v=spf1 -all, p=reject)' });
    expect(findingsIn(await judge(sending))).toEqual([
      {
        key: 'open',
        data: {
          domain: 'example.net',
          missing: 'example.net MX 0 .; example.net TXT "v=spf1 -all"; _dmarc.example.net TXT "v=DMARC1; p=reject"',
        },
        at: { kind: 'dns', name: 'example.net', type: 'TXT' },
        evidence:
          'MX: absent; SPF: absent; DMARC: none; taken as not sending: no mail server, no SPF that lets anybody send, no return path or key found',
      },
    ]);
    expect((await judge(`${sending}\n${silent}`)).outcome).toBe('pass');
  });

  it.each([
    ['RFC 7505: no null MX', silent.replace('example.net MX 0 .\n', ''), 'example.net MX 0 .'],
    [
      'RFC 7208 section 10.1.2: no v=spf1 -all',
      silent.replace('v=spf1 -all', 'hello'),
      'example.net TXT "v=spf1 -all"',
    ],
    [
      'an SPF record that receivers cannot read',
      silent.replace('-all', '-ip4:x -all'),
      'example.net TXT "v=spf1 -all"',
    ],
    ['p=quarantine', silent.replace('p=reject', 'p=quarantine'), '_dmarc.example.net TXT "v=DMARC1; p=reject"'],
    ['p=reject under test', silent.replace('p=reject', 'p=reject; t=y'), '_dmarc.example.net TXT "v=DMARC1; p=reject"'],
  ])('names what alone is missing: %s', async (_what, zone, missing) =>
    expect(findingsIn(await judge(`${sending}\n${zone}`))[0]?.data.missing).toBe(missing),
  );

  it.each([
    ['takes mail', 'example.net MX 10 mx.example.net'],
    ['lets somebody send', 'example.net TXT v=spf1 include:_spf.google.com ~all'],
    ['hands its SPF on', 'example.net TXT v=spf1 redirect=example.com'],
  ])('leaves alone a domain that %s', async (_what, zone) =>
    expect((await judge(`${sending}\n${zone}`)).outcome).toBe('pass'),
  );

  it('judges a mail domain that nobody named only where the repository has no sender', async () => {
    const world = { domains: [{ domain: 'example.com', from: 'production' as const }], production: ['example.com'] };
    expect(faultsIn(await judge('', world))).toEqual(['open']);
    expect((await judge('', { ...world, senders: [resend] })).outcome).toBe('pass');
    expect((await judge('', { ...world, senders: 'unread' })).outcome).toBe('unknown');
  });

  it('judges a second domain that nobody named, whatever the repository sends: it sends elsewhere', async () => {
    const domains = production.map((domain) => ({ domain, from: 'production' as const }));
    for (const senders of [[resend], [], 'unread'] as const)
      expect(findingsIn(await judge(sending, { domains, senders })).map(({ data }) => data.domain)).toEqual([
        'example.net',
      ]);
    expect((await judge('', { domains, senders: [resend] })).outcome).toBe('pass');
  });

  it('takes a return path or a key for a sign of mail', async () => {
    const world = { domains: [{ domain: 'example.com', from: 'production' as const }], production: ['example.com'] };
    expect((await judge('send.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com', world)).outcome).toBe('pass');
    expect((await judge('s1._domainkey.example.com CNAME s1.example.net', world)).outcome).toBe('pass');
  });

  it('is unknown where keys or return paths could not be asked for: they may be there', async () => {
    const domains = production.map((domain) => ({ domain, from: 'production' as const }));
    for (const name of ['s1._domainkey.example.net', 'send.example.net']) {
      const verdict = await judge(sending, { domains, dns: { [`${name} TXT`]: 'timeout' } });
      expect(verdict).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('example.net') });
    }
  });

  it('does not apply where every domain is configured for mail', async () =>
    expect((await judge(sending, { production: ['example.com'] })).outcome).toBe('not-applicable'));

  it('is unavailable where MX met silence, and unknown where SPF or DMARC were refused', async () => {
    expect((await judge(sending, { dns: { 'example.net MX': 'timeout' } })).outcome).toBe('blocked');
    expect((await judge(sending, { dns: { 'example.net TXT': 'refused' } })).outcome).toBe('unknown');
    const dns = { '_dmarc.example.net TXT': 'refused' } as const;
    const verdict = await judge(`${sending}\nexample.net MX 0 .\nexample.net TXT v=spf1 -all`, { dns });
    expect(verdict.outcome).toBe('unknown');
  });
});
