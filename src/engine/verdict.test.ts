import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Severity, severities } from '../core/finding.ts';
import type { CheckResult } from '../core/report.ts';
import { findingOf, resultOf, waivedFinding } from './testing.ts';
import { compareResults, countOutcomes, exitCodeOf, verdictOf } from './verdict.ts';

const passed = resultOf({ outcome: 'pass', evidence: 'looked' }, { check: 'env/other' });
const attested = { answer: 'yes', by: 'Ana', on: '2026-11-20' } as const;
const open = { because: 'hidden', hint: 'ask an owner' };

// Every way a check can end, with the verdict for a severity that counts and for one that does not.
const endings = {
  pass: [{ outcome: 'pass', evidence: 'looked' }, 'ready', 'ready'],
  'not applicable': [{ outcome: 'not-applicable', because: 'no Stripe' }, 'ready', 'ready'],
  waived: [{ outcome: 'waived', findings: [waivedFinding()] }, 'ready', 'ready'],
  manual: [{ outcome: 'manual', ask: 'Tried?' }, 'undetermined', 'ready'],
  'manual, answered': [{ outcome: 'manual', ask: 'Tried?', attested }, 'ready', 'ready'],
  unknown: [{ outcome: 'unknown', ...open }, 'undetermined', 'ready'],
  'unknown, answered': [{ outcome: 'unknown', ...open, attested }, 'ready', 'ready'],
  'unknown with waived findings': [
    { outcome: 'unknown', ...open, findings: [waivedFinding()] },
    'undetermined',
    'ready',
  ],
  unavailable: [{ outcome: 'unavailable', reason: 'denied', hint: 'grant it' }, 'undetermined', 'ready'],
  'a probe not allowed': [{ outcome: 'unavailable', reason: 'not-allowed', hint: '--probe' }, 'ready', 'ready'],
  error: [{ outcome: 'error', fault: { message: 'broken' } }, 'undetermined', 'ready'],
} as const;

describe('verdict', () => {
  for (const [name, [ending, whenHigh, whenMedium]] of Object.entries(endings)) {
    test(`${name}: ${whenHigh} when it counts, ${whenMedium} when it is medium or low`, () => {
      for (const severity of ['blocker', 'high'] as const) {
        expect(verdictOf([passed, resultOf(ending, { severity })])).toBe(whenHigh);
      }
      for (const severity of ['medium', 'low'] as const) {
        expect(verdictOf([passed, resultOf(ending, { severity })])).toBe(whenMedium);
      }
    });
  }

  test('an open finding decides by its own severity, not by that of its check', () => {
    const failed = (severity: Severity, check: Severity) =>
      resultOf({ outcome: 'fail', findings: [findingOf({ severity })] }, { severity: check });
    expect(verdictOf([passed, failed('blocker', 'low')])).toBe('not-ready');
    expect(verdictOf([passed, failed('high', 'low')])).toBe('not-ready');
    expect(verdictOf([passed, failed('medium', 'high')])).toBe('ready');
    expect(verdictOf([passed, failed('low', 'high')])).toBe('ready');
  });

  test('a finding outranks an open question', () => {
    const failed = resultOf({ outcome: 'fail', findings: [findingOf()] });
    const broken = resultOf({ outcome: 'error', fault: { message: 'broken' } });
    expect(verdictOf([broken, failed])).toBe('not-ready');
  });

  test('what a failure left open counts, until a person answers it', () => {
    const findings = [findingOf({ severity: 'low' })];
    expect(verdictOf([resultOf({ outcome: 'fail', findings, ...open })])).toBe('undetermined');
    expect(verdictOf([resultOf({ outcome: 'fail', findings, ...open, attested })])).toBe('ready');
    expect(verdictOf([resultOf({ outcome: 'fail', findings })])).toBe('ready');
  });

  test('a failure that names no open finding is a failure all the same', () => {
    expect(verdictOf([passed, resultOf({ outcome: 'fail', findings: [] })])).toBe('not-ready');
    expect(verdictOf([passed, resultOf({ outcome: 'fail', findings: [waivedFinding()] })])).toBe('not-ready');
    expect(verdictOf([passed, resultOf({ outcome: 'fail', findings: [] }, { severity: 'medium' })])).toBe('ready');
  });

  test('nothing evaluated is never green', () => {
    const none = [
      resultOf({ outcome: 'not-applicable', because: 'no Stripe' }),
      resultOf({ outcome: 'unavailable', reason: 'not-allowed', hint: '--probe' }),
      resultOf({ outcome: 'unavailable', reason: 'denied', hint: 'grant it' }, { severity: 'low' }),
      resultOf({ outcome: 'unknown', ...open }, { severity: 'low' }),
    ];
    expect(verdictOf([])).toBe('undetermined');
    expect(verdictOf(none)).toBe('undetermined');
    expect(exitCodeOf(none, 'high')).toBe(3);
    expect(exitCodeOf([], 'never')).toBe(3);
    expect(verdictOf([...none, passed])).toBe('ready');
  });

  test('whatever else is there, an open blocker or high result keeps the launch from being ready', () => {
    fc.assert(
      fc.property(fc.array(anyResult), openResult, fc.nat(), (others, bad, where) => {
        const results = others.toSpliced(where % (others.length + 1), 0, bad);
        expect(verdictOf(results)).not.toBe('ready');
        expect(exitCodeOf(results, 'high')).not.toBe(0);
        expect(verdictOf(results.toReversed())).toBe(verdictOf(results));
      }),
    );
  });

  test('verdict and default exit code always say the same', () => {
    const codes = { ready: 0, 'not-ready': 1, undetermined: 3 } as const;
    fc.assert(
      fc.property(fc.array(anyResult), (results) => {
        expect(exitCodeOf(results, 'high')).toBe(codes[verdictOf(results)]);
      }),
    );
  });
});

describe('exit code', () => {
  const failed = (severity: Severity) => resultOf({ outcome: 'fail', findings: [findingOf({ severity })] });
  const unread = resultOf({ outcome: 'unavailable', reason: 'denied', hint: 'grant it' });

  test('--fail-on moves the line for findings', () => {
    const codes = (found: Severity) => [...severities, 'never' as const].map((on) => exitCodeOf([failed(found)], on));
    expect(codes('blocker')).toEqual([1, 1, 1, 1, 0]);
    expect(codes('high')).toEqual([0, 1, 1, 1, 0]);
    expect(codes('medium')).toEqual([0, 0, 1, 1, 0]);
    expect(codes('low')).toEqual([0, 0, 0, 1, 0]);
  });

  test('an undetermined launch stays 3 wherever the line is', () => {
    for (const on of [...severities, 'never' as const]) expect(exitCodeOf([passed, unread], on)).toBe(3);
    expect(exitCodeOf([failed('high'), unread], 'never')).toBe(3);
    expect(exitCodeOf([failed('high'), unread], 'high')).toBe(1);
  });
});

test('every outcome is counted, those that did not occur as 0', () => {
  expect(countOutcomes([passed, passed, resultOf({ outcome: 'manual', ask: 'Tried?' })])).toEqual({
    pass: 2,
    fail: 0,
    manual: 1,
    unknown: 0,
    unavailable: 0,
    error: 0,
    'not-applicable': 0,
    waived: 0,
  });
});

test('results are sorted by severity, area, then id, by code unit', () => {
  const at = (check: string, severity: Severity) => resultOf({ outcome: 'pass', evidence: '' }, { check, severity });
  const sorted = [
    at('env/z', 'blocker'),
    at('env/a', 'high'),
    at('env/b', 'high'),
    at('site/a', 'high'),
    at('cache/a', 'medium'),
    at('a/a', 'low'),
  ];
  expect(sorted.toReversed().toSorted(compareResults)).toEqual(sorted);
  // `env-x` sorts before `env/…` as text; areas are compared apart from ids.
  expect([at('env-x/a', 'low'), at('env/z', 'low')].toSorted(compareResults).map(({ area }) => area)).toEqual([
    'env',
    'env-x',
  ]);
});

const anySeverity = fc.constantFrom(...severities);
const anyResult: fc.Arbitrary<CheckResult> = fc
  .tuple(
    fc.constantFrom(...Object.values(endings).map(([ending]) => ending)),
    anySeverity,
    fc.array(fc.tuple(anySeverity, fc.boolean()), { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([ending, severity, found, failed]) => {
    if (!failed) return resultOf(ending, { severity });
    const findings = found.map(([one, waived]) => (waived ? waivedFinding : findingOf)({ severity: one }));
    return resultOf({ outcome: 'fail', findings }, { severity });
  });

const counting = fc.constantFrom('blocker' as const, 'high' as const);
const openEndings = [
  endings.manual,
  endings.unknown,
  endings['unknown with waived findings'],
  endings.unavailable,
  endings.error,
].map(([ending]) => ending);
const openResult: fc.Arbitrary<CheckResult> = fc.oneof(
  fc.tuple(fc.constantFrom(...openEndings), counting).map(([ending, severity]) => resultOf(ending, { severity })),
  fc
    .tuple(counting, anySeverity)
    .map(([worst, severity]) =>
      resultOf({ outcome: 'fail', findings: [findingOf({ severity: worst })] }, { severity }),
    ),
  counting.map((severity) => resultOf({ outcome: 'fail', findings: [waivedFinding()], ...open }, { severity })),
);
