import { expect, test } from 'vitest';
import { finished, fresh, press } from '../testing/drive.ts';
import { sampleReport } from '../testing/sample-results.ts';
import { openTable } from './tables.ts';

const window = { columns: 80, rows: 24 };

test('the views open on the first table, go round, and close to the list', () => {
  const open = press(finished(fresh(window)), 'v').state;
  expect(openTable(open)).toMatchObject({ id: 'dns-records', position: 0, total: 2, row: 0 });
  const next = press(open, 'tab').state;
  expect(openTable(next)).toMatchObject({ id: 'redirects' });
  expect(openTable(press(next, 'tab').state)).toMatchObject({ id: 'dns-records' });
  expect(openTable(press(open, 'shift-tab').state)).toMatchObject({ id: 'redirects' });
  const closed = press(next, 'escape').state;
  expect([closed.overlay, closed.focus, closed.ended]).toEqual([undefined, 'list', undefined]);
  expect(press(open, 'q').state).toMatchObject({ overlay: undefined, ended: undefined });
});

test('the selected row stays within the table, and copying gives what is to be pasted, else the cells', () => {
  const open = press(finished(fresh(window)), 'v').state;
  const copied = (state: typeof open) => press(state, 'y').effects[0];
  expect(copied(open)).toMatchObject({ do: 'copy', text: 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com' });
  const last = press(open, 'j', 'j', 'j').state;
  expect(openTable(last)?.row).toBe(1);
  expect(copied(last)).toMatchObject({ text: expect.stringMatching(/^example\.com\tTXT\tv=spf1 .*\t-$/) });
  expect(copied(press(open, 'tab').state)).toBeUndefined();
});

test('without a finished run there is nothing to view, and the key says so; the last run has its tables', () => {
  const refused = press(press(fresh(window), 'enter').state, 'v').state;
  expect([refused.overlay, refused.toast?.text]).toEqual([undefined, expect.stringContaining('no tables')]);
  const old = press(fresh(window, { previous: sampleReport() }), 'p', 'v').state;
  expect(openTable(old)?.id).toBe('dns-records');
});

test('Enter on a private path opens its trace at the first step; elsewhere it says that there is none', () => {
  const tables = {
    'cache-paths': {
      columns: ['path', 'decision'],
      rows: [
        ['/account', 'not stored'],
        ['/dashboard', 'stored'],
      ],
    },
    'cache-trace': {
      columns: ['path', 'step'],
      rows: [
        ['/account', 'proxied'],
        ['/dashboard', 'proxied'],
      ],
    },
  };
  const report = { ...sampleReport(), tables };
  const paths = press(fresh(window, { previous: report }), 'p', 'v').state;
  expect(openTable(press(paths, 'j', 'enter').state)).toMatchObject({ id: 'cache-trace', row: 1 });
  const other = press(finished(fresh(window)), 'v', 'enter').state;
  expect([openTable(other)?.id, other.toast?.text]).toEqual(['dns-records', 'traces belong to private paths']);
});
