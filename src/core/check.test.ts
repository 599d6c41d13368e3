import { describe, expect, test } from 'vitest';
import { areaOf, blocked, failOr, notApplicable, pass, unknown } from './check.ts';
import type { FindingOf } from './finding.ts';

const finding: FindingOf<'wrong'> = { key: 'wrong', data: {}, at: { kind: 'file', path: 'a.ts' }, evidence: 'seen' };

describe('a failure or else', () => {
  test('is the other verdict when nothing was found', () => {
    for (const otherwise of [pass('looked'), unknown('hidden', 'ask'), notApplicable('no Stripe')]) {
      expect(failOr([], otherwise)).toBe(otherwise);
    }
  });

  test('is a failure with every finding otherwise', () => {
    expect(failOr([finding, finding], pass('looked'))).toEqual({ outcome: 'fail', findings: [finding, finding] });
    expect(failOr([finding], notApplicable('x'))).toEqual({ outcome: 'fail', findings: [finding] });
  });

  test('keeps whatever the other verdict leaves open beside the findings', () => {
    const open = (otherwise: Parameters<typeof failOr>[1]) => {
      const verdict = failOr([finding], otherwise);
      return 'unsettled' in verdict ? verdict.unsettled : undefined;
    };
    expect(open(unknown('hidden', 'ask'))).toEqual({ because: 'hidden', hint: 'ask' });
    expect(open({ outcome: 'manual', ask: 'Tried?' })).toMatchObject({ hint: 'Tried?' });
    expect(open(blocked({ state: 'unavailable', reason: 'denied', hint: 'grant it' }))).toEqual({
      because: 'not read: denied',
      hint: 'grant it',
    });
    expect(open(blocked({ state: 'failed', fault: { message: 'reset' }, ms: 1 }))).toMatchObject({ because: 'reset' });
    expect(open(blocked({ state: 'failed', fault: { message: 'reset', hint: 'wait' }, ms: 1 }))).toMatchObject({
      hint: 'wait',
    });
  });
});

test('the area is what stands before the slash', () => {
  expect(areaOf('env/thing')).toBe('env');
  expect(areaOf('thing')).toBe('');
});
