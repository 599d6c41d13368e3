import type { Node } from 'oxc-parser';
import type { EnvironmentKind, Names } from './environment.ts';
import type { Guards } from './guards.ts';
import type { Use } from './use.ts';

/** A variable read at an offset in UTF-16 units. */
export type FoundRead = {
  readonly name: string;
  readonly offset: number;
  readonly optional: boolean;
  readonly via: EnvironmentKind | 'schema';
  /** Set for schema entries that never reach the browser. */
  readonly serverOnly: boolean;
};

/** A local name that holds one variable's value: the variable is optional when every use of the name copes. */
export type Held = { readonly read: FoundRead; readonly uses: Use[] };

/** What the schemas of a module validate. */
export type Validated = {
  readonly reads: FoundRead[];
  readonly dynamic: number[];
  /** Environment objects that a recognised schema parser takes: its entries are the reads. */
  readonly claimed: Set<Node>;
  /** Values handed to a schema under the name of an entry, with what the entry says. */
  readonly handed: Map<Node, { readonly optional: boolean; readonly serverOnly: boolean }>;
};

/** What a module reads, while it is being walked. */
export type Collection = {
  readonly names: Names;
  readonly validated: Validated;
  readonly guards: Guards;
  readonly reads: FoundRead[];
  /** Offsets where any variable may be read. */
  readonly dynamic: number[];
  readonly held: Map<string, Held>;
};
