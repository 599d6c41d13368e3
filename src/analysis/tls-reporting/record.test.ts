import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tlsReportingFault, tlsReportingRecords } from './record.ts';

describe('a TLS reporting record (RFC 8460 section 3)', () => {
  it('begins with the version and a semicolon', () =>
    expect(tlsReportingRecords(['v=TLSRPTv1; rua=x', 'v=TLSRPTv1', 'v=tlsrptv1; rua=x'])).toEqual([
      'v=TLSRPTv1; rua=x',
    ]));

  it.each([
    ['v=TLSRPTv1;rua=mailto:tls@example.com', undefined],
    ['v=TLSRPTv1; rua=https://example.com/tls?x=1', undefined],
    ['v=TLSRPTv1; rua=mailto:a@example.com, https://example.com/', undefined],
    ['v=TLSRPTv1; rua=', '“” is neither a mailto: nor an https: address'],
    ['v=TLSRPTv1; rua=mailto:a', '“mailto:a” is neither a mailto: nor an https: address'],
    ['v=TLSRPTv1; ruf=mailto:a@example.com', 'it has no rua='],
  ])('%s: %s', (text, fault) => expect(tlsReportingFault(text)).toBe(fault));

  it('never throws', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        tlsReportingFault(`v=TLSRPTv1; rua=${text}`);
      }),
      { numRuns: 200 },
    ));
});
