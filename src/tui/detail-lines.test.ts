import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { detailText } from '../core/detail.ts';
import { detailLines } from './detail-lines.ts';
import { rowOf } from './state/board.ts';
import { sampleFinding, sampleResult, sampleResults } from './testing/sample-results.ts';

const labelsOf = (columns: number, ...args: Parameters<typeof sampleResult>) =>
  detailLines(rowOf(sampleResult(...args)), columns)
    .map((line) => line.label)
    .filter((label) => label !== undefined && label !== '');

test('a finding reads: what is wrong, where, seen, why, do, source', () => {
  const result = sampleResult('env/a', 'high', { outcome: 'fail', findings: [sampleFinding()] });
  expect(detailLines(rowOf(result), 70).map(({ label, text }) => `${label ?? ''}|${text}`)).toEqual([
    '|The promise of env/a holds',
    '|failed, blocker, env/a',
    '|',
    '|STRIPE_SECRET_KEY is the same value in preview and production.',
    'Where|lib/stripe.ts:12',
    'Seen|one record, last changed on 2026-10-02',
    '|',
    'Why|Whoever can open the preview could otherwise charge real cards.',
    'Do|Give the preview its own test key under Project, Settings,',
    '|Environment Variables.',
    'Source|https://vercel.com/docs/environment-variables',
  ]);
});

test('several findings each have their place; what to do is said once', () => {
  const findings = [sampleFinding(), sampleFinding({ message: 'another one' })];
  expect(labelsOf(70, 'env/a', 'high', { outcome: 'fail', findings })).toEqual([
    'Where',
    'Seen',
    'Where',
    'Seen',
    'Why',
    'Do',
    'Source',
  ]);
});

test.each([
  ['unknown', { outcome: 'unknown', because: 'write-only', hint: 'make it readable' }, 'make it readable'],
  ['unavailable', { outcome: 'unavailable', reason: 'denied', hint: 'grant Zone:Read' }, 'grant Zone:Read'],
  ['error', { outcome: 'error', fault: { message: 'broke', hint: 'report it' } }, 'report it'],
] as const)('%s says what would settle it', (_, part, hint) => {
  const lines = detailLines(rowOf(sampleResult('env/a', 'high', part)), 70);
  expect(lines.find((line) => line.label === 'Do')?.text).toBe(hint);
});

test('a waived finding names who, when and why; a failure names what it left open', () => {
  const waived = sampleFinding({ waived: { reason: 'agreed', by: 'ada', on: '2026-11-01' } });
  const text = detailText(
    rowOf(
      sampleResult('env/a', 'high', { outcome: 'fail', findings: [waived], because: 'two were hidden', hint: 'ask' }),
    ),
  );
  expect(text).toContain('Waived: by ada on 2026-11-01: agreed');
  expect(text).toContain('Still open: two were hidden');
});

test.each([20, 33, 57, 120])('no line is wider than %i cells', (columns) => {
  for (const result of sampleResults()) {
    for (const line of detailLines(rowOf(result), columns)) {
      expect(stringWidth(line.text)).toBeLessThanOrEqual(line.label === undefined ? columns : columns - 7);
    }
  }
});

test('hostile text loses its escapes on the way to the screen and to the clipboard', () => {
  const evil = '\x1b]52;c;AAAA\x07\x1b[31mred\x1b]8;;http://evil\x07link\u202e\x9b2J';
  const finding = sampleFinding({ message: evil, evidence: evil, at: { kind: 'file', path: evil } });
  const row = rowOf({ ...sampleResult('env/a', 'high', { outcome: 'fail', findings: [finding] }), title: evil });
  const shown = [...detailLines(row, 60).map((line) => line.text), detailText(row)].join('');
  expect(shown).toContain('redlink');
  expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});
