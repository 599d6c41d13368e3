import { describe, expect, test } from 'vitest';
import { drive, finished, fresh, press } from '../testing/drive.ts';
import { credentialLimit } from './fields.ts';
import { placeOf, visibleRows } from './selection.ts';

const secret = 'canary-9f8e7d';
const typing = press(fresh(), 't').state;

describe('credential', () => {
  test('letters are text, also those that are keys elsewhere', () => {
    const { state, effects } = press(typing, 'q', '?', 'v', ' ');
    expect(state.field).toMatchObject({ text: 'q?v ' });
    expect(effects).toEqual([]);
  });

  test('Enter hands it over once and keeps no trace of it', () => {
    const { state, effects } = press(typing, ...secret, 'enter');
    expect(effects).toEqual([{ do: 'use-credential', variable: 'CLOUDFLARE_API_TOKEN', value: secret }]);
    expect(JSON.stringify(state)).not.toContain(secret);
  });

  test('Esc drops it and keeps no trace of it', () => {
    const { state, effects } = press(typing, ...secret, 'escape');
    expect(effects).toEqual([]);
    expect(JSON.stringify(state)).not.toContain(secret);
    expect(placeOf(state)).toBe('start');
  });

  test('quitting over an open field keeps no trace of it', () => {
    const { state } = press(typing, ...secret, 'ctrl-c', 'ctrl-c');
    expect(state.ended).toBe('interrupted');
    expect(JSON.stringify(state)).not.toContain(secret);
  });

  test('nothing typed is nothing handed over', () => {
    expect(press(typing, ' ', 'enter').effects).toEqual([]);
  });

  test('backspace takes one character, whole, and Ctrl-u all', () => {
    const pasted = drive(typing, { type: 'paste', text: 'a😀' }).state;
    expect(press(pasted, 'backspace').state.field).toMatchObject({ text: 'a' });
    expect(press(pasted, 'ctrl-u').state.field).toMatchObject({ text: '' });
  });

  test('a pasted credential loses line ends and controls', () => {
    const { state } = drive(typing, { type: 'paste', text: `${secret}\r\n` });
    expect(state.field).toMatchObject({ text: secret });
  });

  test('a pasted megabyte is refused whole, and so is one character too many', () => {
    const huge = drive(typing, { type: 'paste', text: 'x'.repeat(1_000_000) }).state;
    expect(huge.field).toMatchObject({ text: '' });
    expect(huge.toast?.text).toBe('1000000 characters are no credential; nothing was taken');
    const full = drive(typing, { type: 'paste', text: 'x'.repeat(credentialLimit) }).state;
    expect(press(full, 'x').state.field).toEqual(full.field);
  });
});

describe('filter', () => {
  test('narrows with every letter, and Enter keeps it', () => {
    const { state } = press(finished(), '/', 's', 'p', 'f', 'enter');
    expect(visibleRows(state).map((row) => row.check)).toEqual(['email/spf-record']);
    expect(placeOf(state)).toBe('list');
  });

  test('Esc drops it', () => {
    const { state } = press(finished(), '/', 's', 'p', 'f', 'escape');
    expect(visibleRows(state)).toHaveLength(8);
  });

  test('the cursor is back on its check when the filter is gone', () => {
    const chosen = press(finished(), 'G').state;
    const filtered = press(chosen, '/', 's', 'p', 'f', 'enter').state;
    expect(press(filtered, 'escape').state.cursor).toBe(chosen.cursor);
  });

  test('takes pasted text up to its limit', () => {
    const open = press(finished(), '/').state;
    expect(drive(open, { type: 'paste', text: 'spf\nrecord' }).state.filter.text).toBe('spf record');
    expect(drive(open, { type: 'paste', text: 'x'.repeat(3000) }).state.filter.text).toHaveLength(100);
  });
});
