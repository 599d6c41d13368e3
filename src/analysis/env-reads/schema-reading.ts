import type { Node } from 'oxc-parser';
import type { Names } from './environment.ts';

/** What a validation schema says about one variable. `offset` is where the entry stands. */
export type SchemaEntry = { readonly offset: number; readonly optional: boolean };

/** The entries of a schema by variable name; `open` where something unknown is spread into it. */
export type Shape = { readonly entries: ReadonlyMap<string, SchemaEntry>; readonly open: ReadonlySet<number> };

/** One module's schemas while they are read. Each expression is worked out once, however often names lead to it. */
export type SchemaReading = {
  readonly names: Names;
  readonly shapes: Map<Node, Shape | undefined>;
  readonly optional: Map<Node, boolean>;
};
