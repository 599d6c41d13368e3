import { expect, test } from 'vitest';
import { aFinding, aResult } from '../testing.ts';
import { openGroupsOf, openReason, sharedReason } from './open.ts';

const token = { outcome: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' } as const;

test('ten checks without a token are one group, the worst first', () => {
  const results = Array.from({ length: 9 }, (_, n) => aResult({ check: `env/c${n}`, severity: 'low', ...token }));
  const groups = openGroupsOf([...results, aResult({ check: 'env/worst', ...token })]);
  expect(groups).toHaveLength(1);
  expect(groups[0]?.checks).toHaveLength(10);
  expect(groups[0]?.checks[0]?.check).toBe('env/worst');
});

test('one way out for different reasons is one group without a shared reason', () => {
  const unknown = { outcome: 'unknown', hint: 'read the values' } as const;
  const [group] = openGroupsOf([
    aResult({ ...unknown, because: 'A is write-only' }),
    aResult({ ...unknown, because: 'B is write-only' }),
  ]);
  expect(group && sharedReason(group)).toBeUndefined();
  expect(group?.checks.map(({ because }) => because)).toEqual(['A is write-only', 'B is write-only']);
});

test('what stayed open beside findings is open', () => {
  const [group] = openGroupsOf([
    aResult({ outcome: 'fail', findings: [aFinding()], because: 'page 2 was refused', hint: 'widen the token' }),
  ]);
  expect(group?.wayOut).toBe('widen the token');
});

test('an error is a group of its own, with the way out it names', () => {
  const [group] = openGroupsOf([aResult({ outcome: 'error', fault: { message: 'half an answer' } })]);
  expect(group).toMatchObject({ kind: 'broken', wayOut: 'run the audit again' });
});

test('an answer of a person settles it; passes and questions are not in it', () => {
  const attested = { answer: 'yes', by: 'Ana', on: '2026-11-18' } as const;
  expect(
    openGroupsOf([
      aResult({ outcome: 'unknown', because: 'b', hint: 'h', attested }),
      aResult({ outcome: 'pass', evidence: 'seen' }),
      aResult({ outcome: 'manual', ask: 'Who?' }),
    ]),
  ).toEqual([]);
});

test('the reason in one line names the cause and the way out', () => {
  expect(openReason(aResult(token))).toBe('no credential was given. Set VERCEL_TOKEN.');
  expect(openReason(aResult({ outcome: 'pass', evidence: 'seen' }))).toBe('');
});
