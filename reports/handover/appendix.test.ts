import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { appendix } from './appendix.ts';

const report = (tables: Report['tables'], notes: readonly string[] = []): Report =>
  ({ tables, notes }) as unknown as Report;

test('a record to paste is quoted whole, so that copying it from the source gives the record', () => {
  const record = 'v=spf1 include:_spf.example.com ~all';
  const columns = ['name', 'to paste'];
  const [made] = appendix(
    report({
      'dns-records': {
        columns,
        rows: [
          ['example.com', record],
          ['www', null],
        ],
      },
    }),
  );
  expect(made).toMatchObject({
    blocks: [
      { kind: 'paragraph' },
      {
        kind: 'table',
        rows: [
          [expect.anything(), [{ kind: 'code', text: record }]],
          [expect.anything(), [{ text: '–' }]],
        ],
      },
    ],
  });
});

test('other cells read as prose, and an empty table says so', () => {
  const [first, second] = appendix(
    report({ things: { columns: ['a'], rows: [['see https://example.com']] }, voids: { columns: ['a'], rows: [] } }),
  );
  expect(JSON.stringify(first)).toContain('"kind":"code","text":"https://example.com"');
  expect(JSON.stringify(second)).toContain('Nothing of the kind was found.');
});
