import type { Key } from 'ink';
import { expect, test } from 'vitest';
import { isText, pressesOf } from './presses.ts';

const none = {} as Key;
const key = (parts: Partial<Key>) => parts as Key;

test.each([
  ['two quick j', 'jj', none, ['j', 'j']],
  ['a letter and Enter in one piece', 'j\r', none, ['j', 'enter']],
  ['a line feed', '\n', none, ['enter']],
  ['erasing in one piece', 'ab\x7f', none, ['a', 'b', 'backspace']],
  ['Ctrl-Z behind letters', 'a\x1a', none, ['a', 'ctrl-z']],
  ['a character outside the first plane', '😀a', none, ['😀', 'a']],
  ['an arrow', '', key({ upArrow: true }), ['up']],
  ['Ctrl-C', 'c', key({ ctrl: true }), ['ctrl-c']],
  ['Shift-Tab', '', key({ tab: true, shift: true }), ['shift-tab']],
  ['Esc', '', key({ escape: true, meta: true }), ['escape']],
  ['Alt-q is not q', 'q', key({ meta: true }), []],
] as const)('%s', (_, input, flags, presses) => {
  expect(pressesOf(input, flags)).toEqual(presses);
});

test('names of keys are no text', () => {
  expect(['a', ' ', '😀', 'é'].every(isText)).toBe(true);
  expect(['up', 'ctrl-c', 'enter', ''].some(isText)).toBe(false);
});
