import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../core/report.ts';
import { compareReports } from './compare.ts';
import { findingOf, reportOf, resultOf, waivedFinding } from './testing.ts';

const one = findingOf({ fingerprint: 'one' });
const two = findingOf({ fingerprint: 'two' });
const failed = resultOf({ outcome: 'fail', findings: [one] });
const passed = resultOf({ outcome: 'pass', evidence: 'looked' });
const attested = { answer: 'yes', by: 'Ana', on: '2026-11-20' } as const;
const compare = (older: readonly CheckResult[], newer: readonly CheckResult[]) => {
  const comparison = compareReports(reportOf(older), reportOf(newer));
  const prints = Object.entries(comparison).map(([name, list]) => [name, list.map((item) => item.finding.fingerprint)]);
  return Object.fromEntries(prints.filter(([, list]) => (list?.length ?? 0) > 0));
};

describe('between two runs', () => {
  test('the same findings are unchanged', () => {
    expect(compare([failed], [failed])).toEqual({ unchanged: ['one'] });
  });

  test('what came is new, what went is fixed', () => {
    expect(compare([failed], [resultOf({ outcome: 'fail', findings: [two] })])).toEqual({
      added: ['two'],
      fixed: ['one'],
    });
    expect(compare([failed], [passed])).toEqual({ fixed: ['one'] });
    expect(compare([passed], [failed])).toEqual({ added: ['one'] });
    expect(compare([failed], [resultOf({ outcome: 'not-applicable', because: 'gone' })])).toEqual({ fixed: ['one'] });
  });

  test('no longer verified is not fixed', () => {
    const blind: readonly (readonly CheckResult[])[] = [
      [],
      [resultOf({ outcome: 'unavailable', reason: 'denied', hint: 'grant it' })],
      [resultOf({ outcome: 'error', fault: { message: 'reset' } })],
      [resultOf({ outcome: 'unknown', because: 'hidden', hint: 'ask' })],
      [resultOf({ outcome: 'manual', ask: 'Tried?' })],
    ];
    for (const newer of blind) expect(compare([failed], newer)).toEqual({ unverified: ['one'] });
    const half = resultOf({ outcome: 'fail', findings: [two], because: 'hidden', hint: 'ask' });
    expect(compare([failed], [half])).toEqual({ added: ['two'], unverified: ['one'] });
  });

  test('what a person has answered since counts as looked at', () => {
    const refused = resultOf({ outcome: 'fail', findings: [one], attested: { ...attested, answer: 'no' } });
    expect(compare([refused], [resultOf({ outcome: 'manual', ask: 'Tried?', attested })])).toEqual({ fixed: ['one'] });
    const settled = resultOf({ outcome: 'unknown', because: 'hidden', hint: 'ask', attested });
    expect(compare([failed], [settled])).toEqual({ fixed: ['one'] });
  });

  test('what is waived now is neither fixed nor unchanged, and new again when the waiver ends', () => {
    const waived = resultOf({ outcome: 'waived', findings: [waivedFinding({ fingerprint: 'one' })] });
    expect(compare([failed], [waived])).toEqual({ waived: ['one'] });
    expect(compare([waived], [failed])).toEqual({ added: ['one'] });
    expect(compare([waived], [waived])).toEqual({});
  });

  test('each finding names its check', () => {
    const { added } = compareReports(reportOf([]), reportOf([failed]));
    expect(added).toEqual([{ check: 'env/thing', finding: one }]);
  });
});
