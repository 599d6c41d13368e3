import { expect, test } from 'vitest';
import { atLeast, compareSeverity, severities } from './finding.ts';

test('severities are ordered worst first', () => {
  expect(severities.toReversed().toSorted(compareSeverity)).toEqual(['blocker', 'high', 'medium', 'low']);
});

test('a limit covers itself and what is worse', () => {
  expect(severities.filter((severity) => atLeast(severity, 'high'))).toEqual(['blocker', 'high']);
  expect(severities.filter((severity) => atLeast(severity, 'low'))).toEqual([...severities]);
});
