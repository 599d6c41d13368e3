import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDmarcRecord, parseDmarcRecord } from './record.ts';
import { repairedDmarc } from './repair.ts';

const fresh = 'v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com';

describe('a repaired DMARC record', () => {
  it.each([
    ['v=DMARC1; p=none', fresh],
    ['v=DMARC1; p=none; rua=mailto:a@example.net', 'v=DMARC1; p=quarantine; rua=mailto:a@example.net'],
    [
      'v=DMARC1; p=reject; pct=20; aspf=s; rua=mailto:a@example.net!10m',
      'v=DMARC1; p=reject; aspf=s; rua=mailto:a@example.net',
    ],
    ['v=DMARC1; p=reject; sp=none; rua=mailto:a@example.net', 'v=DMARC1; p=reject; rua=mailto:a@example.net'],
    ['v=DMARC1; p=reject; t=y; rua=nobody', 'v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com'],
    ['v=DMARC1; p=reject; fo=x; rua=mailto:a@example.net', 'v=DMARC1; p=reject; rua=mailto:a@example.net'],
  ])('%s', (text, repaired) => expect(repairedDmarc(text, fresh)).toBe(repaired));

  it('is nothing where the record is sound', () =>
    expect(repairedDmarc('v=DMARC1; p=reject; rua=mailto:a@example.net', fresh)).toBeUndefined());

  it('is always a record that enforces, whatever was published', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (rest) => {
        const repaired = repairedDmarc(`v=DMARC1; ${rest}`, fresh) ?? `v=DMARC1; ${rest}`;
        expect(isDmarcRecord(repaired)).toBe(true);
        expect(['quarantine', 'reject']).toContain(parseDmarcRecord(repaired).policy);
      }),
      { numRuns: 300 },
    ));
});
