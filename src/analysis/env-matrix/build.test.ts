import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../../artifacts/env/value.ts';
import type { EnvironmentVariable, VercelEnvironmentVariables } from '../../artifacts/vercel/environment-variables.ts';
import { buildMatrix } from './build.ts';

const notRead: ValueFacts = { state: 'not-read' };
const read = (fingerprint: string): ValueFacts => ({ state: 'read', fingerprint, length: 9, traits: [] });

function record(
  id: string,
  environments: readonly string[],
  more: Partial<EnvironmentVariable> = {},
): EnvironmentVariable {
  const fixed = { kind: 'encrypted', shared: false, integration: false, securityIssues: [], value: notRead } as const;
  return { ...fixed, id, name: 'A', environments, ...more };
}

function rowOf(variables: readonly EnvironmentVariable[], unseen: Partial<VercelEnvironmentVariables> = {}) {
  const listed = { variables, hiddenInProduction: 0, ...unseen };
  const [row] = buildMatrix(listed, ['A'], new Map([['env_1', 'staging']])).rows;
  return row;
}

describe('a row of the matrix', () => {
  it('has a cell an environment, with record, kind, time and value', () => {
    const row = rowOf([record('1', ['production'], { updatedAt: 7 }), record('2', ['preview', 'development'])]);
    expect(row?.production).toEqual({ state: 'set', record: '1', kind: 'encrypted', updatedAt: 7, value: notRead });
    expect(row?.preview).toEqual({ state: 'set', record: '2', kind: 'encrypted', value: notRead });
    expect(row?.development.record).toBe('2');
  });

  it.each([
    ['same', 'one record', [record('1', ['production', 'preview'])]],
    [
      'same',
      'equal values',
      [record('1', ['production'], { value: read('f') }), record('2', ['preview'], { value: read('f') })],
    ],
    [
      'different',
      'other values',
      [record('1', ['production'], { value: read('f') }), record('2', ['preview'], { value: read('g') })],
    ],
    [
      'unknown',
      'two records, one unread',
      [record('1', ['production'], { value: read('f') }), record('2', ['preview'])],
    ],
    ['one-sided', 'production alone', [record('1', ['production'])]],
    ['one-sided', 'preview alone', [record('1', ['preview'])]],
    ['absent', 'neither', [record('1', ['development'])]],
  ])('compares: %s for %s', (comparison, _what, variables) => expect(rowOf(variables)?.comparison).toBe(comparison));

  it('prefers the project’s own record to the team’s shared one, whichever comes first', () => {
    const both = [record('team', ['production'], { shared: true }), record('own', ['production'])];
    expect(rowOf(both)?.production.record).toBe('own');
    expect(rowOf(both.toReversed())?.production.record).toBe('own');
    expect(rowOf(both.slice(0, 1))?.production.record).toBe('team');
  });

  it('keeps branch and custom values apart as overrides', () => {
    const row = rowOf([record('1', ['preview'], { gitBranch: 'x' }), record('2', ['env_1', 'env_2'])]);
    expect(row?.preview).toEqual({ state: 'absent' });
    expect(row?.overrides).toMatchObject([
      { scope: 'branch x', record: '1' },
      { scope: 'environment staging', record: '2' },
      { scope: 'environment env_2', record: '2' },
    ]);
  });

  it('calls what this token may not see hidden, never absent', () => {
    expect(rowOf([], { hiddenInProduction: 1 })).toMatchObject({
      production: { state: 'hidden' },
      preview: { state: 'absent' },
      comparison: 'unknown',
    });
    expect(rowOf([], { sharedUnread: 'ask' })).toMatchObject({
      production: { state: 'hidden' },
      preview: { state: 'hidden' },
      development: { state: 'hidden' },
    });
    expect(rowOf([record('1', ['production'])], { hiddenInProduction: 1 })?.production.state).toBe('set');
  });
});

describe('the matrix', () => {
  it('sorts by name, adds what code reads, leaves system records out, and says what was hidden', () => {
    const variables = ['b', '__proto__', 'a'].map((name) => record(name, ['production'], { name }));
    const system = record('s', ['production'], { name: 'VERCEL_URL', kind: 'system' });
    const matrix = buildMatrix(
      { variables: [...variables, system], hiddenInProduction: 2, sharedUnread: 'ask' },
      ['a', 'c'],
      new Map(),
    );
    expect(matrix.rows.map(({ name }) => name)).toEqual(['__proto__', 'a', 'b', 'c']);
    expect(matrix).toMatchObject({ hiddenInProduction: 2, sharedUnread: 'ask' });
  });

  it('is empty for nothing', () =>
    expect(buildMatrix({ variables: [], hiddenInProduction: 0 }, [], new Map())).toEqual({
      rows: [],
      hiddenInProduction: 0,
    }));
});
