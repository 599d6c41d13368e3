import type { Bag, Needs } from './artifact.ts';
import type { Table } from './report.ts';

/** A view's data made from facts. It is left out of the report when a fact is missing. */
export type TableSpec<N extends Needs = Needs> = {
  readonly id: string;
  readonly needs: N;
  build(artifacts: Bag<N>): Table;
};

/** A table whose needs no longer matter to the reader. */
export type AnyTableSpec = {
  readonly id: string;
  readonly needs: Needs;
  // biome-ignore lint/suspicious/noExplicitAny: the bag is built from `needs` by the engine, which is the one caller.
  build(artifacts: any): Table;
};

/** Declares a table. */
export function defineTable<N extends Needs>(table: TableSpec<N>): TableSpec<N> {
  return table;
}
