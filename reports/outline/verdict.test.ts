import { expect, test } from 'vitest';
import { aFinding, aReport, aResult, aWaivedFinding } from '../testing.ts';
import { verdictWords } from './verdict.ts';

const passed = aResult({ outcome: 'pass', evidence: 'seen' });
const unread = aResult({ outcome: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' });
const withheld = aResult({
  check: 'access/two-user-isolation',
  outcome: 'unavailable',
  reason: 'not-allowed',
  hint: 'allow --probe',
});

test('ready says how many decisive checks have an answer', () => {
  const words = verdictWords(aReport([passed], { verdict: 'ready' }));
  expect(words.headline).toBe('Ready to launch');
  expect(words.because).toContain('of the 1 check that could stop this launch, none is without an answer');
  expect(words.beside).toEqual(['It speaks of what was looked at, and of nothing else: Environment variables.']);
});

test('ready without any decisive check says so', () => {
  const lesser = aResult({ severity: 'low', outcome: 'pass', evidence: 'seen' });
  const { because } = verdictWords(aReport([lesser], { verdict: 'ready' }));
  expect(because).toContain('no check of that weight was part of this run');
});

test('a proof that nobody allowed stands beside ready, by name', () => {
  const words = verdictWords(aReport([passed, withheld], { verdict: 'ready' }));
  expect(words.beside[0]).toBe('1 proof not run, because nobody allowed it: two-user isolation.');
});

test('not ready counts blockers and highs, and says what else has no answer', () => {
  const failed = aResult({ outcome: 'fail', findings: [aFinding(), aFinding({ severity: 'high' })] });
  const words = verdictWords(aReport([failed, unread]));
  expect(words.because).toBe('1 blocker and 1 high finding are open.');
  expect(words.beside[0]).toContain('1 further check that could stop this launch has no answer yet');
});

test('a person’s no counts as a finding of the check’s severity', () => {
  const no = { answer: 'no', by: 'Jo', on: '2026-11-19' } as const;
  const refused = aResult({ severity: 'high', outcome: 'manual', ask: 'Who is on call?', attested: no });
  expect(verdictWords(aReport([refused])).because).toBe('1 high finding is open.');
});

test('undetermined says that no finding is not a yes', () => {
  const words = verdictWords(aReport([passed, unread], { verdict: 'undetermined' }));
  expect(words.because).toContain('that is not a yes');
  expect(words.because).toContain('of the 2 checks that could stop this launch, only 1 has an answer');
});

test('when nothing came to an answer, nothing is claimed', () => {
  for (const results of [[], [unread], [aResult({ outcome: 'not-applicable', because: 'no Vercel' })]]) {
    const words = verdictWords(aReport(results, { verdict: 'undetermined' }));
    expect(words.because).toBe('No check came to an answer, so nothing can be said about this launch.');
  }
});

test('a narrowed run says first that the verdict is narrow', () => {
  const selection = { only: ['env'], skip: ['env/unused'] };
  const [first] = verdictWords(aReport([passed], { verdict: 'ready', selection })).beside;
  expect(first).toContain('only Environment variables was checked, and env/unused was left out');
});

test('accepted findings and answers of people are never passed over', () => {
  const yes = { answer: 'yes', by: 'Ana', on: '2026-11-18' } as const;
  const waived = aResult({ outcome: 'waived', findings: [aWaivedFinding()] });
  const answered = aResult({ outcome: 'manual', ask: 'Who is on call?', attested: yes });
  expect(verdictWords(aReport([passed, waived, answered], { verdict: 'ready' })).beside.slice(0, 2)).toEqual([
    'Accepted by a person and not counted: 1 blocker.',
    '1 answer rests on a person’s word.',
  ]);
});
