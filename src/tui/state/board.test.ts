import { expect, test } from 'vitest';
import { sampleFinding, sampleResult, sampleResults } from '../testing/sample-results.ts';
import { areasOf, countsOf, filterRows, rowOf, withPlan, withResults } from './board.ts';

const rows = withResults([], sampleResults());
const ids = (list: readonly { readonly check: string }[]) => list.map((row) => row.check);
const everything = { text: '', show: 'all', area: undefined } as const;

test('rows stand by area, open before settled, worst first, failures before doubts, then by id', () => {
  expect(ids(rows)).toEqual([
    'email/dmarc-policy',
    'email/spf-record',
    'env/separate-values',
    'env/database-target',
    'env/placeholder-values',
    'payments/webhook',
    'payments/refunds',
    'payments/currency',
  ]);
});

test('the order does not depend on the order of arrival', () => {
  let arriving = withResults([], []);
  for (const result of sampleResults().toReversed()) arriving = withResults(arriving, [result]);
  expect(ids(arriving)).toEqual(ids(rows));
});

test('a result judged anew takes the place of the old one', () => {
  const again = withResults(rows, [sampleResult('env/separate-values', 'blocker')]);
  expect(again).toHaveLength(rows.length);
  expect(countsOf(again)).toMatchObject({ fail: 0, pass: countsOf(rows).pass + 1 });
});

test('a run of everything drops what it does not plan; a run of one check leaves the others alone', () => {
  const whole = withPlan(rows, ['email/spf-record'], false);
  expect(ids(whole)).toEqual(['email/spf-record']);
  const partial = withPlan(rows, ['email/spf-record'], true);
  expect(partial).toHaveLength(rows.length);
  expect(partial.filter((row) => row.stale).map((row) => row.check)).toEqual(['email/spf-record']);
});

test('areas are known from planned checks before anything is judged', () => {
  expect(areasOf([], ['tls/chain', 'env/a', 'env/b'])).toEqual(['env', 'tls']);
});

test.each([
  ['all', everything, 8],
  ['failing', { ...everything, show: 'failing' }, 1],
  ['unknown, unread, in error and unanswered', { ...everything, show: 'unknown' }, 4],
  ['an area', { ...everything, area: 'email' }, 2],
  ['text in a title, in any case', { ...everything, text: 'SPF' }, 1],
  ['text in a message', { ...everything, text: 'stripe_secret' }, 1],
  ['a severity', { ...everything, text: 'blocker' }, 2],
  ['text that means something to a regular expression', { ...everything, text: '.*(' }, 0],
  ['all of it together', { text: 'values', show: 'failing', area: 'env' }, 1],
] as const)('the filter lets through %s', (_, filter, count) => {
  expect(filterRows(rows, filter)).toHaveLength(count);
});

test('a row is as bad as its worst open finding', () => {
  const low = sampleFinding({ severity: 'low' });
  const waived = sampleFinding({ waived: { reason: 'known', by: 'ada', on: '2026-11-01' } });
  const failed = (findings: readonly (typeof low)[]) => sampleResult('env/a', 'high', { outcome: 'fail', findings });
  expect(rowOf(failed([low, sampleFinding()])).severity).toBe('blocker');
  expect(rowOf(failed([low, waived])).severity).toBe('low');
});

test('an answer settles what only a person can say, a no does not', () => {
  const asked = (answer: 'yes' | 'no') =>
    rowOf(
      sampleResult('env/a', 'high', { outcome: 'manual', ask: '?', attested: { answer, by: 'ada', on: '2026-11-01' } }),
    );
  expect(asked('yes').open).toBe(false);
  expect(asked('no').open).toBe(true);
  expect(filterRows([asked('no')], { ...everything, show: 'failing' })).toHaveLength(1);
});
