import type { EdgeRequest, EdgeResponse } from './request.ts';

/** A list of the account: `kind` is `ip`, `hostname`, `asn` or another word, items as an expression's `in` would hold them. */
export type RuleList = { readonly kind: string; readonly items: readonly string[] };

/** What an expression is evaluated against. */
export type RuleWorld = {
  readonly request: EdgeRequest;
  /** Absent in the phases before the origin's answer: response fields are unknown there. */
  readonly response?: EdgeResponse;
  /** The zone's name, which `cf.zone.name` gives; unknown when absent. */
  readonly zone?: string;
  /** By name, without `$`. A list that is not here could not be read, and what asks for it is unknown. */
  readonly lists: ReadonlyMap<string, RuleList>;
};
