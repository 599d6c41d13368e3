import { describe, expect, it } from 'vitest';
import { came, type MailWorld, mailFacts, resend } from '../../../checks/email/zone-facts.ts';
import { dnsRecordsTable } from './table.ts';

const missing = { state: 'unavailable', reason: 'timeout', hint: '' } as const;

async function rowsOf(world: MailWorld) {
  const { hints, dmarc, dkim, alignment, reporting, senders } = await mailFacts(world);
  const table = dnsRecordsTable.build({
    hints,
    dmarc: came(dmarc),
    dkim: came(dkim),
    alignment: came(alignment),
    reporting: came(reporting),
    senders,
  });
  return table.rows;
}

describe('the table of mail records', () => {
  it('shows what is published, and what should be, ready to paste', async () => {
    const zone =
      'example.com MX 10 mx.example.com\nexample.com TXT v=spf1 mx ~all\n_dmarc.example.com TXT v=DMARC1; p=none';
    expect(await rowsOf({ zone, senders: [{ ...resend, spfIncludes: ['amazonses.com'] }] })).toEqual([
      ['example.com', 'MX', 'MX', '10 mx.example.com', null],
      ['example.com', 'TXT', 'SPF', 'v=spf1 mx ~all', null],
      [
        '_dmarc.example.com',
        'TXT',
        'DMARC',
        'v=DMARC1; p=none',
        'v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com',
      ],
      ['send.example.com', 'TXT', 'Resend (https://example.net)', null, 'v=spf1 include:amazonses.com ~all'],
      ['_smtp._tls.example.com', 'TXT', 'TLS reporting', null, 'v=TLSRPTv1; rua=mailto:tls-reports@example.com'],
    ]);
  });

  it('has nothing to paste where all is right', async () => {
    const zone =
      'example.com MX 10 mx.example.com\nexample.com TXT v=spf1 mx ~all\n_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:a@example.com\n_smtp._tls.example.com TXT v=TLSRPTv1; rua=mailto:a@example.com';
    const rows = await rowsOf({ zone });
    expect(rows).toHaveLength(4);
    expect(rows.map((row) => row.at(-1))).toEqual([null, null, null, null]);
  });

  it('gives a second domain without mail the three records that say so', async () => {
    const domains = ['example.com', 'example.net'].map((domain) => ({ domain, from: 'production' as const }));
    const rows = await rowsOf({ zone: 'example.com MX 10 mx.example.com', domains });
    expect(rows.filter(([name]) => String(name).endsWith('example.net')).map((row) => row.at(-1))).toEqual([
      '0 .',
      'v=spf1 -all',
      'v=DMARC1; p=reject',
    ]);
  });

  it('leaves out what was not answered or not gathered', async () => {
    const dns = { 'example.com TXT': 'refused', '_dmarc.example.com TXT': 'refused' } as const;
    const rows = await rowsOf({ zone: 'example.com MX 10 mx.example.com', dns });
    expect(rows.map(([name, type]) => `${name} ${type}`)).toEqual(['example.com MX', '_smtp._tls.example.com TXT']);
    const { hints } = await mailFacts({ zone: 'example.com MX 10 mx.example.com' });
    const none = { dmarc: missing, dkim: missing, alignment: missing, reporting: missing, senders: missing };
    expect(dnsRecordsTable.build({ hints, ...none }).rows[0]).toEqual([
      'example.com',
      'MX',
      'MX',
      '10 mx.example.com',
      null,
    ]);
  });
});
