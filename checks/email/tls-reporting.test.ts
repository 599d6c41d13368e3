import { describe, expect, it } from 'vitest';
import { faultsIn, findingsIn, type MailWorld, mailFacts } from './testing.ts';
import { tlsReporting } from './tls-reporting.ts';

const mx = 'example.com MX 10 mx.example.com';

async function judge(zone: string, dns: MailWorld['dns'] = {}) {
  return tlsReporting.evaluate({ reporting: (await mailFacts({ zone, dns })).reporting });
}

const withRecord = (...records: readonly string[]) =>
  judge([mx, ...records.map((record) => `_smtp._tls.example.com TXT ${record}`)].join('\n'));

describe('email/tls-reporting', () => {
  it('passes, fails without a destination, and passes again', async () => {
    const right = 'v=TLSRPTv1; rua=mailto:tls@example.com';
    expect(await withRecord(right)).toEqual({ outcome: 'pass', evidence: `_smtp._tls.example.com TXT ${right}` });
    expect(findingsIn(await withRecord('v=TLSRPTv1;'))).toEqual([
      {
        key: 'malformed',
        data: { domain: 'example.com', detail: 'it has no rua=' },
        at: { kind: 'dns', name: '_smtp._tls.example.com', type: 'TXT' },
        evidence: '_smtp._tls.example.com TXT v=TLSRPTv1;',
      },
    ]);
    expect((await withRecord(right)).outcome).toBe('pass');
  });

  it('is low', () => expect(tlsReporting.meta.severity).toBe('low'));

  it.each([
    ['RFC 8460 section 3: https', ['v=TLSRPTv1; rua=https://reports.example.com/tls'], []],
    ['RFC 8460 section 3: two destinations', ['v=TLSRPTv1; rua=mailto:a@example.com,https://b.example/'], []],
    ['RFC 8460 section 3: plain http', ['v=TLSRPTv1; rua=http://reports.example.com/'], ['malformed']],
    ['a bare address', ['v=TLSRPTv1; rua=tls@example.com'], ['malformed']],
    ['another version', ['v=TLSRPT1; rua=mailto:a@example.com'], ['malformed']],
    ['RFC 8460 section 3: several count as none', Array(2).fill('v=TLSRPTv1; rua=mailto:a@example.com'), ['several']],
    ['none', [], ['absent']],
    ['another text at the name', ['hello'], ['absent']],
  ])('judges %s', async (_what, records, faults) => expect(faultsIn(await withRecord(...records))).toEqual(faults));

  it('does not apply to a domain that takes no mail', async () =>
    expect((await judge('example.com MX 0 .')).outcome).toBe('not-applicable'));

  it('is unavailable where DNS met silence, and unknown where it was refused', async () => {
    expect((await judge(mx, { '_smtp._tls.example.com TXT': 'timeout' })).outcome).toBe('blocked');
    expect((await judge('', { 'example.com MX': 'refused' })).outcome).toBe('unknown');
  });
});
