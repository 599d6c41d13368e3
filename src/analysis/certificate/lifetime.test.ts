import { describe, expect, it } from 'vitest';
import { daysLeft, expiryState, isoDay, longestLife, shareLeft } from './lifetime.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 8, 1);
const living = (days: number) => ({ notBefore: start, notAfter: start + days * day });

describe('the end of a certificate', () => {
  it.each([
    ['fine', 90, 0],
    ['fine', 90, 60],
    ['late', 90, 61],
    ['late', 90, 75],
    ['urgent', 90, 76],
    ['fine', 6, 2.9],
    ['urgent', 6, 3.1],
    ['urgent', 90, 90],
    ['expired', 90, 90.1],
    ['fine', 398, 265],
    ['late', 398, 270],
  ])('is %s for %d days after %d of them', (state, days, gone) =>
    expect(expiryState(living(days), start + gone * day)).toBe(state),
  );

  it('is judged by three days at least', () => {
    expect(expiryState(living(7), start + 4.1 * day)).toBe('urgent');
    expect(expiryState({ notBefore: start, notAfter: start - day }, start - 2 * day)).toBe('urgent');
  });

  it('is counted in whole days and shares', () => {
    expect(daysLeft(living(90), start + 79.5 * day)).toBe(10);
    expect(daysLeft(living(90), start + 91 * day)).toBe(-1);
    expect(shareLeft(living(90), start + 45 * day)).toBe(0.5);
    expect(shareLeft(living(90), start - day)).toBe(1);
    expect(isoDay(start)).toBe('2026-09-01');
    expect(isoDay(Number.MAX_VALUE)).toBe('no date');
  });
});

describe('the longest life (CA/Browser Forum, §6.3.2)', () => {
  it.each([
    ['2017-01-01', undefined],
    ['2018-03-01', 825],
    ['2020-08-31', 825],
    ['2020-09-01', 398],
    ['2026-03-14', 398],
    ['2026-03-15', 200],
    ['2027-03-15', 100],
    ['2029-03-14', 100],
    ['2029-03-15', 47],
  ])('of a certificate issued on %s is %s days', (date, days) => expect(longestLife(Date.parse(date))).toBe(days));
});
