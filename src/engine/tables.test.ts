import { expect, test } from 'vitest';
import { optional } from '../core/artifact.ts';
import type { Gathered } from '../core/gathered.ts';
import type { AnyTableSpec } from '../core/table.ts';
import { buildTables } from './tables.ts';
import { textFact } from './testing.ts';

const fact = textFact('a/fact');
const states = (state: Gathered<string>) => new Map([['a/fact', state]]);
const there = states({ state: 'ok', value: 'x\x1b[2J\u202ey', ms: 1 });
const missing = states({ state: 'unavailable', reason: 'denied', hint: 'grant it' });
const table: AnyTableSpec = {
  id: 'letters',
  needs: { fact },
  build: ({ fact: text }) => ({ columns: ['name', 'n', 'yes'], rows: [[text, 1, null]] }),
};
const forbidden = (text: string): never => {
  throw new Error(text);
};

test('a table is made from its facts, every cell harmless', () => {
  expect(buildTables([table], there, forbidden)).toEqual({
    letters: { columns: ['name', 'n', 'yes'], rows: [['xy', 1, null]] },
  });
});

test('a table whose fact is missing is left out; one that can live without it is not', () => {
  const tolerant: AnyTableSpec = {
    id: 'tolerant',
    needs: { fact: optional(fact) },
    build: ({ fact: state }) => ({ columns: ['state'], rows: [[state.state]] }),
  };
  expect(buildTables([table, tolerant], missing, forbidden)).toEqual({
    tolerant: { columns: ['state'], rows: [['unavailable']] },
  });
});

test('one that throws is said and costs the others nothing', () => {
  const broken: AnyTableSpec = { id: 'broken', needs: {}, build: () => forbidden('no columns') };
  const notes: string[] = [];
  const tables = buildTables([broken, table], there, (text) => notes.push(text));
  expect(Object.keys(tables)).toEqual(['letters']);
  expect(notes).toEqual(['the table broken could not be made: Error: no columns']);
});
