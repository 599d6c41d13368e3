import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { terminal } from './terminal.ts';
import { poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';
import { columnsOf } from './wrap.ts';

const plain = { color: false, width: 80, ascii: false };

test('the verdict is the last thing, after the counts', () => {
  const lines = terminal(aLaunch(), plain).trimEnd().split('\n');
  expect(lines.at(-1)).toBe('Not ready to launch. 1 blocker and 2 high findings are open.');
  const counts = lines.findIndex((line) => line.startsWith('1 passed, 4 failed'));
  expect(counts).toBeGreaterThan(lines.indexOf('By area'));
});

test('no line is wider than the terminal, but for an address that stays whole', () => {
  for (const width of [40, 60, 80, 120]) {
    const lines = terminal(poisoned(aLaunch()), { ...plain, width }).split('\n');
    for (const line of lines) {
      if (!/^\s+(Source )?\s*https:/.test(line)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }
  }
});

test('a finding is told in the one order', () => {
  const text = terminal(aLaunch(), plain);
  const from = text.indexOf('✗ blocker  DATABASE_URL');
  const labels = text.slice(from, text.indexOf('Check', from)).match(/^ {4}(Where|Seen|Why|Do|Source)/gm);
  expect(labels?.map((label) => label.trim())).toEqual(['Where', 'Seen', 'Why', 'Do', 'Source']);
});

test('passes are a count by area, not a line each', () => {
  const text = terminal(aLaunch(), plain);
  expect(text).not.toContain('No secret stands under a public prefix');
  expect(text).toMatch(/✗ Environment variables: .*1 passed/);
});

test('colour adds nothing but colour', () => {
  const coloured = terminal(aLaunch(), { ...plain, color: true });
  expect(coloured).toContain('\u001b[');
  expect(stripVTControlCharacters(coloured)).toBe(terminal(aLaunch(), plain));
});

test('an ASCII terminal gets ASCII alone, with a twin for every mark', () => {
  const text = terminal(aLaunch(), { ...plain, ascii: true });
  expect(text).toMatch(/^[\n\x20-\x7e]+$/);
  expect(text).toContain('x blocker');
  expect(text).toContain("last night's backup");
});
