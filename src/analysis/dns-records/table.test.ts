import { describe, expect, it } from 'vitest';
import { addressesOf, found, host, nodata, other, servfail, vercel } from '../../../checks/dns/testing.ts';
import { came, type MailWorld, mailFacts, resend } from '../../../checks/email/testing.ts';
import { rsaRecord } from '../../../checks/email/testing-keys.ts';
import type { DnsAddresses } from '../../artifacts/dns/addresses.ts';
import type { DnsCaa } from '../../artifacts/dns/caa.ts';
import { gatherMailSpf } from '../../gatherers/mail/spf.ts';
import { fakeWorld } from '../../gatherers/testing-world.ts';
import { dnsRecordsTable } from './table.ts';

const missing = { state: 'unavailable', reason: 'timeout', hint: '' } as const;

type More = { readonly addresses?: DnsAddresses; readonly caa?: DnsCaa; readonly vercel?: readonly string[] };

// Rows as `name type: state, published → to paste`, which reads as the table does.
async function rowsOf(world: MailWorld, more: More = {}): Promise<readonly string[]> {
  const facts = await mailFacts(world);
  const domains = world.domains ?? [{ domain: 'example.com', from: 'production' as const }];
  const spf = await gatherMailSpf.gather(fakeWorld(world).context, { domains, senders: facts.senders });
  const { rows } = dnsRecordsTable.build({
    spf: came(spf),
    dkim: came(facts.dkim),
    dmarc: came(facts.dmarc),
    mx: came(facts.mx),
    mtaSts: came(facts.mtaSts),
    reporting: came(facts.reporting),
    alignment: came(facts.alignment),
    hints: came(facts.hints),
    senders: facts.senders,
    addresses: more.addresses === undefined ? missing : came(more.addresses),
    hosting: came({ vercel: more.vercel ?? [], elsewhere: [] }),
    caa: more.caa === undefined ? missing : came(more.caa),
    endpoints: missing,
  });
  return rows.map(([name, type, , state, published, paste]) => {
    const now = published === null ? '' : `, ${published}`;
    return `${name} ${type}: ${state}${now}${paste === null ? '' : ` → ${paste}`}`;
  });
}

const sound = [
  'example.com MX 10 mx.example.com',
  'mx.example.com A 192.0.2.5',
  'example.com TXT v=spf1 mx ~all',
  '_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:a@example.com',
  '_smtp._tls.example.com TXT v=TLSRPTv1; rua=mailto:a@example.com',
  '_mta-sts.example.com TXT v=STSv1; id=1',
].join('\n');

describe('the table of records', () => {
  it('says of a sound zone that it is right, with nothing to paste', async () => {
    expect(await rowsOf({ zone: sound })).toEqual([
      'example.com TXT: right, v=spf1 mx ~all',
      '<selector>._domainkey.example.com TXT: missing',
      '_dmarc.example.com TXT: right, v=DMARC1; p=reject; rua=mailto:a@example.com',
      'example.com MX: right, 10 mx.example.com',
      '_mta-sts.example.com TXT: right, v=STSv1; id=1',
      '_smtp._tls.example.com TXT: right, v=TLSRPTv1; rua=mailto:a@example.com',
    ]);
  });

  it('gives what is missing, ready to paste', async () => {
    const rows = await rowsOf({ zone: 'example.com MX 1 mx.example.com\nmx.example.com A 192.0.2.5' });
    expect(rows).toContain('_dmarc.example.com TXT: missing → v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com');
    expect(rows).toContain('_smtp._tls.example.com TXT: missing → v=TLSRPTv1; rua=mailto:tls-reports@example.com');
  });

  it('puts the include of a sender into the record that is there, never a second record beside it', async () => {
    const senders = [{ ...resend, spfIncludes: ['amazonses.com'] }];
    const below = 'send.example.com TXT v=spf1 include:mailgun.org ~all\nmailgun.org TXT v=spf1 ip4:192.0.2.1 ~all';
    const rows = await rowsOf({ zone: `${sound}\n${below}`, senders });
    expect(rows).toContain('example.com TXT: to change, v=spf1 mx ~all → v=spf1 mx include:amazonses.com ~all');
    expect(rows.filter((row) => row.startsWith('send.example.com'))).toEqual([
      'send.example.com TXT: to change, v=spf1 include:mailgun.org ~all → v=spf1 include:mailgun.org include:amazonses.com ~all',
    ]);
    expect(await rowsOf({ zone: sound, senders })).toContain(
      'send.example.com TXT: missing → v=spf1 include:amazonses.com ~all',
    );
  });

  it('gives a second domain without mail the three records that say so', async () => {
    const domains = ['example.com', 'example.net'].map((domain) => ({ domain, from: 'production' as const }));
    const rows = await rowsOf({ zone: sound, domains, production: ['example.com', 'example.net'] });
    expect(rows.filter((row) => row.includes('example.net'))).toEqual([
      'example.net MX: missing → 0 .',
      'example.net TXT: missing → v=spf1 -all',
      '_dmarc.example.net TXT: missing → v=DMARC1; p=reject',
    ]);
  });

  it('leads production to Vercel only where Vercel is in use', async () => {
    const apex = host('harbor.example', found(other), { domain: 'harbor.example' });
    const shop = host('shop.harbor.example', nodata, { role: 'alias' });
    const addresses = addressesOf([apex, shop]);
    const own = async (more: More) => (await rowsOf({ zone: sound }, more)).filter((row) => row.includes('harbor'));
    expect(await own({ addresses, vercel: ['.vercel/project.json'] })).toEqual([
      `harbor.example A: unknown, ${other} → 76.76.21.21`,
      'shop.harbor.example CNAME: missing → cname.vercel-dns.com.',
    ]);
    expect(await own({ addresses })).toEqual([`harbor.example A: unknown, ${other}`, 'shop.harbor.example A: missing']);
    const right = addressesOf([host('harbor.example', found(vercel)), host('www.harbor.example', servfail)]);
    expect(await own({ addresses: right })).toEqual([
      `harbor.example A: right, ${vercel}`,
      'www.harbor.example A: unknown',
    ]);
  });

  it('gives the record of Vercel in the place of another one, also where a proof alone shows Vercel', async () => {
    const alias = { chain: ['x.netlify.app'], domain: 'harbor.example' };
    const hosts = [host('harbor.example', found(other), alias), host('www.harbor.example', found(other), alias)];
    const verified = [{ domain: 'harbor.example', record: 'vc-domain-verify=harbor.example,abc' }];
    const own = async (more: More) => (await rowsOf({ zone: sound }, more)).filter((row) => row.includes('harbor'));
    expect(await own({ addresses: addressesOf(hosts, { verified }) })).toEqual([
      `harbor.example A: unknown, x.netlify.app (${other}) → 76.76.21.21`,
      `www.harbor.example CNAME: unknown, x.netlify.app (${other}) → cname.vercel-dns.com.`,
    ]);
    expect(await own({ addresses: addressesOf(hosts) })).toEqual([
      `harbor.example CNAME: unknown, x.netlify.app (${other})`,
      `www.harbor.example CNAME: unknown, x.netlify.app (${other})`,
    ]);
  });

  it.each([
    ['a return path', 'send.example.net MX 10 feedback-smtp.eu-west-1.amazonses.com'],
    ['a key', `s1._domainkey.example.net TXT ${rsaRecord(2048)}`],
    ['an alias to a key', 's1._domainkey.example.net CNAME s1.example.org'],
  ])('never gives a domain with %s the records of one without mail', async (_what, sign) => {
    const domains = ['example.com', 'example.net'].map((domain) => ({ domain, from: 'production' as const }));
    const rows = await rowsOf({ zone: `${sound}\n${sign}`, domains, production: ['example.com', 'example.net'] });
    expect(rows.filter((row) => row.includes('→ v=spf1 -all') || row.includes('→ 0 .'))).toEqual([]);
    expect(rows).toContain('_dmarc.example.net TXT: missing → v=DMARC1; p=quarantine; rua=mailto:dmarc@example.net');
  });

  it('asks for p=reject of a domain without mail, also where it is no mail domain', async () => {
    const quiet = 'example.net MX 0 .\nexample.net TXT v=spf1 -all\n_dmarc.example.net TXT v=DMARC1; p=none';
    const rows = await rowsOf({ zone: `${sound}\n${quiet}`, production: ['example.com', 'example.net'] });
    expect(rows.filter((row) => row.includes('example.net'))).toEqual([
      'example.net MX: right, 0 .',
      'example.net TXT: right, v=spf1 -all',
      '_dmarc.example.net TXT: to change, v=DMARC1; p=none → v=DMARC1; p=reject',
    ]);
  });

  it('shows a DMARC record once, for all domains that it governs, and repairs it where it stands', async () => {
    const domains = ['mail.example.com', 'news.example.com'].map((domain) => ({
      domain,
      from: 'configuration' as const,
    }));
    const row = async (policy: string) => {
      const rows = await rowsOf({ zone: `_dmarc.example.com TXT ${policy}`, domains });
      return rows.filter((one) => one.startsWith('_dmarc'));
    };
    expect(await row('v=DMARC1; p=none')).toEqual([
      '_dmarc.example.com TXT: to change, v=DMARC1; p=none → v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com',
    ]);
    expect(await row('v=DMARC1; p=reject; rua=mailto:a@example.com')).toHaveLength(1);
  });

  it('shows a text that is not taken as a DMARC record, beside the record that governs instead', async () => {
    const domains = [{ domain: 'mail.example.com', from: 'configuration' as const }];
    const zone =
      '_dmarc.mail.example.com TXT DMARC1; p=reject\n_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:a@example.com';
    expect((await rowsOf({ zone, domains })).filter((row) => row.startsWith('_dmarc'))).toEqual([
      '_dmarc.mail.example.com TXT: to change, DMARC1; p=reject → v=DMARC1; p=quarantine; rua=mailto:dmarc@mail.example.com',
      '_dmarc.example.com TXT: right, v=DMARC1; p=reject; rua=mailto:a@example.com',
    ]);
  });

  it('gives nothing to paste that was not kept whole', async () => {
    const long = `v=spf1 ${'ip4:192.0.2.1 '.repeat(400)}?all`;
    const rows = await rowsOf({ zone: sound.replace('v=spf1 mx ~all', long) });
    expect(rows.filter((row) => row.startsWith('example.com TXT'))).toEqual([
      expect.stringMatching(/^example\.com TXT: to change, [^→]*$/),
    ]);
  });

  it('names the authority that CAA leaves out, once for all hosts below', async () => {
    const records = [{ critical: false, tag: 'issue', value: 'digicert.com' }];
    const levels = [{ name: 'harbor.example', answer: { state: 'found', records } }] as const;
    const addresses = addressesOf([host('harbor.example', found(vercel)), host('www.harbor.example', found(vercel))]);
    const caa = addresses.hosts.map(({ name, role }) => ({ host: name, role, levels }));
    const rows = await rowsOf({ zone: sound }, { addresses, caa });
    expect(rows.filter((row) => row.includes('CAA'))).toEqual([
      'harbor.example CAA: to change, harbor.example CAA 0 issue "digicert.com" → 0 issue "letsencrypt.org"',
    ]);
  });

  it('says unknown of what was not answered, and nothing of what was not asked', async () => {
    const dns = {
      'example.com TXT': 'refused',
      '_dmarc.example.com TXT': 'refused',
      'example.com MX': 'refused',
    } as const;
    const rows = await rowsOf({ zone: sound, dns });
    for (const row of ['example.com TXT: unknown', '_dmarc.example.com TXT: unknown', 'example.com MX: unknown']) {
      expect(rows).toContain(row);
    }
    const nothing = Object.fromEntries(Object.keys(dnsRecordsTable.needs).map((name) => [name, missing]));
    expect(dnsRecordsTable.build(nothing as never).rows).toEqual([]);
  });
});
