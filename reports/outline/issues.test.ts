import { expect, test } from 'vitest';
import { aFinding, aResult, aWaivedFinding } from '../testing.ts';
import { issuesOf } from './issues.ts';

test('one finding is the heading itself; several stand under what is not met', () => {
  const [one] = issuesOf([aResult({ outcome: 'fail', findings: [aFinding({ message: 'It is missing.' })] })]);
  expect(one?.heading).toBe('It is missing');
  const [two] = issuesOf([aResult({ outcome: 'fail', findings: [aFinding(), aFinding()] })]);
  expect(two?.heading).toMatch(/^Not met: .* \(2 findings\)$/);
});

test('a trifle of the same check does not stand among what stops the launch', () => {
  const findings = [aFinding({ severity: 'low' }), aFinding({ severity: 'blocker' })];
  const issues = issuesOf([aResult({ outcome: 'fail', findings })]);
  expect(issues.map(({ severity, urgent, findings: { length } }) => [severity, urgent, length])).toEqual([
    ['blocker', true, 1],
    ['low', false, 1],
  ]);
});

test('the worst comes first, whatever the severity of its check', () => {
  const issues = issuesOf([
    aResult({ check: 'env/a', outcome: 'fail', findings: [aFinding({ severity: 'medium' })] }),
    aResult({ check: 'env/b', severity: 'low', outcome: 'fail', findings: [aFinding({ severity: 'high' })] }),
  ]);
  expect(issues.map(({ check }) => check)).toEqual(['env/b', 'env/a']);
});

test('a waived finding is no issue; the open one beside it is', () => {
  const [issue, ...others] = issuesOf([aResult({ outcome: 'fail', findings: [aFinding(), aWaivedFinding()] })]);
  expect(issue?.findings).toHaveLength(1);
  expect(others).toEqual([]);
});

test('an open finding of an undecided check is an issue, too', () => {
  const results = [aResult({ outcome: 'unknown', because: 'b', hint: 'h', findings: [aFinding()] })];
  expect(issuesOf(results)).toHaveLength(1);
});

test('a person’s no is an issue under the title it denies', () => {
  const attested = { answer: 'no', by: 'Jo', on: '2026-11-19' } as const;
  const bare = aResult({ outcome: 'manual', ask: 'Who?', title: 'Somebody is on call', attested });
  const said = aResult({ outcome: 'fail', findings: [aFinding()], title: 'Somebody is on call', attested });
  for (const issue of issuesOf([bare, said])) expect(issue.heading).toBe('Not met: Somebody is on call');
  expect(issuesOf([bare, said])).toHaveLength(2);
});

test('a failure without a finding is still an issue', () => {
  expect(issuesOf([aResult({ outcome: 'fail', findings: [] })])).toHaveLength(1);
});
