import { describe, expect, it } from 'vitest';
import { dmarcReports } from './dmarc-reports.ts';
import { came, faultsIn, findingsIn, type MailWorld, mailFacts, unread } from './testing.ts';
import { rsaRecord } from './testing-keys.ts';

async function judge(world: MailWorld) {
  const { dmarc, hints, dkim, alignment } = await mailFacts(world);
  return dmarcReports.evaluate({ dmarc, hints: came(hints), dkim: came(dkim), alignment: came(alignment) });
}

const own = '_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com';
const other = '_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:x@reports.example.net';
const consent = 'example.com._report._dmarc.reports.example.net TXT v=DMARC1';

describe('email/dmarc-reports', () => {
  it('passes, fails without rua, and passes again', async () => {
    expect(await judge({ zone: own })).toEqual({ outcome: 'pass', evidence: 'reports go to example.com (same)' });
    expect(faultsIn(await judge({ zone: '_dmarc.example.com TXT v=DMARC1; p=reject' }))).toEqual(['no-rua']);
    expect((await judge({ zone: own })).outcome).toBe('pass');
  });

  it('goes by the record above several ones that discard each other', async () => {
    const two = '_dmarc.mail.example.com TXT v=DMARC1; p=reject\n_dmarc.mail.example.com TXT v=DMARC1; p=none';
    const domains = [{ domain: 'mail.example.com', from: 'configuration' as const }];
    expect((await judge({ domains, zone: `${two}\n${own}` })).outcome).toBe('pass');
    expect(faultsIn(await judge({ domains, zone: two }))).toEqual(['no-record']);
  });

  it('RFC 9990: another organization must publish its consent', async () => {
    expect(findingsIn(await judge({ zone: other }))).toMatchObject([
      { key: 'refused', at: { name: 'example.com._report._dmarc.reports.example.net' }, severity: 'medium' },
    ]);
    expect((await judge({ zone: `${other}\n${consent}` })).outcome).toBe('pass');
    expect((await judge({ zone: `${other}\n${consent}; rua=mailto:y@reports.example.net` })).outcome).toBe('pass');
    expect(faultsIn(await judge({ zone: `${other}\n${consent.replace('v=DMARC1', 'v=spf1 -all')}` }))).toEqual([
      'refused medium',
    ]);
  });

  it('RFC 9990: the same organization needs none', async () => {
    const zone = own.replace('@example.com', '@reports.example.com');
    expect((await judge({ zone })).outcome).toBe('pass');
  });

  it('RFC 9989 section 4.10.2: two domains below one public suffix are not the same organization', async () => {
    const zone =
      '_dmarc.shop.co.example TXT v=DMARC1; p=reject; rua=mailto:x@spy.co.example\n_dmarc.co.example TXT v=DMARC1; p=none; psd=y';
    const domains = [{ domain: 'shop.co.example', from: 'configuration' as const }];
    expect(faultsIn(await judge({ zone, domains }))).toEqual(['refused medium']);
  });

  it.each([
    ['no address', 'rua=dmarc@example.com', ['invalid medium']],
    ['https, which RFC 9990 has no use for', 'rua=https://example.com/dmarc', ['invalid medium']],
    ['an empty list', 'rua=', ['invalid medium']],
    ['one bad of two', 'rua=mailto:dmarc@example.com,mailto:', ['invalid medium']],
    ['a bad ruf', 'rua=mailto:dmarc@example.com; ruf=x', ['invalid low']],
    ['an old size, which is dropped', 'rua=mailto:dmarc@example.com!10m', ['size medium']],
  ])('judges %s', async (_what, tag, faults) =>
    expect(faultsIn(await judge({ zone: `_dmarc.example.com TXT v=DMARC1; p=reject; ${tag}` }))).toEqual(faults),
  );

  it('asks no reports of a domain that sends nothing', async () => {
    const silent = 'example.com MX 0 .\nexample.com TXT v=spf1 -all\n_dmarc.example.com TXT v=DMARC1; p=reject';
    expect((await judge({ zone: silent })).outcome).toBe('not-applicable');
    const { dmarc } = await mailFacts({ zone: silent });
    expect(faultsIn(dmarcReports.evaluate({ dmarc, hints: unread, dkim: unread, alignment: unread }))).toEqual([
      'no-rua',
    ]);
  });

  it.each([
    ['a return path', 'send.example.com MX 10 feedback-smtp.eu-west-1.amazonses.com'],
    ['a key', `s1._domainkey.example.com TXT ${rsaRecord(2048)}`],
  ])('asks for reports where mail leaves by %s, whatever MX and SPF of the domain say', async (_what, sign) => {
    const silent = 'example.com MX 0 .\nexample.com TXT v=spf1 -all\n_dmarc.example.com TXT v=DMARC1; p=reject';
    expect(faultsIn(await judge({ zone: `${silent}\n${sign}` }))).toEqual(['no-rua']);
    const domains = ['example.net', 'example.com'].map((domain) => ({ domain, from: 'production' as const }));
    const beside =
      'example.net MX 10 mx.example.net\n_dmarc.example.net TXT v=DMARC1; p=reject; rua=mailto:a@example.net';
    const bare = '_dmarc.example.com TXT v=DMARC1; p=reject';
    expect(faultsIn(await judge({ zone: `${beside}\n${bare}\n${sign}`, domains }))).toEqual(['no-rua']);
    expect((await judge({ zone: `${beside}\n${bare}`, domains })).outcome).toBe('pass');
  });

  it('fails without a valid record', async () => expect(faultsIn(await judge({}))).toEqual(['no-record']));

  it('is unavailable where the consent met silence, and unknown where the record was refused', async () => {
    const dns = { 'example.com._report._dmarc.reports.example.net TXT': 'timeout' } as const;
    expect((await judge({ zone: other, dns })).outcome).toBe('blocked');
    expect((await judge({ zone: own, dns: { '_dmarc.example.com TXT': 'refused' } })).outcome).toBe('unknown');
  });

  it('asks for ten destinations at most', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `mailto:x@d${index}.example.net`).join(',');
    expect(faultsIn(await judge({ zone: `_dmarc.example.com TXT v=DMARC1; p=reject; rua=${many}` })).length).toBe(10);
  });
});
