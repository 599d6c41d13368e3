import { describe, expect, it } from 'vitest';
import { alignment } from './alignment.ts';
import { faultsIn, findingsIn, type MailWorld, mailFacts, resend, sender } from './testing.ts';
import { rsaRecord } from './testing-keys.ts';

const key = `resend._domainkey.example.com TXT ${rsaRecord(2048)}`;
const shortKey = `resend._domainkey.example.com TXT ${rsaRecord(512)}`;
const path =
  'send.example.com MX 10 feedback-smtp.us-east-1.amazonses.com\nsend.example.com TXT v=spf1 include:amazonses.com ~all';
const relaxed = '_dmarc.example.com TXT v=DMARC1; p=reject';
const strict = '_dmarc.example.com TXT v=DMARC1; p=reject; aspf=s';
const postmark = sender('postmark', { title: 'Postmark', returnPaths: ['pm-bounces'], selectors: ['pm'] });

async function judge(world: MailWorld) {
  const { alignment: paths, dmarc, dkim, senders } = await mailFacts({ senders: [resend], ...world });
  return alignment.evaluate({ alignment: paths, dmarc, dkim, senders });
}

const zone = (...lines: readonly string[]) => ({ zone: lines.join('\n') });

describe('email/alignment', () => {
  it('passes, fails for a strict return path, and passes again', async () => {
    const right = zone(relaxed, path, key);
    expect(await judge(right)).toEqual({
      outcome: 'pass',
      evidence: 'Resend aligns by SPF, send.example.com, and DKIM, resend._domainkey.example.com',
    });
    expect(findingsIn(await judge(zone(strict, path)))).toEqual([
      {
        key: 'spf-strict',
        data: { sender: 'Resend', host: 'send.example.com', domain: 'example.com' },
        at: { kind: 'dns', name: 'send.example.com', type: 'TXT' },
        evidence:
          'send.example.com MX feedback-smtp.us-east-1.amazonses.com; aspf=s in _dmarc.example.com; no DKIM key that aligns was found',
        severity: 'high',
        confidence: 'certain',
      },
    ]);
    expect((await judge(right)).outcome).toBe('pass');
  });

  it('is high', () => expect(alignment.meta.severity).toBe('high'));

  it('RFC 9989 section 4.4: DKIM that aligns carries mail whose SPF does not, and the loss is medium', async () =>
    expect(faultsIn(await judge(zone(strict, path, key)))).toEqual(['spf-strict medium']));

  it('RFC 8301 section 3.2: a key that receivers ignore carries nothing', async () =>
    expect(faultsIn(await judge(zone(strict, path, shortKey)))).toEqual(['spf-strict high']));

  it('finds the strict return path without any repository, by DNS alone', async () => {
    const verdict = await judge({ ...zone(strict, path), senders: [] });
    expect(faultsIn(verdict)).toEqual(['spf-strict high']);
    expect(findingsIn(verdict)[0]?.data.sender).toContain('Resend');
  });

  it('RFC 9989 section 4.10.2: psd=n makes a return path an organization of its own', async () =>
    expect(faultsIn(await judge(zone(relaxed, path, '_dmarc.send.example.com TXT v=DMARC1; p=none; psd=n')))).toEqual([
      'spf-organization high',
    ]));

  it('RFC 9989 section 4.4: a key below the return path aligns in relaxed mode, not under adkim=s', async () => {
    const mailgun = sender('mailgun', { title: 'Mailgun', returnPaths: ['mg'], selectors: ['mailo'] });
    const lines = ['mg.example.com MX 10 mxa.mailgun.org', `mailo._domainkey.mg.example.com TXT ${rsaRecord(1024)}`];
    expect(await judge({ ...zone(relaxed, ...lines), senders: [mailgun] })).toEqual({
      outcome: 'pass',
      evidence: 'Mailgun aligns by SPF, mg.example.com, and DKIM, mailo._domainkey.mg.example.com',
    });
    const record = (tags: string) => `_dmarc.example.com TXT v=DMARC1; p=reject; ${tags}`;
    const faults = async (tags: string) =>
      faultsIn(await judge({ ...zone(record(tags), ...lines), senders: [mailgun] }));
    expect(await faults('aspf=s')).toEqual(['spf-strict medium']);
    expect(await faults('adkim=s')).toEqual(['dkim-strict medium']);
    expect(await faults('aspf=s; adkim=s')).toEqual(['spf-strict high']);
  });

  it('fails for a service whose records are nowhere', async () => {
    const verdict = await judge(zone(relaxed, 'example.com A 203.0.113.1'));
    expect(findingsIn(verdict)).toMatchObject([{ key: 'neither', severity: 'high', confidence: 'likely' }]);
    expect(findingsIn(verdict)[0]?.evidence).toContain('package resend');
  });

  it('asks for a service once, wherever it is set up', async () => {
    const domains = ['example.com', 'example.net'].map((domain) => ({ domain, from: 'production' as const }));
    expect((await judge({ ...zone(relaxed, path, key), domains })).outcome).toBe('pass');
    expect(findingsIn(await judge({ ...zone(relaxed), domains })).map(({ data }) => data.domain)).toEqual([
      'example.com',
    ]);
  });

  it('aligns by a delegated return path', async () =>
    expect(
      (await judge({ ...zone(relaxed, 'pm-bounces.example.com CNAME pm.mtasv.net'), senders: [postmark] })).outcome,
    ).toBe('pass'));

  it('does not know a service with selectors that nobody can guess, unless the person names one', async () => {
    const world = { senders: [postmark], zone: `${relaxed}\n20260101._domainkey.example.com TXT ${rsaRecord(1024)}` };
    expect(await judge(world)).toMatchObject({ outcome: 'unknown', hint: expect.stringContaining('dkimSelectors') });
    expect((await judge({ ...world, target: { dkimSelectors: ['20260101'] } })).outcome).toBe('pass');
  });

  it('takes no service’s key for that of another one', async () => {
    const target = { dkimSelectors: ['resend'] };
    const verdict = await judge({ ...zone(relaxed, key), senders: [postmark], target });
    expect(verdict.outcome).toBe('unknown');
  });

  it('does not know where code sends by SMTP, whatever key DNS shows', async () => {
    const smtp = sender('smtp', { title: 'SMTP' });
    expect((await judge({ ...zone(relaxed), senders: [smtp] })).outcome).toBe('unknown');
    expect((await judge({ ...zone(relaxed, key), senders: [smtp] })).outcome).toBe('unknown');
  });

  it('takes mail.example.com for a return path only where it leads to a service', async () => {
    const webmail = zone(strict, 'mail.example.com A 203.0.113.1\nmail.example.com MX 10 mx.example.com');
    expect((await judge({ ...webmail, senders: [] })).outcome).toBe('not-applicable');
  });

  it('does not apply where nothing sends, and is unread where the repository is', async () => {
    expect((await judge({ ...zone(relaxed), senders: [] })).outcome).toBe('not-applicable');
    expect((await judge({ ...zone(relaxed), senders: 'unread' })).outcome).toBe('blocked');
    expect((await judge({ ...zone(relaxed, path, key), senders: 'unread' })).outcome).toBe('pass');
  });

  it('is unavailable where a return path met silence, and unknown where the policy was refused', async () => {
    const dns = { 'send.example.com TXT': 'timeout', 'send.example.com MX': 'timeout' } as const;
    expect((await judge({ ...zone(relaxed), dns })).outcome).toBe('blocked');
    expect((await judge({ ...zone(relaxed), dns, senders: [] })).outcome).toBe('blocked');
    expect((await judge({ ...zone(path, key), dns: { '_dmarc.example.com TXT': 'refused' } })).outcome).toBe('unknown');
  });
});
