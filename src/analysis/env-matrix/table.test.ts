import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../../artifacts/env/value.ts';
import type { EnvironmentVariable } from '../../artifacts/vercel/environment-variables.ts';
import { readFacts } from '../values/describe.ts';
import { buildMatrix } from './build.ts';
import { envMatrixTable } from './table.ts';

function record(
  name: string,
  environments: readonly string[],
  value: ValueFacts,
  updatedAt?: number,
): EnvironmentVariable {
  const fixed = { kind: 'encrypted', shared: false, integration: false, securityIssues: [] } as const;
  return {
    ...fixed,
    id: `${name}${environments}`,
    name,
    environments,
    value,
    ...(updatedAt === undefined ? {} : { updatedAt }),
  };
}

function rowsOf(variables: readonly EnvironmentVariable[], hiddenInProduction = 0) {
  return envMatrixTable.build({ matrix: buildMatrix({ variables, hiddenInProduction }, [], new Map()) }).rows;
}

const canary = 'C4naryQ7xW2vT9k';
const value = readFacts(canary, 'A', () => 'f');

describe('the table of variables', () => {
  it('has a cell a column', () => {
    const { columns, rows } = envMatrixTable.build({
      matrix: buildMatrix({ variables: [record('A', ['production'], value)], hiddenInProduction: 0 }, [], new Map()),
    });
    expect(rows.map((row) => row.length)).toEqual([columns.length]);
  });

  it('says what is set, absent, empty or out of sight, and when it changed', () => {
    const changed = Date.parse('2026-11-17T23:59:59Z');
    expect(rowsOf([record('A', ['production', 'development'], value, changed)])).toEqual([
      ['A', 'set', 'absent', 'set', 'one-sided', '2026-11-17', 'encrypted'],
    ]);
    const empty = readFacts('', 'A', () => 'f');
    expect(rowsOf([record('A', ['preview'], empty)], 1)).toEqual([
      ['A', 'unknown', 'empty', 'absent', 'unknown', null, 'encrypted'],
    ]);
  });

  it('never holds a value', () =>
    expect(JSON.stringify(rowsOf([record('A', ['production', 'preview'], value)]))).not.toContain(canary));
});
