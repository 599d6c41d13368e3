import { expect, test } from 'vitest';
import { aFinding, aResult, aWaivedFinding } from '../testing.ts';
import { checklistOf } from './checklist.ts';

const yes = { answer: 'yes', by: 'Ana', on: '2026-11-18' } as const;
const no = { answer: 'no', by: 'Jo', on: '2026-11-19' } as const;

function lineOf(result: Parameters<typeof aResult>[0]): string {
  const entry = checklistOf([aResult(result)])[0]?.entries[0];
  return `${entry?.done ? 'x' : ' '} ${entry?.word}: ${entry?.detail}`;
}

test('only a pass is ticked', () => {
  expect(lineOf({ outcome: 'pass', evidence: '14 seen' })).toBe('x passed: 14 seen');
});

test.each([
  [{ outcome: 'fail', findings: [aFinding(), aWaivedFinding()] }, 'failed: 1 finding, 1 more accepted'],
  [{ outcome: 'waived', findings: [aWaivedFinding()] }, 'accepted: 1 finding, each accepted by a person'],
  [{ outcome: 'manual', ask: 'Who?' }, 'to answer: Who?'],
  [{ outcome: 'manual', ask: 'Who?', attested: yes }, 'answered yes: Ana, 2026-11-18'],
  [{ outcome: 'manual', ask: 'Who?', attested: no }, 'failed: answered no by Jo on 2026-11-19'],
  [{ outcome: 'unknown', because: 'write-only', hint: 'h' }, 'unknown: write-only'],
  [{ outcome: 'unavailable', reason: 'denied', hint: 'h' }, 'not verified: the credential may not read it'],
  [{ outcome: 'error', fault: { message: 'broke' } }, 'error: broke'],
] as const)('every other outcome leaves the box empty and says its word: %j', (result, line) => {
  expect(lineOf(result)).toBe(`  ${line}`);
});

test('what does not apply stands apart, with its reason', () => {
  const [area] = checklistOf([aResult({ outcome: 'not-applicable', because: 'no Stripe' })]);
  expect(area?.entries).toEqual([]);
  expect(area?.notApplicable[0]?.because).toBe('no Stripe');
});

test('every result stands in exactly one area, areas in their order', () => {
  const results = ['operations', 'env', 'operations'].map((area) => aResult({ area, outcome: 'pass', evidence: 'e' }));
  expect(checklistOf(results).map(({ area, entries }) => [area, entries.length])).toEqual([
    ['env', 1],
    ['operations', 2],
  ]);
});
