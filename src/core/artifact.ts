import type { Gathered } from './gathered.ts';

/** A named, typed fact. `parse` reads it back from a saved run and throws when the shape is wrong. */
export type Artifact<Id extends string = string, V = unknown> = {
  readonly id: Id;
  readonly parse: (raw: unknown) => V;
};

/** The value that an artifact holds. */
export type ValueOf<A> = A extends Artifact<string, infer V> ? V : never;

/** A need that may go unmet: the reader then sees how it was missed instead of not running at all. */
export type Optional<A extends Artifact = Artifact> = { readonly optional: A };

/** What a gatherer or check reads, under the names it reads it by. */
export type Needs = Readonly<Record<string, Artifact | Optional>>;

/** The facts behind `needs`: plain values, and `Gathered` ones where the need is optional. */
export type Bag<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Optional<infer A>
    ? Gathered<ValueOf<A>>
    : N[K] extends Artifact<string, infer V>
      ? V
      : never;
};

/** Names a fact. `schema` is anything with a throwing `parse`, in practice a zod schema. */
export function defineArtifact<const Id extends string, V>(
  id: Id,
  schema: { readonly parse: (raw: unknown) => V },
): Artifact<Id, V> {
  return { id, parse: (raw) => schema.parse(raw) };
}

/** Marks a need as one the reader can live without. */
export function optional<A extends Artifact>(artifact: A): Optional<A> {
  return { optional: artifact };
}

/** The artifact behind a need, optional or not. */
export function artifactOf(need: Artifact | Optional): Artifact {
  return 'optional' in need ? need.optional : need;
}
