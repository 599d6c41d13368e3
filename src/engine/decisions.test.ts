import { describe, expect, test } from 'vitest';
import { type Decisions, noDecisions } from '../core/decisions.ts';
import { findingsOf } from '../core/report.ts';
import { baselineWaivers, decide } from './decisions.ts';
import { findingOf, reportOf, resultOf, waivedFinding } from './testing.ts';
import { verdictOf } from './verdict.ts';

const noon = Date.UTC(2026, 10, 20, 12);
const given = { reason: 'accepted', by: 'Ana', on: '2026-11-01' };
const first = findingOf({ fingerprint: 'aaaaaaaaaaaaaaaa' });
const second = findingOf({ fingerprint: 'bbbbbbbbbbbbbbbb' });
const failed = resultOf({ outcome: 'fail', findings: [first, second] });
const halfOpen = resultOf({ outcome: 'fail', findings: [first], because: 'two are hidden', hint: 'ask an owner' });
const manual = resultOf({ outcome: 'manual', ask: 'Was a backup restored?' });
const unknown = resultOf({ outcome: 'unknown', because: 'write-only', hint: 'compare by hand' });

const waivers = (...list: Decisions['waivers']): Decisions => ({ ...noDecisions, waivers: list });
const answer = (said: 'yes' | 'no', check = 'env/thing', note?: string): Decisions['attestations'][number] => ({
  check,
  answer: said,
  by: 'Ana',
  on: '2026-11-19',
  ...(note === undefined ? {} : { note }),
});
const answers = (...attestations: Decisions['attestations']): Decisions => ({ ...noDecisions, attestations });

describe('waivers', () => {
  test('without one everything stays as it was judged', () => {
    for (const result of [failed, halfOpen, manual, unknown]) {
      expect(decide(result, noDecisions, noon)).toEqual(result);
    }
  });

  test('by fingerprint: that finding alone; the check still fails by the other', () => {
    const result = decide(failed, waivers({ ...given, fingerprint: first.fingerprint }), noon);
    expect(result.outcome).toBe('fail');
    expect(findingsOf(result)).toEqual([{ ...first, waived: given }, second]);
  });

  test('by check: every finding of it, and of no other', () => {
    const decisions = waivers({ ...given, check: 'env/thing' });
    const result = decide(failed, decisions, noon);
    expect(result.outcome).toBe('waived');
    expect(findingsOf(result).every(({ waived }) => waived?.by === 'Ana')).toBe(true);
    const other = resultOf({ outcome: 'fail', findings: [first] }, { check: 'env/other' });
    expect(decide(other, decisions, noon)).toEqual(other);
  });

  test('one that names a finding and its check means the finding', () => {
    const decisions = waivers({ ...given, check: 'env/thing', fingerprint: second.fingerprint });
    expect(findingsOf(decide(failed, decisions, noon))).toEqual([first, { ...second, waived: given }]);
  });

  test('one that names nothing waives nothing', () => {
    expect(decide(failed, waivers(given), noon)).toEqual(failed);
  });

  test('hold to the end of their last day, in UTC, and not a moment longer', () => {
    const decisions = waivers({ ...given, check: 'env/thing', expires: '2026-11-20' });
    const outcomeAt = (time: number) => decide(failed, decisions, time).outcome;
    expect(outcomeAt(noon)).toBe('waived');
    expect(outcomeAt(Date.UTC(2026, 10, 21) - 1)).toBe('waived');
    expect(outcomeAt(Date.UTC(2026, 10, 21))).toBe('fail');
    expect(findingsOf(decide(failed, decisions, noon))[0]?.waived).toEqual({ ...given, expires: '2026-11-20' });
  });

  test('an expired one does not stand in the way of one that holds', () => {
    const old = { ...given, check: 'env/thing', expires: '2026-01-01' };
    const renewed = { ...given, check: 'env/thing', reason: 'renewed' };
    expect(findingsOf(decide(failed, waivers(old, renewed), noon))[0]?.waived?.reason).toBe('renewed');
  });

  test('waiving every finding does not settle what stayed open', () => {
    const result = decide(halfOpen, waivers({ ...given, check: 'env/thing' }), noon);
    expect(result).toMatchObject({ outcome: 'unknown', because: 'two are hidden', hint: 'ask an owner' });
    expect(findingsOf(result)[0]?.waived).toEqual(given);
    expect(verdictOf([result])).toBe('undetermined');
  });

  test('a waiver of nothing hides nothing', () => {
    const decisions = waivers({ ...given, check: 'env/thing' });
    const empty = resultOf({ outcome: 'fail', findings: [] });
    expect(decide(empty, decisions, noon).outcome).toBe('fail');
    expect(decide(manual, decisions, noon)).toEqual(manual);
    expect(decide(unknown, decisions, noon)).toEqual(unknown);
  });

  test('words of a hostile decisions file come out harmless', () => {
    const decisions = waivers({ ...given, reason: 'fine\x1b[2J\u202e', by: 'A\nna', check: 'env/thing' });
    expect(findingsOf(decide(failed, decisions, noon))[0]?.waived).toMatchObject({ reason: 'fine', by: 'A na' });
  });
});

describe('attestations', () => {
  test('a yes settles manual and unknown; the outcome stays visible', () => {
    for (const result of [manual, unknown]) {
      const decided = decide(result, answers(answer('yes', 'env/thing', 'restored on staging')), noon);
      expect(decided).toEqual({
        ...result,
        attested: { answer: 'yes', note: 'restored on staging', by: 'Ana', on: '2026-11-19' },
      });
      expect(verdictOf([decided])).toBe('ready');
    }
  });

  test('a yes settles the open part of a failure, not its findings', () => {
    const decided = decide(halfOpen, answers(answer('yes')), noon);
    expect(decided).toMatchObject({ outcome: 'fail', attested: { answer: 'yes' } });
    expect(verdictOf([decided])).toBe('not-ready');
  });

  test('a yes with all findings waived leaves an answered unknown', () => {
    const decisions = { waivers: [{ ...given, check: 'env/thing' }], attestations: [answer('yes')] };
    const decided = decide(halfOpen, decisions, noon);
    expect(decided).toMatchObject({ outcome: 'unknown', attested: { answer: 'yes' } });
    expect(verdictOf([decided])).toBe('ready');
  });

  test('a no is a failure that says who answered', () => {
    for (const result of [manual, unknown]) {
      const decided = decide(result, answers(answer('no', 'env/thing', 'never tried')), noon);
      expect(decided).toMatchObject({ outcome: 'fail', attested: { answer: 'no' } });
      expect(findingsOf(decided)).toMatchObject([
        { key: 'answered-no', severity: 'high', message: 'Ana answered no on 2026-11-19.', waived: null },
      ]);
      expect(findingsOf(decided)[0]?.evidence).toContain('never tried');
      expect(verdictOf([decided])).toBe('not-ready');
    }
  });

  test('a no is not hidden by a waiver of the check, only by one that names the answer', () => {
    const no = answers(answer('no'));
    const [finding] = findingsOf(decide(manual, no, noon));
    const byCheck = { ...no, waivers: [{ ...given, check: 'env/thing' }] };
    expect(decide(manual, byCheck, noon).outcome).toBe('fail');
    expect(decide(halfOpen, byCheck, noon)).toMatchObject({ outcome: 'fail' });
    const byName = { ...no, waivers: [{ ...given, fingerprint: finding?.fingerprint ?? '' }] };
    expect(decide(manual, byName, noon)).toMatchObject({ outcome: 'waived', findings: [{ waived: given }] });
    expect(decide(halfOpen, byName, noon).outcome).toBe('fail');
  });

  test('the last answer counts', () => {
    expect(decide(manual, answers(answer('no'), answer('yes')), noon)).toMatchObject({ attested: { answer: 'yes' } });
    expect(decide(manual, answers(answer('yes'), answer('no')), noon).outcome).toBe('fail');
  });

  test('no word of a person settles what can be looked at, or another check', () => {
    const pass = resultOf({ outcome: 'pass', evidence: 'looked' });
    const unread = resultOf({ outcome: 'unavailable', reason: 'denied', hint: 'grant it' });
    const broken = resultOf({ outcome: 'error', fault: { message: 'reset' } });
    for (const result of [pass, unread, broken, failed]) {
      expect(decide(result, answers(answer('yes'), answer('no')), noon)).toEqual(result);
    }
    expect(decide(manual, answers(answer('yes', 'env/other')), noon)).toEqual(manual);
  });
});

describe('a baseline', () => {
  const baseline = reportOf([
    resultOf({ outcome: 'fail', findings: [first, waivedFinding({ fingerprint: 'cccccccccccccccc' })] }),
  ]);

  test('waives what was open then and nothing else', () => {
    const decided = decide(failed, waivers(...baselineWaivers(baseline)), noon);
    expect(findingsOf(decided)).toEqual([
      { ...first, waived: { reason: 'known in the baseline of 2026-11-20', by: 'baseline', on: '2026-11-20' } },
      second,
    ]);
    expect(baselineWaivers(baseline)).toHaveLength(1);
  });

  test('covers an answer of no that was known then', () => {
    const refused = decide(manual, answers(answer('no')), noon);
    const known = baselineWaivers(reportOf([refused]));
    expect(decide(manual, { ...answers(answer('no')), waivers: known }, noon).outcome).toBe('waived');
  });
});
