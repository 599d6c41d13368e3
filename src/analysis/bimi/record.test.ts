import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bimiRecords, parseBimiRecord } from './record.ts';
import { readSvg } from './svg.ts';

describe('a BIMI record', () => {
  it.each([
    ['v=BIMI1; l=https://a.example/l.svg', { declined: false, logo: 'https://a.example/l.svg' }],
    ['v=BIMI1; l=; a=', { declined: true }],
    ['v=BIMI1; l=', { declined: true }],
    ['v=BIMI1', { declined: false, fault: 'it has no l=' }],
    ['v=BIMI1; l=http://a.example/l.svg', { declined: false, fault: 'its l= is no https: address' }],
    ['v=BIMI1; l=https://me:pw@a.example/l.svg', { declined: false, fault: 'its l= is no https: address' }],
  ])('%s', (text, record) => expect(parseBimiRecord(text)).toEqual(record));

  it('is told from other texts', () =>
    expect(bimiRecords(['v=BIMI1; l=x', 'v=BIMI10; l=x', 'BIMI1'])).toEqual(['v=BIMI1; l=x']));

  it('never throws, and names no logo but over https', () =>
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        expect(parseBimiRecord(`v=BIMI1; ${text}`).logo ?? 'https:').toMatch(/^https:/i);
      }),
      { numRuns: 200 },
    ));
});

describe('a logo', () => {
  it('shows its profile and its scripts', () => {
    expect(readSvg('<svg baseProfile="tiny-ps">')).toEqual({ profile: 'tiny-ps', script: false });
    expect(readSvg("<?xml?><!-- c --><svg\n baseProfile = 'tiny'><script>")).toEqual({ profile: 'tiny', script: true });
    expect(readSvg('<svg>')).toEqual({ script: false });
  });

  it('is no web page and no other picture', () => {
    expect(readSvg('<html><svg baseProfile="tiny-ps">')).toBeUndefined();
    expect(readSvg('\u0089PNG')).toBeUndefined();
  });

  it('is read in time that grows with its size', () =>
    expect(readSvg(`<svg${' baseProfile'.repeat(200_000)}`)).toEqual({ script: false }));
});
