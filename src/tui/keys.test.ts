import { expect, test } from 'vitest';
import { barEntries, keyLines } from './key-lines.ts';
import { bindings, bindingsOf, commandFor, type Place } from './keys.ts';
import { keysMarkdown } from './keys-markdown.ts';
import { finished, fresh, press, running } from './testing/drive.ts';

const places: readonly Place[] = [
  'start',
  'list',
  'detail',
  'table',
  'keys',
  'credential',
  'filter',
  'confirm',
  'small',
];

test.each(places)('no key means two things in %s', (place) => {
  const keys = bindingsOf(place).flatMap((binding) => binding.keys);
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
});

test('every binding has help that differs from all others of its place', () => {
  for (const place of places) {
    const help = bindingsOf(place).map((binding) => binding.help);
    expect(new Set(help).size).toBe(help.length);
    expect(help.every((sentence) => sentence.length > 5)).toBe(true);
  }
});

test.each(places)('Ctrl-C and Ctrl-Z work in %s', (place) => {
  expect(commandFor(place, 'ctrl-c')).toBe('interrupt');
  expect(commandFor(place, 'ctrl-z')).toBe('suspend');
});

test.each(['credential', 'filter'] as const)('no letter, digit or sign is a key in the %s field', (place) => {
  expect(bindingsOf(place).flatMap((binding) => binding.keys.filter((key) => key.length === 1))).toEqual([]);
});

test('the overlay lists the keys of the screen first and the shared ones last', () => {
  const help = keyLines('list', finished()).map((line) => line.help);
  expect(help.slice(0, 2)).toEqual(['move down', 'move up']);
  expect(help.slice(-2)).toEqual(['cancel the run; twice within 2 seconds quits', 'suspend; fg comes back']);
});

test.each([60, 80, 120, 200])('the key bar fits %i columns and always holds keys and quit', (columns) => {
  const entries = barEntries('list', running(), columns);
  const width = entries.reduce((sum, entry) => sum + entry.key.length + entry.short.length + 3, 0);
  expect(width).toBeLessThanOrEqual(columns);
  expect(entries.slice(-2).map((entry) => entry.short)).toEqual(['keys', 'quit']);
});

test('a refused key keeps its place in the bar and gives its reason in the overlay', () => {
  const busy = barEntries('list', running(), 200);
  const idle = barEntries('list', finished(), 200);
  expect(busy.map((entry) => entry.short)).toEqual(idle.map((entry) => entry.short));
  expect(busy.find((entry) => entry.short === 'write')?.refused).toBe(true);
  expect(idle.find((entry) => entry.short === 'write')?.refused).toBe(false);
  const write = keyLines('list', running()).find((line) => line.keys === 'w');
  expect(write?.refused).toBe('the handover is written when the run is over');
});

test('arrows are words where only ASCII can be drawn', () => {
  const keys = (ascii: boolean) => keyLines('list', fresh(undefined, { ascii }))[0]?.keys;
  expect(keys(false)).toBe('↓ j');
  expect(keys(true)).toBe('Down j');
});

test('the README section names every key but those of questions', () => {
  const text = keysMarkdown();
  for (const binding of bindings.filter((one) => (one.places as readonly string[])[0] !== 'confirm')) {
    expect(text).toContain(`| ${binding.help} |`);
  }
  expect(text).toContain('| `↓` `j` | move down |');
  expect(text).toContain('| `1-9` | show one area; again for all |');
  expect(text.split('\n').filter((line) => line.includes('move down'))).toHaveLength(1);
});

test('? opens the overlay over the place it is about', () => {
  expect(press(finished(), '?').state.overlay).toEqual({ kind: 'keys', scroll: 0 });
});
