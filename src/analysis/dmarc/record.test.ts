import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDmarcRecord, isMeantAsDmarc, parseDmarcRecord } from './record.ts';
import { parseReportUris } from './report-uris.ts';

describe('a DMARC record (RFC 9989 section 4.7 and 4.8)', () => {
  it.each(['v=DMARC1; p=none', 'v=DMARC1', 'V = DMARC1 ;', 'v=DMARC1;p=none'])('is %j', (text) =>
    expect(isDmarcRecord(text)).toBe(true),
  );

  it.each([
    'v=dmarc1; p=none',
    'v=DMARC10; p=none',
    ' v=DMARC1',
    'p=none; v=DMARC1',
    'v=DMARC1 p=none',
    'v=spf1 -all',
    '',
  ])('is not %j', (text) => expect(isDmarcRecord(text)).toBe(false));

  it('tells what was meant as one', () => {
    expect(isMeantAsDmarc('v=dmarc1; p=none')).toBe(true);
    expect(isMeantAsDmarc('p = none')).toBe(true);
    expect(isMeantAsDmarc('v=DMARC1; p=none')).toBe(false);
    expect(isMeantAsDmarc('google-site-verification=abc')).toBe(false);
  });

  it('has the defaults of the standard', () =>
    expect(parseDmarcRecord('v=DMARC1; p=quarantine')).toEqual({
      text: 'v=DMARC1; p=quarantine',
      policy: 'quarantine',
      subdomains: 'quarantine',
      missing: 'quarantine',
      assumed: false,
      testing: false,
      psd: 'u',
      strictDkim: false,
      strictSpf: false,
      rua: [],
      ruf: [],
      problems: [],
    }));

  it('falls back from np to sp to p', () => {
    expect(parseDmarcRecord('v=DMARC1; p=reject; sp=none')).toMatchObject({ subdomains: 'none', missing: 'none' });
    expect(parseDmarcRecord('v=DMARC1; p=none; np=reject')).toMatchObject({ subdomains: 'none', missing: 'reject' });
  });

  it('names the place of each problem', () => {
    const text = 'v=DMARC1; p=reject; pct=50; fo=x; p=none; what';
    const { problems, policy } = parseDmarcRecord(text);
    expect(policy).toBe('reject');
    expect(problems.map(({ kind, at }) => `${kind} ${text.slice(at, at + 4)}`)).toEqual([
      'broken what',
      'removed pct=',
      'invalid fo=x',
      'repeated p=no',
    ]);
  });

  it('takes fo and the other known tags without complaint', () =>
    expect(parseDmarcRecord('v=DMARC1; p=none; fo=1:d:s; adkim=s; aspf=r; psd=n; t=n').problems).toEqual([]));

  it('never throws, and an empty policy means that nothing is asked', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (rest) => {
        const record = parseDmarcRecord(`v=DMARC1;${rest}`);
        if (record.policy === undefined) expect(record.rua.some(({ valid }) => valid)).toBe(false);
      }),
      { numRuns: 300 },
    ));
});

describe('report addresses', () => {
  it('have a scheme, a domain and perhaps an old size', () =>
    expect(parseReportUris('mailto:a@Example.com!10m, mailto:b@example.net?subject=x')).toEqual([
      { text: 'mailto:a@Example.com!10m', valid: true, scheme: 'mailto', domain: 'example.com', size: '10m' },
      { text: 'mailto:b@example.net?subject=x', valid: true, scheme: 'mailto', domain: 'example.net' },
    ]));

  it.each([
    '',
    'a@example.com',
    'mailto:',
    'mailto:@example.com',
    'mailto:a@',
    'mailto:a@b c.com',
    'mailto:a!b@example.com',
    'mailto:a@com',
  ])('are not %j', (text) => expect(parseReportUris(text).every(({ valid }) => !valid)).toBe(true));

  it('are at most fifty', () =>
    expect(parseReportUris('mailto:a@example.com,'.repeat(5000)).length).toBeLessThanOrEqual(50));

  it('never throw', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 120, unit: 'binary' }), (text) => {
        for (const { valid, scheme } of parseReportUris(text)) expect(valid && scheme === '').toBe(false);
      }),
      { numRuns: 300 },
    ));
});
